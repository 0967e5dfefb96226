import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Source } from 'graphql';
import type { SourceClass } from '../datasources/base/index.ts';
import type { GatewayOptions } from '../gateway/options.ts';
import type { Simulator } from '../simulators/simulator.ts';
import { checkConfig } from './check-config.ts';
import type { Config } from './define-config.ts';
import { kindOfThrown } from './kind-of-thrown.ts';
import { placeOfError } from './place-of-error.ts';
import { inWords, UserError } from './user-error.ts';
import { withEnvFile } from './with-env-file.ts';

/** A configuration with everything it names. */
export interface Project {
  readonly options: GatewayOptions;
  readonly simulators: readonly Simulator[];
}

/** Loads a configuration file and what it names, with the variables of `.env` beside it. @param production what a flag says of it, if one does @throws UserError */
export const loadConfig = async (file: string, production?: true): Promise<Project> => {
  const folder = dirname(file);
  const { options, simulators } = await loadProject(await readConfig(file), folder);
  const environment = withEnvFile(folder, options.environment ?? process.env, production ?? options.production);
  return { options: { ...options, environment }, simulators };
};

/** What a configuration file says. @throws UserError */
export const readConfig = async (file: string): Promise<Config> =>
  checkConfig((await importModule(file))['default'], shownAs(file));

/** Loads what a configuration names; its paths are relative to `root`. @throws UserError */
export const loadProject = async (config: Config, root: string): Promise<Project> => {
  const { sources, schema, resolvers, simulators, ...options } = config;
  const files = filesOf(sources, root);
  if (files.length === 0)
    throw new UserError(
      `sources: no file matches ${[sources].flat().join(', ')}, from the folder of the configuration.`,
    );
  const modules = await Promise.all(
    files.map(async (file) => ({ file, classes: classesIn(await importModule(file), file) })),
  );
  const placeOf = new Map(
    modules.flatMap(({ file, classes }) => classes.map(({ api }) => [api.name, shownAs(file)] as const)),
  );
  const beside = files.map((file) => join(dirname(file), 'schema.graphql'));
  const sdl = [...new Set([...beside, ...filesOf(schema ?? [], root)])];
  const resolversModule = resolvers === undefined ? undefined : await importModule(resolve(root, resolvers));
  if (resolversModule && (typeof resolversModule['resolvers'] !== 'object' || resolversModule['resolvers'] === null))
    throw new UserError(`${resolvers} exports no resolvers: write export const resolvers = { ... }.`);
  return {
    options: {
      ...options,
      ...(options.ca ? { ca: options.ca.map((path) => resolve(root, path)) } : {}),
      sources: modules.flatMap(({ classes }) => classes),
      typeDefs: sdl.map((path) => new Source(readText(path), shownAs(path))),
      ...(resolversModule
        ? { resolvers: resolversModule['resolvers'] as NonNullable<GatewayOptions['resolvers']> }
        : {}),
      placeOf: (source) => placeOf.get(source),
    },
    simulators: (await Promise.all(filesOf(simulators ?? [], root).map(importModule))).flatMap(simulatorsIn),
  };
};

/** Paths as people know them: from where they stand. */
export const shownAs = (path: string): string => {
  const shown = relative(process.cwd(), path);
  return shown === '' ? '.' : shown.startsWith('..') ? path : shown;
};

const filesOf = (globs: string | readonly string[], root: string): readonly string[] =>
  [globs].flat().flatMap((glob) =>
    globSync(glob, { cwd: root, exclude: (name) => name.endsWith('.d.ts') })
      .sort()
      .map((path) => resolve(root, path)),
  );

const importModule = async (file: string): Promise<Readonly<Record<string, unknown>>> => {
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    const words = inWords(error)
      .replaceAll(/\?generation=\d+/g, '')
      .replace(/\.$/, '');
    const say = (what: string): string => `${shownAs(file)} could not be loaded: ${what}${whereIn(error, file)}.`;
    const kind = kindOfThrown(error);
    throw new UserError(say(words), kind === undefined ? undefined : say(`it threw ${kind}`));
  }
};

/** ` (line 3)` of the module itself; ` (src/b.ts, line 3)` of one that it imports. */
const whereIn = (error: unknown, module: string): string => {
  const place = placeOfError(error, module);
  if (place === undefined) return '';
  return place.file === module ? ` (line ${place.line})` : ` (${shownAs(place.file)}, line ${place.line})`;
};

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${shownAs(file)} could not be read: ${inWords(error)}.`);
  }
};

/** The classes of a module that say what their API is; told by what they have, for their base may be another copy of ours. */
const classesIn = (module: Readonly<Record<string, unknown>>, file: string): readonly SourceClass[] => {
  const classes = Object.values(module).filter(
    (value): value is SourceClass => typeof value === 'function' && 'api' in value,
  );
  if (classes.length === 0)
    throw new UserError(
      `${shownAs(file)} exports no source: write export class Name extends DataSource { static readonly api = { ... } satisfies Api; }.`,
    );
  return classes;
};

const simulatorsIn = (module: Readonly<Record<string, unknown>>): readonly Simulator[] =>
  Object.values(module).filter(
    (value): value is Simulator =>
      typeof value === 'object' && value !== null && 'answer' in value && 'basePath' in value,
  );
