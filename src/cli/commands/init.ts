import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

// Runs on Nodes that cannot run the rest, so that a first `npx breakwater init` works anywhere: only what Node 20 has, and no
// imports of our own. The project that it writes brings the Node it needs.

/** The folder of this package: a checkout, or where it is installed. */
const packageRoot = fileURLToPath(new URL('../../../', import.meta.url)).replace(/[\\/]$/, '');
const template = join(packageRoot, 'templates/starter');

const HELP = `breakwater init [FOLDER]: write a starter project

  FOLDER    where to; made if it does not exist (default: the current folder)

Example: breakwater init my-graph
`;

/** Bad input, in a sentence. */
class Refusal extends Error {}

/** `breakwater init`. Answers with the exit code: 0 done; 2 bad input, said in a sentence on standard error, and nothing is written. */
export const init = async (args: readonly string[]): Promise<number> => {
  try {
    process.stdout.write(args.includes('--help') || args.includes('-h') ? HELP : writeProject(folderIn(args)));
    return 0;
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === undefined) throw error;
    process.stderr.write(`${sentence}\n`);
    return 2;
  }
};

const folderIn = (args: readonly string[]): string => {
  const flag = args.find((arg) => arg.startsWith('-'));
  if (flag !== undefined) throw new Refusal(`"${flag}" is no flag of init, which has none but --help.`);
  if (args.length > 1) throw new Refusal(`init writes one folder, not ${args.length}: ${args.join(', ')}.`);
  if (args[0] === '') throw new Refusal('The name of the folder is empty.');
  return args[0] ?? '.';
};

/** Everything is checked before anything is written. */
const writeProject = (shown: string): string => {
  const folder = resolve(shown);
  const files = readdirSync(template, { recursive: true, encoding: 'utf8' })
    .filter((file) => lstatSync(join(template, file)).isFile())
    .map((from) => ({ from, to: writtenAs(from) }))
    .toSorted((a, b) => (a.to < b.to ? -1 : 1));
  const manifest = manifestFor(folder);
  const written = files.map(({ to }) => to);
  refuseClashes(shown, folder, written);
  for (const { from, to } of files) {
    write(join(folder, to), from === 'package.json' ? manifest : readFileSync(join(template, from), 'utf8'));
  }
  const steps = [...(folder === process.cwd() ? [] : [`cd ${quoted(shown)}`]), 'npm install', 'npm start'];
  return `A starter project in ${shown === '.' ? 'this folder' : shown}:\n\n${indented(written)}\nNext:\n\n${indented(steps)}`;
};

/** As a shell takes it. */
const quoted = (word: string): string => (/^[\w./@~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}\n`).join('');

/** npm leaves `.gitignore` and `.npmrc` out of packages, so the template spells them with an underscore. */
const writtenAs = (file: string): string => file.replace(/^_/, '.');

const manifestFor = (folder: string): string => {
  const manifest = readJson(join(template, 'package.json'));
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z\d._~-]+/g, '-')
    .replace(/^[-._]+|-+$/g, '');
  if (name === '' || name.length > 214 || name === 'node_modules') {
    throw new Refusal(
      `The folder's name, "${basename(folder)}", makes no package name: choose one with a letter from a to z.`,
    );
  }
  // npm installs no package below a project of the same name.
  const needed = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  if (Object.hasOwn(needed, name)) {
    throw new Refusal(
      `A project named ${name} could not depend on the package ${name}: choose another name for the folder.`,
    );
  }
  manifest.name = name;
  manifest.dependencies.breakwater = ownSpec();
  return `${JSON.stringify(manifest, null, 2)}\n`;
};

/** What the project depends on: the breakwater that is running. */
const ownSpec = (): string => {
  if (!/[\\/]node_modules[\\/]/.test(packageRoot)) return `file:${packageRoot}`;
  const resolved = resolvedByNpm(dirname(packageRoot));
  if (resolved?.spec.startsWith('file:')) return `file:${resolve(resolved.base, resolved.spec.slice('file:'.length))}`;
  if (resolved?.spec.startsWith('git+')) return resolved.spec;
  return readJson(join(packageRoot, 'package.json')).version;
};

/** A file that npm wrote, and that something has damaged since. */
const readJson = (file: string) => {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined) throw new Refusal(`${file} could not be read: ${WORDS[code] ?? code}.`);
  }
  throw new Refusal(`${file} is damaged: install breakwater again, for instance with "npm ci".`);
};

/** Where npm got this package from, as it notes beside what it installs. Other package managers leave no such note. */
const resolvedByNpm = (folder: string): { spec: string; base: string } | undefined => {
  const note = join(folder, 'node_modules/.package-lock.json');
  if (existsSync(note)) {
    const entry = readJson(note).packages?.[relative(folder, packageRoot).split(sep).join('/')];
    return typeof entry?.resolved === 'string' ? { spec: entry.resolved, base: folder } : undefined;
  }
  return dirname(folder) === folder ? undefined : resolvedByNpm(dirname(folder));
};

/** A file of the project, or a folder it needs, that is there as something else. */
const refuseClashes = (shown: string, folder: string, files: readonly string[]): void => {
  if (kindOf(folder) === 'other') throw new Refusal(`${shown} is no folder.`);
  // Outermost first: nothing can be asked of what would lie below a file.
  const blocked = files.flatMap(parentsOf).find((parent) => kindOf(join(folder, parent)) === 'other');
  const clashes = blocked === undefined ? files.filter((file) => kindOf(join(folder, file)) !== 'none') : [blocked];
  if (clashes.length === 0) return;
  const named = `${clashes.slice(0, 3).join(', ')}${clashes.length > 3 ? ` and ${clashes.length - 3} more` : ''}`;
  const where = shown === '.' ? 'This folder' : shown;
  throw new Refusal(`${where} already has ${named}: choose an empty folder, for nothing is overwritten.`);
};

const parentsOf = (file: string): readonly string[] => {
  const parent = dirname(file);
  return parent === '.' ? [] : [...parentsOf(parent), parent];
};

/** What a path leads to. A link that leads nowhere is something too: to write through it would be to write elsewhere. */
const kindOf = (path: string): 'none' | 'folder' | 'other' => {
  if (!lstatSync(path, { throwIfNoEntry: false })) return 'none';
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? 'folder' : 'other';
};

const write = (file: string, text: string): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: 'wx' });
};

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  ENOTDIR: 'a part of the path is a file',
  ENAMETOOLONG: 'the name is too long',
};

/** What a person is told of an error that they can do something about. */
const sentenceOf = (error: unknown): string | undefined => {
  if (error instanceof Refusal) return error.message;
  const { code, path } = error as NodeJS.ErrnoException;
  return code !== undefined && path !== undefined ? `${path} could not be written: ${WORDS[code] ?? code}.` : undefined;
};
