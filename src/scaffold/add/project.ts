import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, matchesGlob, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kind, parse } from 'graphql';
import { checkConfig } from '../../config/check-config.ts';
import { inWords, UserError } from '../../config/user-error.ts';

/** What has to be known of a project before a source is added to it. Nothing of it is run but its configuration. */
export interface AddProject {
  /** The folder of its configuration. */
  readonly root: string;
  /** The folder that a source of a name has, or would have. @throws UserError where the globs leave no room for it */
  readonly folderOf: (name: string) => string;
  /** Names of the sources that are there, and the folder of each. */
  readonly sources: ReadonlyMap<string, string>;
  /** Types, and fields of `Query` and `Mutation`, but for those of one folder. */
  readonly takenBeside: (folder: string) => { readonly types: readonly string[]; readonly roots: readonly string[] };
  /** Scripts of its package. */
  readonly scripts: Readonly<Record<string, string>>;
}

/** Reads a project. @throws UserError */
export const readProject = async (file: string): Promise<AddProject> => {
  const root = dirname(file);
  const config = checkConfig(await configIn(file), relative(process.cwd(), file) || file);
  const globs = [config.sources].flat();
  const modules = filesOf(globs, root);
  const sdl = [
    ...modules.map((each) => join(dirname(each), 'schema.graphql')),
    ...filesOf([config.schema ?? []].flat(), root),
  ];
  return {
    root,
    folderOf: (name) => folderOf(name, globs, root, modules),
    sources: new Map(modules.flatMap((each) => namesIn(each).map((name) => [name, dirname(each)] as const))),
    takenBeside: (folder) => taken(sdl.filter((each) => dirname(each) !== folder)),
    scripts: scriptsOf(root),
  };
};

const configIn = async (file: string): Promise<unknown> => {
  try {
    const module = await import(pathToFileURL(file).href);
    return module.default;
  } catch (error) {
    throw new UserError(`${relative(process.cwd(), file) || file} could not be loaded: ${inWords(error)}.`);
  }
};

const filesOf = (globs: readonly string[], root: string): readonly string[] =>
  globs
    .flatMap((glob) => globSync(glob, { cwd: root, exclude: (name) => name.endsWith('.d.ts') }))
    .map((each) => resolve(root, each));

/** The name in the place of the last folder that a glob leaves open. */
const folderOf = (name: string, globs: readonly string[], root: string, modules: readonly string[]): string => {
  const guesses = [
    ...globs.map((glob) => dirname(glob).replace(/^(.*)\*+/, `$1${name}`)),
    ...modules.map((each) => join(relative(root, dirname(dirname(each))), name)),
  ].filter((guess) => basename(guess) === name && !guess.includes('*'));
  const found = guesses.find((guess) =>
    globs.some((glob) => matchesGlob(plain(join(guess, 'source.ts')), plain(glob))),
  );
  if (found === undefined)
    throw new UserError(
      `No folder for "${name}": the configuration's sources (${globs.join(', ')}) match no NAME/source.ts. Add './src/datasources/*/source.ts' to them.`,
    );
  return resolve(root, found);
};

const plain = (path: string): string => path.split(sep).join('/').replace(/^\.\//, '');

/** Names of sources, as their modules spell them: a module is not run for its name. */
const namesIn = (file: string): readonly string[] => {
  const text = textOf(file);
  return [...text.matchAll(/static (?:override )?readonly api\b[^{]*\{\s*name: *(['"])(\w+)\1/g)].map(
    ([, , name = '']) => name,
  );
};

const taken = (files: readonly string[]) => {
  const types = new Set<string>();
  const roots = new Set<string>();
  for (const file of files)
    for (const definition of definitionsIn(textOf(file))) {
      if (!('name' in definition) || !definition.name) continue;
      const name = definition.name.value;
      if (name === 'Query' || name === 'Mutation') {
        if ('fields' in definition) for (const field of definition.fields ?? []) roots.add(field.name.value);
      } else if (definition.kind !== Kind.DIRECTIVE_DEFINITION && !/_EXTENSION$|Extension$/.test(definition.kind))
        types.add(name);
    }
  return { types: [...types], roots: [...roots] };
};

/** What is wrong with it is said when the graph starts. */
const definitionsIn = (text: string) => {
  try {
    return parse(text).definitions;
  } catch {
    return [];
  }
};

/** Empty where there is none, or it cannot be read: that is said when the graph starts. */
const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

const scriptsOf = (root: string): Readonly<Record<string, string>> => {
  try {
    return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts ?? {};
  } catch {
    return {};
  }
};
