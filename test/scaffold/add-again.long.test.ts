import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type StarterProject, starterProject } from './project.ts';

jest.setTimeout(60_000);

const answers = { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Item' } } } } };
const read = (operationId: string, tags: readonly string[] = []) => ({
  get: { operationId, tags, responses: answers },
});

/** A document with these operations, each on a path of its own. */
const documentOf = (...ids: readonly string[]) =>
  JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Shop', version: '1' },
    servers: [{ url: 'https://shop.example' }],
    paths: Object.fromEntries(ids.map((id) => [`/${id}`, read(id, id.startsWith('list') ? ['lists'] : [])])),
    components: { schemas: { Item: { type: 'object', properties: { id: { type: 'integer' } } } } },
  });

let project: StarterProject;
const pathOf = (file: string) => join(project.folder, file);
const textOf = (file: string) => readFileSync(pathOf(file), 'utf8');
const source = 'src/datasources/shop/source.ts';
const kept = '.breakwater/added/shop';
/** The members of the class, in their order. */
const members = () => [...textOf(source).matchAll(/^ {2}(\w+) = this/gm)].map(([, name]) => name);
const add = (...args: readonly string[]) => project.run('add', 'shop', '--openapi', 'shop.json', ...args);

beforeAll(async () => {
  project = await starterProject();
  writeFileSync(pathOf('shop.json'), documentOf('getA', 'getB', 'getC', 'listD'));
  expect(await add('--operations', 'getA,getB')).toMatchObject({ code: 0, err: '' });
});

afterAll(() => project.remove());

describe('when what was written last time is not there', () => {
  test('--update says so, shows the difference, and writes nothing', async () => {
    renameSync(pathOf('.breakwater/added'), pathOf('away'));
    writeFileSync(pathOf(source), textOf(source).replace('export class', '// Mine.\nexport class'));
    const before = textOf(source);
    const { code, out, err } = await add('--operations', 'getA,getB', '--update');
    const plain = await add('--operations', 'getA,getB');
    renameSync(pathOf('away'), pathOf('.breakwater/added'));
    expect(code).toBe(1);
    expect(out).toContain('-// Mine.');
    expect(err).toBe(
      'Nothing was written: .breakwater/added/shop, where "breakwater add" keeps what it wrote last time, is not there, so what was edited cannot be told. ' +
        'Commit .breakwater/added where it still is; or take over by hand what you want of this. --force writes all of it, over every edit.\n',
    );
    expect(plain).toMatchObject({
      code: 2,
      err: expect.stringContaining('and no .breakwater/added/shop says that "breakwater add" wrote it'),
    });
    expect(textOf(source)).toBe(before);
    writeFileSync(pathOf(source), before.replace('// Mine.\n', ''));
  });
});

describe('a sample of an API behind a credential', () => {
  let api: Server;
  let url: string;
  beforeAll(async () => {
    api = createServer((request, response) => {
      const isKnown = request.headers['x-key'] === 'c4n-be:secret' && request.headers['x-other'] === 'b';
      if (request.url === '/away')
        response.writeHead(302, { location: `${url.replace('127.0.0.1', 'localhost')}/v1/me` });
      else response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ name: 'Ada' }));
    });
    await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    api.closeAllConnections();
    api.close();
  });
  const sample = (path: string, ...args: readonly string[]) =>
    project.run('add', 'me', '--sample', `${url}${path}`, ...args);
  const headers = ['--header', 'X-Key: c4n-be:secret', '--header', 'x-other:b'];

  test('says how it can be read', async () => {
    const { code, err } = await sample('/v1/me');
    expect({ code, err }).toEqual({
      code: 2,
      err: `me at ${new URL(url).host} cannot be read: the server answered with HTTP 401. Send what it asks for with --header 'Authorization: Bearer ...', or pipe its answer in: curl ... | breakwater add me --sample - --base-url ... --path ...\n`,
    });
  });

  test('is read with the headers that are given, which are written nowhere', async () => {
    const { code, out, err } = await sample('/v1/me', ...headers);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const written = ['src/datasources/me/source.ts', 'src/datasources/me/schema.graphql', '.breakwater/added/me'].map(
      (each) =>
        each.endsWith('me')
          ? readdirSync(pathOf(each))
              .map((file) => textOf(join(each, file)))
              .join('')
          : textOf(each),
    );
    expect([out, ...written].join('')).not.toMatch(/c4n-be|x-other|X-Key/);
  });

  test('sends them nowhere else', async () => {
    const { code, err } = await sample('/away', ...headers);
    expect({ code, err }).toEqual({
      code: 2,
      err: `away at ${new URL(url).host} cannot be read: the server leads elsewhere (HTTP 302), where no header is sent. Give the address that it leads to.\n`,
    });
  });

  test.each([
    ['X-Key', "--header must be a name, a colon and a value on one line: --header 'x-user: ada'."],
    ['X Key: c4n-be', "--header must be a name, a colon and a value on one line: --header 'x-user: ada'."],
    ['X-Key: a\nb', "--header must be a name, a colon and a value on one line: --header 'x-user: ada'."],
  ])('--header %j is refused, and not repeated', async (header, sentence) => {
    expect(await sample('/v1/me', '--header', header)).toMatchObject({ code: 2, err: `${sentence}\n` });
  });

  test('--header is for samples from an address', async () => {
    expect(await add('--update', ...headers)).toMatchObject({
      code: 2,
      err: '--header goes with --sample URL: only there is something asked for.\n',
    });
  });
});

describe('the operations of an earlier run', () => {
  test('would go without --update, which is told by name before anything is written', async () => {
    const { code, out, err } = await add('--operations', 'getC');
    expect(code).toBe(1);
    expect(out).toContain("-  a = this.get('Item', () => 'getA');");
    expect(err).toContain('2 operations would go: getA, getB. --update adds to them');
    expect(members()).toEqual(['a', 'b']);
  });

  test('stay with --update, whatever is added', async () => {
    const { code, out } = await add('--update', '--operations', 'getC');
    expect({ code, members: members() }).toEqual({ code: 0, members: ['a', 'b', 'c'] });
    expect(out).not.toMatch(/operations? goe?s?:/);
    expect(JSON.parse(textOf(`${kept}/choice.json`))).toMatchObject({ operations: ['getA', 'getB', 'getC'] });
    await add('--update', '--tag', 'lists');
    expect(members()).toEqual(['a', 'b', 'c', 'listD']);
  });

  test('go where they are removed by name, and stay away', async () => {
    const { code, out } = await add('--update', '--remove', 'getB');
    expect({ code, members: members() }).toEqual({ code: 0, members: ['a', 'c', 'listD'] });
    expect(out).toContain('1 operation goes: getB.');
    await add('--update', '--remove', 'listD');
    await add('--update');
    expect(members()).toEqual(['a', 'c']);
    await add('--update', '--operations', 'getB');
    expect(members()).toEqual(['a', 'b', 'c']);
  });

  test('go where the document has them no more, and what has a chosen tag comes', async () => {
    await add('--update', '--tag', 'lists');
    writeFileSync(pathOf('shop.json'), documentOf('getA', 'getB', 'getE', 'listF'));
    const { code, out } = await add('--update');
    expect({ code, members: members() }).toEqual({ code: 0, members: ['a', 'b', 'listF'] });
    expect(out).toContain('2 operations go: getC, listD.');
  });

  test.each([
    [['--remove', 'getA'], '--remove goes with --update: without it, --operations names all that there is to be.'],
    [['--update', '--remove', 'getX'], '--remove "getX": it is none of the operations of "shop": getA, getB, listF.'],
  ])('%j is refused', async (flags, sentence) => {
    const { code, err } = await add(...flags);
    expect({ code, err }).toEqual({ code: 2, err: `${sentence}\n` });
    expect(existsSync(pathOf(kept))).toBe(true);
  });
});
