import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type JsonApi, jsonApi } from '../schema/asked.ts';
import { breakwater } from './run.ts';

let folder = '';
let api: JsonApi;
let answer: object = {};
beforeAll(async () => {
  api = await jsonApi(() => answer);
  folder = mkdtempSync(join(tmpdir(), 'breakwater-check-live-'));
  write('breakwater.config.js', "export default { sources: './source.js' };");
  write(
    'source.js',
    `import { bearer, DataSource } from '${process.cwd()}/src/index.ts';
export class Things extends DataSource { static api = { name: 'things', baseUrl: '${api.baseUrl}', auth: bearer({ env: 'CHECK_TOKEN' }) }; thing = this.get('Thing', ({ id }) => ({ path: 'thing', query: { id } })); }`,
  );
  write(
    'schema.graphql',
    'type Thing { id: ID! name: String owner: String } extend type Query { thing(id: ID!): Thing @load(from: "things.thing") }',
  );
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
});
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

const env = { CHECK_TOKEN: 'hunter2-hunter2' };
const check = (...args: string[]) => breakwater(['check', '--live', ...args], { cwd: folder, env });

describe('breakwater check --live', () => {
  test('tells of drift, and exits with 1', async () => {
    answer = { id: { deep: 'hunter2-hunter2' }, name: 'a', owner: 'b' };
    const { code, out, err } = await check('--with', 'thing.id=7');
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(
      /^things: reached, credential accepted\n {2}thing {2}ok, \d+ ms, HTTP 200, .*, 1 row, 1 drift\n\nschema\.graphql\n {2}1:14 error {2}Thing\.id has changed: expected an ID, got an object \(in one record of things\.thing\)\.\n\n1 error\.\n$/,
    );
    expect(api.wire.at(-1)).toBe('/thing?id=7');
  });

  test('saves answers without what is secret, and --mock answers with them', async () => {
    answer = { id: '7', name: 'Bearer hunter2-hunter2', owner: 'ann', password: 'p', total: 2 };
    const { code, out } = await check('things', '--with', 'thing.id=7', '--record', 'recorded', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      errors: 0,
      live: [{ source: 'things', reached: true, auth: 'accepted', operations: [{ outcome: 'ok', rows: 1 }] }],
      recorded: [{ file: join('recorded', 'things.thing.json'), fits: true }],
    });
    expect(readdirSync(join(folder, 'recorded'))).toEqual(['things.thing.json']);
    const saved = readFileSync(join(folder, 'recorded', 'things.thing.json'), 'utf8');
    expect(JSON.parse(saved)).toEqual({
      id: '7',
      name: 'Bearer redacted',
      owner: 'ann',
      password: 'redacted',
      total: 2,
    });
    const before = api.wire.length;
    const mocked = await breakwater(['query', '--mock', '{ thing(id: 1) { id owner } }'], { cwd: folder, env });
    expect(JSON.parse(mocked.out)).toMatchObject({ data: { thing: { id: '7', owner: 'ann' } } });
    expect(api.wire).toHaveLength(before);
  });

  test.each([
    [['check', '--record', 'x'], '--record is for the answers of APIs: add --live.\n'],
    [['check', 'things'], 'check takes no words but the names of sources with --live, and got "things".\n'],
    [['check', '--live', 'thigns'], '--live: there is no source "thigns". Did you mean "things"?'],
    [['check', '--live', '--with', 'thing.di=1'], '--with thing.di names no argument and no field.'],
  ])('%j is bad input', async (args, message) => {
    const { code, err } = await breakwater(args, { cwd: folder, env });
    expect([code, err.slice(0, message.length)]).toEqual([2, message]);
  });
});
