import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { breakwater } from './run.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-bad-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A project of one source, with what each case breaks. */
const project = (name: string, files: Readonly<Record<string, string>>): string => {
  const root = join(folder, name);
  const good = {
    'breakwater.config.js': "export default { sources: './source.js' };",
    'source.js': `import { DataSource } from '${process.cwd()}/src/index.ts';
export class Things extends DataSource { static api = { name: 'things', baseUrl: 'http://127.0.0.1:9/' }; thing = this.get('Thing', () => 'thing'); }`,
    'schema.graphql': 'type Thing { id: ID! } extend type Query { thing: Thing @load(from: "things.thing") }',
  };
  for (const [file, text] of Object.entries({ ...good, ...files })) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
};

const expectSentence = async (args: readonly string[], cwd: string | undefined, sentence: RegExp): Promise<void> => {
  const { code, out, err } = await breakwater(args, cwd === undefined ? {} : { cwd });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(sentence);
  expect(err).not.toMatch(/\n\s+at .*:\d+:\d+|node:internal|\bTypeError\b/);
};

describe('bad input is one clear sentence, exit 2, no stack trace', () => {
  test.each([
    ['an unknown command', ['sttart'], /"sttart" is no command\. Did you mean "start"\?/],
    ['an unknown flag', ['start', '--prot', '1'], /--prot is no flag of this command\. Did you mean "--port"\?/],
    ['a flag without its value', ['start', '--port'], /--port/],
    [
      'a port that is none',
      ['start', '--port', '99999'],
      /--port must be a whole number from 0 to 65535, not "99999"\./,
    ],
    ['an unknown source', ['start', '--without', 'ebc'], /no simulator of that name\. Did you mean "ecb"\?/],
    [
      'a contradiction',
      ['query', '{a}', '--live', '--without', 'ecb'],
      /--without stops simulators, and --live, like production, uses none/,
    ],
    [
      'a drill where others listen',
      ['start', '--port', '0', '--host', '0.0.0.0', '--drill', 'ecb=slow'],
      /^drill is for this machine alone: this gateway binds "0\.0\.0\.0", which others may reach\.\n$/,
    ],
    [
      'entries that are none',
      ['kit', '--only', ''],
      /--only takes entries of the catalogue, like C1,M7, and there is none/,
    ],
    ['an entry that is none', ['kit', '--only', 'c99'], /There is no entry "C99"/],
    ['no operation', ['query'], /query needs an operation/],
    ['a source to be down that nobody has', ['blast', 'ebc'], /There is no source "ebc"\. Did you mean "ecb"\?/],
    [
      'operations that are nowhere',
      ['blast', 'ecb', '--operations', 'nowhere'],
      /--operations nowhere could not be read/,
    ],
    [
      'operations that the graph has none of',
      ['explain', 'subscription { a }'],
      /^query: The graph has no subscriptions\.$/m,
    ],
    ['a query to explain that does not fit', ['explain', '{ nothing }'], /query:1:3: Cannot query field "nothing"/],
    ['two operations', ['query', '{a}', '{b}'], /query takes one operation/],
    ['variables that are no object', ['query', '{a}', '--variables', '[1]'], /--variables must be a JSON object/],
    [
      'a file that is not there',
      ['query', '--file', '/nowhere'],
      /--file \/nowhere could not be read: it does not exist\./,
    ],
    ['a gateway that is not there', ['query', '{a}', '--url', 'http://127.0.0.1:9/graphql'], /No gateway answers at/],
    ['a URL that is none', ['query', '{a}', '--url', 'nonsense'], /--url must be a URL/],
    [
      'a configuration that is not there',
      ['start', '--config', 'nope.ts'],
      /--config nope\.ts: there is no such file\./,
    ],
  ])('%s', (_, args, sentence) => expectSentence(args, undefined, sentence));

  test('no configuration at all offers what to do', () =>
    expectSentence(['start'], folder, /no breakwater\.config\.ts here.*init my-graph.*start --demo/));

  test.each([
    [
      'a configuration that does not parse',
      { 'breakwater.config.js': 'export default {' },
      /breakwater\.config\.js could not be loaded/,
    ],
    [
      'a configuration that throws',
      { 'breakwater.config.js': "throw new Error('no vault')" },
      /breakwater\.config\.js could not be loaded: no vault \(line 1\)\./,
    ],
    [
      'an empty configuration',
      { 'breakwater.config.js': 'export const a = 1;' },
      /breakwater\.config\.js has no configuration/,
    ],
    [
      'an unknown option',
      { 'breakwater.config.js': "export default { sources: './source.js', prot: 1 };" },
      /"prot" is no option\. Did you mean "port"\?/,
    ],
    [
      'an option of the wrong kind',
      { 'breakwater.config.js': "export default { sources: './source.js', port: '1' };" },
      /port must be a number\./,
    ],
    [
      'globs that match nothing',
      { 'breakwater.config.js': "export default { sources: './sorces/*.ts' };" },
      /sources: no file matches \.\/sorces\/\*\.ts/,
    ],
    ['a source that does not parse', { 'source.js': 'export class' }, /source\.js could not be loaded/],
    ['a module without a source', { 'source.js': 'export const a = 1;' }, /source\.js exports no source/],
    [
      'SDL that does not parse',
      { 'schema.graphql': 'type Thing {\n  id: \n}' },
      /schema\.graphql:3:1[\s\S]*Expected Name/,
    ],
    [
      'SDL that names no source',
      { 'schema.graphql': 'type Thing { id: ID! } extend type Query { thing: Thing @load(from: "tings.thing") }' },
      /schema\.graphql:1:\d+[\s\S]*no source "tings"[\s\S]*Did you mean "things"\?/,
    ],
  ])('%s', (name, files, sentence) =>
    expectSentence(['start', '--port', '0'], project(name.replaceAll(' ', '-'), files), sentence),
  );

  test('a file that may not be read', async () => {
    const root = project('unreadable', {});
    const schema = join(root, 'schema.graphql');
    rmSync(schema);
    mkdirSync(schema);
    chmodSync(schema, 0o700);
    await expectSentence(['start', '--port', '0'], root, /schema\.graphql could not be read: it is a folder\./);
  });

  test('a port in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    try {
      await expectSentence(
        ['start', '--port', String(port)],
        undefined,
        new RegExp(`Port ${port} is in use\\. Choose another`),
      );
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

describe('a simulator that answers late', () => {
  test('does not hold a query whose time is over, and the answer is whole', async () => {
    const root = project('late', {
      'breakwater.config.js': "export default { sources: './source.js', simulators: './simulator.js' };",
      'simulator.js':
        "export const simulator = { name: 'things', basePath: '/', answer: () => new Promise((done) => setTimeout(() => done({ body: '{}' }), 20_000)) };",
    });
    const began = performance.now();
    const { code, out } = await breakwater(['query', '{ thing { id } }', '--timeout', '300'], { cwd: root });
    expect(performance.now() - began).toBeLessThan(10_000);
    expect([code, JSON.parse(out)]).toEqual([
      1,
      { data: { thing: null }, errors: [expect.objectContaining({ path: ['thing'] })] },
    ]);
  });
});

describe('help', () => {
  test('lists the commands, and the flags of each with an example', async () => {
    expect((await breakwater([])).out).toMatch(/breakwater start[\s\S]*breakwater query QUERY[\s\S]*breakwater init/);
    expect(await breakwater(['query', '--help'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/--variables JSON[\s\S]*Example: breakwater query/),
    });
    expect((await breakwater(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
