import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runFresh } from './fresh-machine.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-init-')));
const jsonIn = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** With the machine's own Node, however old: a first command must not need the Node that the project is going to bring. */
const init = (args: readonly string[], cwd = folder) =>
  runFresh(cwd, ['node', resolve('bin/breakwater.js'), 'init', ...args]);

/** Makes a folder with these files. */
const folderWith = (name: string, ...files: readonly string[]): string => {
  const made = join(folder, name);
  mkdirSync(made);
  for (const file of files) {
    mkdirSync(dirname(join(made, file)), { recursive: true });
    writeFileSync(join(made, file), 'mine');
  }
  return made;
};

beforeAll(() => writeFileSync(join(folder, 'a-file'), 'mine'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const refused = async (args: readonly string[], sentence: string, cwd = folder): Promise<void> => {
  const before = readdirSync(cwd, { recursive: true });
  expect(await init(args, cwd)).toEqual({ code: 2, out: '', err: `${sentence}\n` });
  expect(readdirSync(cwd, { recursive: true })).toEqual(before);
};

describe('when it is refused', () => {
  test('nothing that is there is overwritten', async () => {
    await refused(
      [],
      'This folder already has README.md: choose an empty folder, for nothing is overwritten.',
      folderWith('one-file', 'README.md', 'notes.txt'),
    );
    await refused(
      ['some-files'],
      'some-files already has .gitignore, README.md, package.json and 1 more: choose an empty folder, for nothing is overwritten.',
      dirname(folderWith('some-files', 'package.json', '.gitignore', 'README.md', 'tsconfig.json')),
    );
    await refused(
      [],
      'This folder already has src: choose an empty folder, for nothing is overwritten.',
      folderWith('src-is-a-file', 'src'),
    );
  });

  test('nothing is written through a link that leads nowhere', async () => {
    const made = folderWith('with-link');
    symlinkSync(join(folder, 'elsewhere'), join(made, 'README.md'));
    await refused([], 'This folder already has README.md: choose an empty folder, for nothing is overwritten.', made);
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
  });

  test('a file is no folder', async () => {
    await refused(['a-file'], 'a-file is no folder.');
    await refused(['a-file/below'], `${folder}/a-file/below could not be written: a part of the path is a file.`);
  });

  test('a folder that may not be written to', async () => {
    // Nobody may make a folder in /sys, not even root, to whom everything else is open.
    const closed = process.getuid?.() === 0 ? '/sys' : folderWith('closed');
    if (closed !== '/sys') chmodSync(closed, 0o555);
    const { code, out, err } = await init([join(closed, 'my-graph')]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^\/\S+ could not be written: (permission denied|the file system is read-only)\.\n$/);
  });

  test('a name that no package may have', async () => {
    const latin = 'makes no package name: choose one with a letter from a to z.';
    await refused(['日本'], `The folder's name, "日本", ${latin}`);
    await refused(['node_modules'], `The folder's name, "node_modules", ${latin}`);
    await refused(['/'], `The folder's name, "", ${latin}`);
    await refused(
      ['breakwater'],
      'A project named breakwater could not depend on the package breakwater: choose another name for the folder.',
    );
  });

  test('a flag, a second folder, an empty name', async () => {
    await refused(['--force'], '"--force" is no flag of init, which has none but --help.');
    await refused(['one', 'two'], 'init writes one folder, not 2: one, two.');
    await refused([''], 'The name of the folder is empty.');
  });
});

describe('when something that npm wrote is damaged', () => {
  /** This package, as npm lays it out. */
  const installed = (name: string, files: Readonly<Record<string, string>>) => {
    const root = folderWith(name);
    const its = join(root, 'node_modules/breakwater');
    for (const part of ['bin', 'dist/cli/commands', 'templates', 'package.json'])
      cpSync(part, join(its, part), { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(root, file), text);
    return { root, run: () => runFresh(root, ['node', join(its, 'bin/breakwater.js'), 'init', 'new-graph']) };
  };

  test.each([
    ['its note of what it installed', 'node_modules/.package-lock.json', '{ "packages": '],
    ['a note that is no object', 'node_modules/.package-lock.json', 'null'],
    ['the starter', 'node_modules/breakwater/templates/starter/package.json', ''],
  ])('%s, one sentence says so, and nothing is written', async (name, file, text) => {
    const { root, run } = installed(name.replaceAll(' ', '-'), { [file]: text });
    const sentence = `${join(root, file)} is damaged: install breakwater again, for instance with "npm ci".\n`;
    expect(await run()).toEqual({ code: 2, out: '', err: sentence });
    expect(existsSync(join(root, 'new-graph'))).toBe(false);
  });

  test('a package.json of somebody else is nothing to init', async () => {
    const { root, run } = installed('theirs', { 'package.json': '{ "name": ' });
    expect(await run()).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(root, 'new-graph/package.json'))).toBe(true);
  });
});

test('--help says what it does, and does nothing', async () => {
  const { code, out, err } = await init(['my-help', '--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^breakwater init \[FOLDER\]: write a starter project\n/);
  expect(existsSync(join(folder, 'my-help'))).toBe(false);
});

test('the project is named after its folder, depends on this checkout, and leaves what else is there', async () => {
  const made = folderWith('My Graph (new)', '.git/HEAD', 'notes.txt');
  const { code, out, err } = await init([], made);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(jsonIn(join(made, 'package.json'))).toMatchObject({
    name: 'my-graph-new',
    dependencies: { breakwater: `file:${resolve('.')}` },
  });
  const written = out.match(/^ {2}\S+\.\S+$|^ {2}\.\S+$/gm)?.map((line) => line.trim());
  expect(written).toContain('src/datasources/library/source.ts');
  expect(written?.filter((file) => !existsSync(join(made, file)))).toEqual([]);
  expect(out).toMatch(/Next:\n\n {2}npm install\n {2}npm start\n$/);
  expect(readFileSync(join(made, 'notes.txt'), 'utf8')).toBe('mine');
});

const next = async (args: readonly string[]) => (await init(args)).out.split('Next:')[1];

test('the way into a folder of its own is said, as a shell takes it', async () => {
  expect(await next(['deep/my-graph'])).toBe('\n\n  cd deep/my-graph\n  npm install\n  npm start\n');
  expect(await next(["Ada's graph"])).toBe("\n\n  cd 'Ada'\\''s graph'\n  npm install\n  npm start\n");
});

test('the starter pins what this repository is tested with', () => {
  const starter = jsonIn('templates/starter/package.json');
  const { devDependencies } = jsonIn('package.json');
  expect(starter.optionalDependencies).toEqual(jsonIn('tools/node/package.json').optionalDependencies);
  for (const [name, version] of Object.entries(starter.devDependencies)) expect(devDependencies[name]).toBe(version);
});
