import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { fixedApi, type StarterProject, starterProject } from './project.ts';

jest.setTimeout(60_000);

const user = JSON.stringify({
  data: { id: 42, user_name: 'ada', joined: '2024-01-02', balance: '12.30', tags: ['a'] },
});
const item = JSON.stringify({ id: '9007199254740993', title: 'Oar', state: 'used-up' });

const documentAt = (url: string, more = '') => `openapi: 3.0.3
info: { title: Shop, version: '1' }
servers: [{ url: '${url}/v1' }]
paths:
  /items/{id}:
    get:
      operationId: getItem
      parameters: [{ name: id, in: path, required: true, schema: { type: integer, format: int64 } }]
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Item' } } } }
components:
  schemas:
    Item:
      type: object
      required: [id, title]
      properties:
        id: { type: integer, format: int64 }
        title: { type: string }
${more}        state: { type: string, enum: [new, used-up] }
`;

let project: StarterProject;
let api: Awaited<ReturnType<typeof fixedApi>>;
const pathOf = (file: string) => join(project.folder, file);
const textOf = (file: string) => readFileSync(pathOf(file), 'utf8');
const sampleArgs = () => ['--sample', 'user.json', '--base-url', `${api.url}/v1/`, '--path', 'users/{id}'];

beforeAll(async () => {
  [project, api] = await Promise.all([starterProject(), fixedApi({ '/v1/users/42': user, '/v1/items/7': item })]);
  writeFileSync(pathOf('user.json'), user);
  writeFileSync(pathOf('shop.yaml'), documentAt(api.url));
});

afterAll(() => {
  api.server.closeAllConnections();
  api.server.close();
  project.remove();
});

describe('when something cannot be added', () => {
  test.each([
    [
      ['Bad-name', '--sample', 'user.json'],
      '"Bad-name" cannot be the name of a source: a lower-case letter, then letters and digits. Try "badName".',
    ],
    [
      ['dataSource', '--sample', 'user.json'],
      '"dataSource" cannot be the name of a source: its class would hide one that it needs. Try "dataSourceSource".',
    ],
    [
      ['library', '--sample', 'user.json'],
      'There is a source "library" already, and no .breakwater/added/library says that "breakwater add" wrote it. Try "library2"; --update shows what would change, and --force writes over it.',
    ],
    [['users'], 'add needs --openapi FILE or --sample FILE, one of the two; both take a URL too.'],
    [[], 'add takes the name of one source, like "breakwater add github", not 0.'],
    [
      ['users', '--sample', 'user.json'],
      "A sample from a file does not say where it came from: add --base-url https://api.example/v1/ --path 'users/{id}'.",
    ],
    [
      ['users', '--sample', 'none.json', '--base-url', 'https://a.example', '--path', 'x'],
      'none.json cannot be read: it does not exist.',
    ],
    [
      ['users', '--sample', 'shop.yaml', '--base-url', 'https://a.example', '--path', 'x'],
      'shop.yaml cannot be read: not well-formed JSON at character 1.',
    ],
    [
      ['users', '--sample', 'user.json', '--base-url', 'a.example'],
      '--base-url must be a URL without a query or a password, like https://api.example/v1/.',
    ],
    ...['../users', 'a/./b', 'https://b.example/x', '//b.example/x', 'users#top'].map((path): [string[], string] => [
      ['users', '--sample', 'user.json', '--base-url', 'https://a.example', '--path', path],
      '--path must be a path below --base-url, like \'users/{id}?expand=posts\': without a host, ".." or "#".',
    ]),
    [
      ['constructor', '--sample', 'user.json'],
      '"constructor" cannot be the name of a source: every object has something of that name. Try "constructorSource".',
    ],
    [
      ['string', '--sample', 'user.json'],
      '"string" cannot be the name of a source: its class would hide one that it needs. Try "stringSource".',
    ],
    [['shop', '--openapi', 'user.json'], undefined],
    [['shop', '--openapi', 'shop.yaml', '--operations', 'getItems'], undefined],
    [['--list'], '--list shows the operations of a document: add --openapi FILE.'],
  ])('%j is refused in a sentence, and nothing is written', async (args, sentence) => {
    const { code, out, err } = await project.run('add', ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^[^\n]+\.\n$/);
    expect(err).not.toMatch(/\n {4}at |Error:/);
    if (sentence !== undefined) expect(err).toBe(`${sentence}\n`);
    expect(existsSync(pathOf('src/datasources/shop'))).toBe(false);
  });
});

test('a folder in the place of a file is told, and troubles no other source', async () => {
  mkdirSync(pathOf('src/datasources/folder/source.ts'), { recursive: true });
  mkdirSync(pathOf('src/datasources/folder/schema.graphql'));
  const args = ['--sample', 'user.json', '--base-url', 'https://a.example', '--path', 'x'];
  const own = await project.run('add', 'folder', ...args, '--force');
  const other = await project.run('add', 'other', ...args);
  rmSync(pathOf('src/datasources/folder'), { recursive: true });
  rmSync(pathOf('src/datasources/other'), { recursive: true });
  expect(own).toMatchObject({
    code: 2,
    err: expect.stringMatching(/schema\.graphql cannot be read: it is a folder\.\n$/),
  });
  expect(other).toMatchObject({ code: 0, err: '' });
});

describe('what add writes', () => {
  test('type-checks, answers the query that is shown, and names what was guessed', async () => {
    const users = await project.run('add', 'users', ...sampleArgs());
    expect(users).toMatchObject({ code: 0, err: '' });
    expect(users.out).toContain('guessed:  Its texts are numbers. (sample.balance)');
    const shop = await project.run('add', 'shop', '--openapi', 'shop.yaml');
    expect(shop).toMatchObject({ code: 0, err: '' });
    expect(shop.out).toContain('src/datasources/shop/shop.test.ts  written');
    expect(shop.out).toContain('npm test');
    const types = spawnSync(resolve('node_modules/.bin/tsc'), ['-p', project.folder], { encoding: 'utf8' });
    expect({ status: types.status, out: types.stdout }).toEqual({ status: 0, out: '' });
    const [, query = ''] = /breakwater query '(.*)'/.exec(users.out) ?? [];
    const answer = await project.run('query', query);
    expect(JSON.parse(answer.out)).toEqual({
      data: { user: { id: '42', userName: 'ada', joined: '2024-01-02', balance: '12.30', tags: ['a'] } },
    });
    const other = await project.run('query', '{ item(id: "7") { id title state } }');
    expect(JSON.parse(other.out)).toEqual({
      data: { item: { id: '9007199254740993', title: 'Oar', state: 'USED_UP' } },
    });
  });

  test('passes the failure kit, unedited', async () => {
    // All of it is run on what is added from the document of GitHub: test/long/openapi.
    const { code, out } = await project.run('kit', 'users', 'shop', '--only', 'C1,M1,S11,B1,B12,E1,R1,L1');
    expect(out).toContain('no misses');
    expect(code).toBe(0);
    const args = ['--test', '--test-name-pattern', 'C1 ', pathOf('src/datasources/users/users.test.ts')];
    const { NODE_OPTIONS: _, JEST_WORKER_ID: __, ...env } = process.env;
    const ran = spawnSync(process.execPath, args, { cwd: project.folder, env, encoding: 'utf8' });
    expect({ status: ran.status, passes: /pass [1-9]/.test(ran.stdout) }).toEqual({ status: 0, passes: true });
  }, 300_000);

  test.each([
    [
      ['--header', 'Authorization: Bearer c4n-be'],
      "A header was sent for it, and is not written: if the API needs it, declare auth: bearer({ env: 'SENT_TOKEN' }).",
    ],
    [
      ['--header', 'x-key: c4n-be', '--header', 'x-other: c4n-be'],
      "2 headers were sent for it, and are not written: if the API needs it, declare auth: apiKey({ header: '...', env: 'SENT_KEY' }).",
    ],
  ])('says that a header was sent, in the source and the report, and never what was in it: %j', async (args, note) => {
    const { code, out } = await project.run('add', 'sent', '--sample', `${api.url}/v1/users/42`, ...args);
    const source = textOf('src/datasources/sent/source.ts');
    rmSync(pathOf('src/datasources/sent'), { recursive: true });
    rmSync(pathOf('.breakwater/added/sent'), { recursive: true });
    expect(code).toBe(0);
    expect(out).toContain(note);
    expect(source.replaceAll(/\s*\n\s*\/\/ /g, ' ')).toContain(note);
    expect(out + source).not.toMatch(/c4n-be|x-other/);
  });

  test('lists what a document has', async () => {
    const { code, out } = await project.run('add', '--list', '--openapi', 'shop.yaml');
    expect({ code, out }).toEqual({ code: 0, out: 'getItem  GET    /items/{id}\n' });
  });

  test('shows nothing of a document that a terminal would act upon', async () => {
    const paths = {
      '/a\u001b[2J': {
        get: { operationId: 'a\u001b[31mb', summary: 'c\u0007\nd', parameters: [{ name: 'e\u001b[1m', in: 'cookie' }] },
      },
    };
    writeFileSync(pathOf('colours.json'), JSON.stringify({ openapi: '3.0.3', info: { title: 'T\u001b[5m' }, paths }));
    const listed = await project.run('add', '--list', '--openapi', 'colours.json');
    expect(listed).toEqual({ code: 0, err: '', out: 'a[31mb  GET    /a[2J  c d\n' });
    const added = await project.run('add', 'colours', '--openapi', 'colours.json');
    rmSync(pathOf('src/datasources/colours'), { recursive: true });
    expect(added).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/left out: .*e/) });
    expect(added.out).not.toMatch(/(?!\n)\p{Cc}/u);
  });
});

describe('what was edited', () => {
  const schema = 'src/datasources/shop/schema.graphql';
  const edit = (from: string, to: string) => writeFileSync(pathOf(schema), textOf(schema).replace(from, to));

  test('is never overwritten: a second run shows what it would change, --force applies it', async () => {
    expect(await project.run('add', 'shop', '--openapi', 'shop.yaml')).toMatchObject({ code: 0, err: '' });
    const generated = textOf(schema);
    edit('type Item {', '"Mine."\ntype Item {');
    const { code, out, err } = await project.run('add', 'shop', '--openapi', 'shop.yaml');
    expect({ code, out: out.split('\n').slice(0, 5) }).toEqual({
      code: 1,
      out: [`--- ${schema}`, `+++ ${schema} (new)`, '@@ -1,4 +1,3 @@', '-"Mine."', ' type Item {'],
    });
    expect(err).toMatch(/^Nothing was written: /);
    expect(textOf(schema)).toContain('"Mine."');
    expect(await project.run('add', 'shop', '--openapi', 'shop.yaml', '--force')).toMatchObject({ code: 0 });
    expect(textOf(schema)).toBe(generated);
  });

  test('is kept by --update, which brings in the new version', async () => {
    edit('type Item {', '"Mine."\ntype Item {');
    writeFileSync(pathOf('shop2.yaml'), documentAt(api.url, '        colour: { type: string }\n'));
    const { code, out } = await project.run('add', 'shop', '--openapi', 'shop2.yaml', '--update');
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining(`${schema}  changed`) });
    expect(textOf(schema)).toContain('"Mine."\ntype Item {\n  id: ID!\n  title: String!\n  colour: String\n');
  });

  test('and changed by the new version too, is a conflict: shown, and not written', async () => {
    edit('colour: String', 'colour: String @wire(path: "color")');
    const before = textOf(schema);
    writeFileSync(pathOf('shop3.yaml'), documentAt(api.url, '        colour: { type: integer }\n'));
    const { code, out, err } = await project.run('add', 'shop', '--openapi', 'shop3.yaml', '--update');
    expect({ code, err }).toEqual({
      code: 1,
      err: 'Nothing was written: edit these lines as the new version has them, and run this again.\n',
    });
    expect(out).toContain(
      `${schema}:5: edited, and changed by the new version:\n-  colour: String @wire(path: "color")\n+  colour: Int\n`,
    );
    expect(textOf(schema)).toBe(before);
  });

  test('line ends of a checkout are no edit, and stay', async () => {
    await project.run('add', 'shop', '--openapi', 'shop2.yaml', '--force');
    const generated = textOf(schema);
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    for (const file of [schema, `.breakwater/added/shop/schema.graphql.generated`])
      writeFileSync(pathOf(file), crlf(textOf(file)));
    writeFileSync(
      pathOf('shop4.yaml'),
      documentAt(api.url, '        colour: { type: string }\n        size: { type: integer }\n'),
    );
    const { code, out, err } = await project.run('add', 'shop', '--openapi', 'shop4.yaml', '--update');
    expect({ code, err, out }).toMatchObject({ code: 0, err: '', out: expect.stringContaining(`${schema}  changed`) });
    expect(textOf(schema).replaceAll('\r\n', '\n')).toBe(generated.replace(/( +colour: .*\n)/, '$1  size: Int\n'));
    expect(textOf(schema)).toBe(crlf(textOf(schema).replaceAll('\r\n', '\n')));
  });

  test('a source that add has not written has nothing to be told from', async () => {
    const { code, err } = await project.run('add', 'library', '--openapi', 'shop.yaml', '--update');
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Nothing was written: .breakwater\/added\/library, .* is not there/),
    });
  });
});
