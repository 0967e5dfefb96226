import { rmSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { makeProject, type Project } from './dev/project.ts';
import { breakwater, ended, servedAt, spawnBreakwater } from './run.ts';

const open: Project[] = [];
afterEach(() => {
  for (const { root } of open.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** The folder of a project whose source needs `K`, with more words in its configuration. */
const projectWith = (words: string, files: Readonly<Record<string, string>> = {}): string => {
  const project = makeProject({
    'breakwater.config.ts': `export default { sources: './src/*/source.ts', port: 0, ${words} };\n`,
    'src/first/source.ts': `import { bearer, DataSource } from '${process.cwd()}/src/index.ts';
export class First extends DataSource {
  static readonly api = { name: 'first', baseUrl: 'http://127.0.0.1:9/v1/', auth: bearer({ env: 'K' }) };
  thing = this.get('First', () => 'thing');
}
`,
    ...files,
  });
  open.push(project);
  return project.root;
};

describe('.env beside the configuration', () => {
  const env = { '.env': 'K=hunter2\n' };

  test.each([
    ['by its flag', '', ['start', '--production']],
    ['by its configuration', 'production: true', ['start']],
  ])('is not read in production, said %s', async (_, words, args) => {
    const { code, err } = await breakwater(args, { cwd: projectWith(words, env) });
    expect([code, err]).toEqual([2, expect.stringContaining('first needs K in the environment')]);
  });

  test('is not read for a check of production either', async () => {
    const cwd = projectWith('', env);
    const { out } = await breakwater(['check', '--production'], { cwd });
    expect(out).toContain('first needs K in the environment');
    expect((await breakwater(['check'], { cwd })).out).not.toContain('first needs K');
  });
});

describe('the configuration', () => {
  test('refuses what only a program can say, in a sentence', async () => {
    const said = async (words: string) => (await breakwater(['check'], { cwd: projectWith(words) })).out;
    expect(await said('transport: fetch')).toContain('transport is an option of createGateway alone.');
    expect(await said('log: { info() {} }')).toContain(
      'log must be an object with the methods debug, info, warn and error.',
    );
    expect(await said('store: {}')).toContain('store must be a function.');
  });

  test('may say where events go and where answers are kept', async () => {
    const log = `log: { debug() {}, info() {}, warn: (_, message) => void console.log('OWN ' + message), error() {} }`;
    const child = spawnBreakwater(['start'], {
      cwd: projectWith(`${log}, store: () => ({ get() {}, set() {}, delete() {} })`),
    });
    const end = ended(child);
    await servedAt(child);
    child.kill('SIGTERM');
    expect((await end).out).toContain('OWN first needs K in the environment');
  });
});
