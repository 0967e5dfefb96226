import { createRequire, registerHooks } from 'node:module';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFolder } from '../../config/atlas.ts';

/** Has the modules of a project read anew. */
export interface FreshModules {
  /**
   * These files have changed: from now on, they and all that import them are read again. What was imported before stays what it was.
   * @param all everything is read again, as after a load that failed
   */
  readonly renew: (paths: readonly string[], all: boolean) => void;
  readonly stop: () => void;
}

/** What a checkout of Breakwater reloads of itself: its sources, simulators and resolvers are those of a project. */
const OWN_PROJECT = /^(datasources[\\/](?!base[\\/])|simulators[\\/]|schema[\\/]resolvers\.)/;

/** What loads no module: the SDL, which is read with every graph. Data may be read by any module, when it is loaded. */
const SDL = /\.(graphqls?|gql)$/;
const MODULE = /\.[cm]?[jt]s$/;

/**
 * Node keeps every module for as long as the process lives, by its URL. A file that has changed gets another URL, by a word in its query, and so
 * do those that import it; all others stay loaded. Packages, and Breakwater itself, are left as they are.
 * @param root the project's folder, without links on the way
 */
export const freshModules = (root: string): FreshModules => {
  let generation = 1;
  const generations = new Map<string, number>();
  const importers = new Map<string, Set<string>>();
  const { cache } = createRequire(join(root, 'project.cjs'));
  const hooks = registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      if (!resolved.url.startsWith('file:') || !context.conditions.includes('import')) return resolved;
      const file = fileURLToPath(resolved.url);
      if (!isOfProject(file, root)) return resolved;
      const its = importers.get(file) ?? new Set();
      importers.set(file, its);
      if (context.parentURL?.startsWith('file:')) its.add(fileURLToPath(context.parentURL));
      const url = new URL(resolved.url);
      url.searchParams.set('generation', String(generations.get(file) ?? 1));
      return { ...resolved, url: url.href };
    },
  });
  const bump = (file: string): void => {
    if (generations.get(file) === generation) return;
    generations.set(file, generation);
    // CommonJS knows files by their paths alone.
    delete cache[file];
    for (const importer of importers.get(file) ?? []) bump(importer);
  };
  return {
    renew(paths, all) {
      generation += 1;
      const isData = (path: string) => !importers.has(path) && !SDL.test(path) && !MODULE.test(path);
      for (const file of all || paths.some(isData) ? importers.keys() : paths) bump(file);
    },
    stop: () => hooks.deregister(),
  };
};

const isOfProject = (file: string, root: string): boolean => {
  if (!file.startsWith(root + sep) || file.slice(root.length).split(sep).includes('node_modules')) return false;
  return !file.startsWith(packageFolder + sep) || OWN_PROJECT.test(relative(packageFolder, file));
};
