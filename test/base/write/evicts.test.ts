import { afterEach, describe, expect, test } from '@jest/globals';
import { generations } from '../../../src/datasources/base/cache/generations.ts';
import { path } from '../../../src/datasources/base/index.ts';
import { openShops } from './shop.ts';

const shops = openShops();
afterEach(() => shops.end());

const SDL = `
type Charge { id: ID!  version: Int  same: Charge @load(from: "shop.one", by: "id") }
type Query {
  one(id: ID!): Charge @load(from: "shop.one")
  all: [Charge] @load(from: "shop.all")
  other: [Charge] @load(from: "shop.other")
}
type Mutation {
  change(id: ID!, status: Int = 200): Charge @load(from: "shop.change")
  note(id: ID!): Charge @load(from: "shop.note")
}`;

/** Everything it says may be kept for a minute; each answer has a version of its own. */
const open = () =>
  shops.open(
    SDL,
    ({ get, batch, post }) => ({
      one: batch('Charge', { key: 'id', fetch: (ids) => ({ path: 'charges', query: { id: ids } }) }),
      all: get('[Charge]', () => 'all'),
      other: get('[Charge]', () => 'other'),
      change: post('Charge', ({ id = '', status }) => ({ path: path`charges/${id}`, query: { status } }), {
        evicts: ['one', 'all'],
      }),
      note: post('Charge', ({ id = '' }) => path`notes/${id}`),
    }),
    ({ method, target }, response, nth) => {
      response.setHeader('cache-control', 'max-age=60');
      response.statusCode = Number(new URL(target, 'http://x').searchParams.get('status') ?? 200);
      const id = /\w+$/.exec(target.split('?')[0] ?? '')?.[0];
      return method === 'POST' ? { id, version: nth } : [{ id: '1', version: nth }];
    },
  );

const ALL = '{ one(id: "1") { version } all { version } other { version } }';
const READS = ['GET /all', 'GET /charges?id=1', 'GET /other'];

const counted = (wire: readonly string[]) => [...wire].sort();

describe('what a write makes stale', () => {
  test('is asked for again, rows and whole answers; all else is still kept', async () => {
    const { run, api } = await open();
    await run(ALL);
    await run(ALL);
    expect(counted(api.wire())).toEqual(READS);
    await run('mutation { change(id: "1") { id } }');
    const known = api.heard.length;
    await run(ALL);
    await run(ALL);
    expect(counted(api.wire().slice(known))).toEqual(['GET /all', 'GET /charges?id=1']);
  });

  test('stays kept after a write that says nothing of it, or that was refused', async () => {
    const { run, api } = await open();
    await run(ALL);
    await run('mutation { note(id: "1") { id } }');
    await run('mutation { change(id: "1", status: 422) { id } }');
    const known = api.heard.length;
    await run(ALL);
    expect(api.wire().slice(known)).toEqual([]);
  });

  test('is not trusted after a failure that may have come too late', async () => {
    const { run, api } = await open();
    await run(ALL);
    await run('mutation { change(id: "1", status: 500) { id } }');
    const known = api.heard.length;
    await run(ALL);
    expect(counted(api.wire().slice(known))).toEqual(['GET /all', 'GET /charges?id=1']);
  });

  test('is read anew within the same operation', async () => {
    const { run, api } = await open();
    const query = 'mutation { a: change(id: "1") { same { version } } b: change(id: "1") { same { version } } }';
    expect(await run(query)).toEqual({ data: { a: { same: { version: 2 } }, b: { same: { version: 4 } } } });
    expect(api.wire()).toEqual([
      'POST /charges/1?status=200',
      'GET /charges?id=1',
      'POST /charges/1?status=200',
      'GET /charges?id=1',
    ]);
  });
});

describe('generations', () => {
  test('are apart for each identity and operation', () => {
    const { of, end } = generations();
    end('ada', 'one');
    expect(of('ada', 'one')).not.toBe(of('bob', 'one'));
    expect(of('ada', 'all')).toBe(of('bob', 'one'));
    const before = of('ada', 'one');
    end('ada', 'one');
    expect(of('ada', 'one')).not.toBe(before);
  });

  test('take so much memory and no more; nothing that has ended comes back', () => {
    const { of, end } = generations(2);
    const first = of('ada', 'one');
    end('ada', 'one');
    const ended = of('ada', 'one');
    for (const who of ['bob', 'cyd', 'dan']) end(who, 'one');
    expect([first, ended]).not.toContain(of('ada', 'one'));
  });
});
