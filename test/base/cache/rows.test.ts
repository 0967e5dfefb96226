import { describe, expect, test } from '@jest/globals';
import { type Api, DataSource, joined } from '../../../src/datasources/base/index.ts';
import type { Store } from '../../../src/resilience/index.ts';
import { settle } from '../../support/virtual-clock.ts';
import { connected, type Given, type Reply, serve } from './support.ts';

class Shop extends DataSource {
  static readonly api: Api = { name: 'shop', baseUrl: 'https://shop.example/' };
  item = this.batch('Earthquake', {
    key: 'id',
    fetch: (ids, { lang }: { readonly lang?: string }) => ({
      path: 'items',
      query: { ids: joined(ids.map(String), ','), lang },
    }),
  });
  many = this.batch('[Earthquake]', { key: 'id', fetch: (ids) => ({ path: 'many', query: { ids: ids.map(String) } }) });
  shouted = this.batch('Earthquake', {
    key: 'id',
    fetch: (ids) => ({ path: 'items', query: { ids: joined(ids.map(String), ',') } }),
    transform: (rows) => rows.map((row) => row && { ...row, place: `${row.place}!`, tags: ['x'] }),
  });
  ordered = this.batch('Earthquake', {
    key: 'id',
    match: 'order',
    fetch: (ids) => ({ path: 'items', query: { ids: joined(ids.map(String), ',') } }),
  });
}

const keysIn = (target: string): readonly string[] =>
  new URL(target, 'http://x/').searchParams.getAll('ids').flatMap((ids) => ids.split(','));
const row = (id: string, place = id): object => ({ id, place, tags: null });
const rowsOf = (target: string): object[] => keysIn(target).map((id) => row(id));
const MINUTE = { 'cache-control': 'max-age=60' };

/** A shop that has what is asked of it, unless a test says otherwise. */
const shop = async (
  reply: (target: string, nth: number) => Reply | 'reset' | undefined = () => undefined,
  given: Given = {},
) => {
  const asked: string[] = [];
  const server = await serve(({ target }, nth) => {
    asked.push(keysIn(target).join());
    return reply(target, nth) ?? { headers: MINUTE, body: rowsOf(target) };
  });
  return { ...connected(Shop, server.url, given), server, asked };
};
const keys = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `k${from + i}`);
const kinds = (answers: readonly unknown[]) =>
  answers.map((answer) => (answer instanceof Error && 'kind' in answer ? answer.kind : answer));

describe('a batch that fails', () => {
  test('leaves each key what was kept of it, marked, and fails the others', async () => {
    const { loadMany, scope, time } = await shop((_, nth) => (nth === 3 ? { status: 503 } : undefined));
    await loadMany('item', ['a', 'b']);
    time.pass(90_000);
    await loadMany('item', ['c']);
    const its = scope();
    expect(kinds(await loadMany('item', ['a', 'x', 'b', 'c'], {}, its))).toEqual([
      row('a'),
      'unavailable',
      row('b'),
      row('c'),
    ]);
    expect([...its.stale]).toEqual([['shop', { ageMs: expect.any(Number), reason: 'UPSTREAM_UNAVAILABLE' }]]);
    expect(its.stale.get('shop')?.ageMs).toBeGreaterThanOrEqual(90_000);
  });

  test('keeps nothing of it, and what is too old does not stand in', async () => {
    const { loadMany, time, asked } = await shop((_, nth) => (nth > 1 ? 'reset' : undefined));
    await loadMany('item', ['a']);
    time.pass(361_000);
    expect(kinds(await loadMany('item', ['a']))).toEqual(['disconnected']);
    expect(kinds(await loadMany('item', ['a']))).toEqual(['disconnected']);
    expect(asked).toEqual(['a', 'a', 'a']);
  });

  test.each(['no-store', 'must-revalidate', 'no-cache'])('after %s leaves nothing', async (said) => {
    const { loadMany, time } = await shop((target, nth) =>
      nth > 1 ? 'reset' : { headers: { 'cache-control': said }, body: rowsOf(target) },
    );
    await loadMany('item', ['a']);
    time.pass(1_000);
    expect(kinds(await loadMany('item', ['a']))).toEqual(['disconnected']);
  });

  test('with "not found" for one key drops what was kept of it', async () => {
    const { loadMany, time } = await shop((_, nth) => [undefined, { status: 404 } as const, 'reset' as const][nth - 1]);
    await loadMany('item', ['a']);
    time.pass(61_000);
    expect(kinds(await loadMany('item', ['a']))).toEqual(['notFound']);
    expect(kinds(await loadMany('item', ['a']))).toEqual(['disconnected']);
  });

  test('in a row keeps all rows but that one', async () => {
    const { loadMany, asked } = await shop((target) => ({
      headers: MINUTE,
      body: keysIn(target).map((id) => (id === 'bad' ? { id, place: ['?'] } : row(id))),
    }));
    for (const _ of [1, 2]) {
      expect(await loadMany('item', ['a', 'bad'])).toMatchObject([row('a'), { place: { kind: 'mismatch' } }]);
    }
    expect(asked).toEqual(['a,bad', 'bad']);
  });

  test.each([
    ['is sent twice', [row('a', '1'), row('a', '2')], 'mismatch'],
    ['does not fit', [{ id: 'a', place: ['?'] }], expect.objectContaining({ id: 'a' })],
  ])('by a row that %s leaves what was kept of it to stand in', async (_how, body, seen) => {
    const { loadMany, time } = await shop((_target, nth) =>
      nth === 2 ? { headers: MINUTE, body } : nth === 3 ? 'reset' : undefined,
    );
    const answers: unknown[] = [];
    for (const _ of [1, 2, 3]) {
      answers.push(...kinds(await loadMany('item', ['a'])));
      time.pass(61_000);
    }
    expect(answers).toEqual([row('a'), seen, row('a')]);
  });

  test('to hold what was asked for keeps nothing of what is missing', async () => {
    const { loadMany, asked } = await shop(() => ({ headers: MINUTE, body: [row('a'), row('stranger')] }));
    for (const _ of [1, 2]) expect(kinds(await loadMany('item', ['a', 'b']))).toEqual([row('a'), 'mismatch']);
    expect(asked).toEqual(['a,b', 'b']);
  });

  test.each<[string, () => never | Promise<never>]>([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['rejects', () => Promise.reject(new Error('broken'))],
    ['hangs', () => new Promise(() => undefined)],
  ])('is not what a store that %s makes of it', async (_how, does) => {
    const store: Store<never> = { get: does, set: does, delete: does };
    const { loadMany, asked } = await shop(undefined, { store });
    const start = performance.now();
    for (const _ of [1, 2]) expect(await loadMany('item', keys(0, 50))).toEqual(keys(0, 50).map((id) => row(id)));
    expect(performance.now() - start).toBeLessThan(500);
    expect(asked).toHaveLength(2);
  });
});

describe('the rows of a batch', () => {
  test('are kept each by its key: of 50 with 48 fresh, two are fetched', async () => {
    const { loadMany, asked } = await shop();
    await loadMany('item', keys(0, 30));
    await loadMany('item', keys(30, 48));
    expect(await loadMany('item', keys(0, 50))).toEqual(keys(0, 50).map((id) => row(id)));
    expect(asked).toEqual([keys(0, 30).join(), keys(30, 48).join(), 'k48,k49']);
    expect(await loadMany('item', ['k49', 'k0'])).toEqual([row('k49'), row('k0')]);
    expect(asked).toHaveLength(3);
  });

  test('are no longer fresh when the API says so', async () => {
    const { loadMany, asked, time } = await shop();
    await loadMany('item', ['a', 'b']);
    time.pass(30_000);
    await loadMany('item', ['b', 'c']);
    time.pass(30_000);
    await loadMany('item', ['a', 'b', 'c']);
    expect(asked).toEqual(['a,b', 'c', 'a,b']);
  });

  test('are kept apart by operation and by arguments, in whatever order these come', async () => {
    const { loadMany, server } = await shop();
    await loadMany('item', ['a'], { lang: 'de', x: 1 });
    await loadMany('item', ['a'], { x: 1, lang: 'de' });
    await loadMany('item', ['a'], { lang: 'fr' });
    await loadMany('item', ['a']);
    await loadMany('shouted', ['a']);
    expect(server.wire).toEqual([
      'GET /items?ids=a&lang=de',
      'GET /items?ids=a&lang=fr',
      'GET /items?ids=a',
      'GET /items?ids=a',
    ]);
  });

  test('that are lists or none at all are kept as well, and are not the same as unknown', async () => {
    const { loadMany, asked } = await shop((target) => ({
      headers: MINUTE,
      body: keysIn(target).flatMap((id) => (id === 'none' ? [] : [row(id, '1'), row(id, '2')])),
    }));
    for (const _ of [1, 2]) {
      expect(await loadMany('many', ['a', 'none'])).toEqual([[row('a', '1'), row('a', '2')], []]);
    }
    expect(asked).toHaveLength(1);
  });

  test('that the API does not have are kept as null', async () => {
    const { loadMany, asked } = await shop(() => ({ headers: MINUTE, body: [] }));
    for (const _ of [1, 2]) expect(await loadMany('item', ['a'])).toEqual([null]);
    expect(asked).toHaveLength(1);
  });

  test('are kept as "transform" made them, and frozen to their depths', async () => {
    const { loadMany, asked } = await shop();
    await loadMany('shouted', ['a']);
    const [, kept] = await loadMany('shouted', ['b', 'a']);
    expect(kept).toEqual({ id: 'a', place: 'a!', tags: ['x'] });
    expect(() => (kept as { readonly tags: string[] }).tags.push('y')).toThrow(TypeError);
    expect((await loadMany('shouted', ['a']))[0]).toBe(kept);
    expect(asked).toEqual(['a', 'b']);
  });

  test('that come in the order of their keys are kept by them', async () => {
    const { loadMany, asked } = await shop((target) => ({
      headers: MINUTE,
      body: keysIn(target).map((id) => ({ id: '?', place: id })),
    }));
    await loadMany('ordered', ['a', 'b', 'c']);
    expect(await loadMany('ordered', ['c', 'd', 'a'])).toMatchObject([{ place: 'c' }, { place: 'd' }, { place: 'a' }]);
    expect(asked).toEqual(['a,b,c', 'd']);
  });

  test('are used at once and marked, while those that are a little old are fetched together, once', async () => {
    const headers = { 'cache-control': 'max-age=60, stale-while-revalidate=60' };
    const { loadMany, scope, asked, time, events } = await shop((target, nth) => ({
      headers,
      body: keysIn(target).map((id) => row(id, String(nth))),
    }));
    await loadMany('item', ['a', 'b']);
    time.pass(61_000);
    const controller = new AbortController();
    const its = scope(controller.signal);
    const answers = await Promise.all([
      loadMany('item', ['a', 'b', 'c'], {}, its),
      loadMany('item', ['a']),
      loadMany('item', ['b']),
    ]);
    expect(answers).toEqual([
      [row('a', '1'), row('b', '1'), expect.objectContaining({ id: 'c' })],
      [row('a', '1')],
      [row('b', '1')],
    ]);
    expect(its.stale.get('shop')?.reason).toBe('REVALIDATING');
    controller.abort();
    while (events.length < 3) await settle();
    expect(asked.toSorted()).toEqual(['a,b', 'a,b', 'c']);
    const later = scope();
    expect(await loadMany('item', ['a', 'b'], {}, later)).not.toContainEqual(expect.objectContaining({ place: '1' }));
    expect(later.stale.size).toBe(0);
    expect(asked).toHaveLength(3);
  });

  test('are fetched again by one caller, while others only use them', async () => {
    const headers = { 'cache-control': 'max-age=60, stale-while-revalidate=60' };
    const { loadMany, asked, time, events } = await shop((target) => ({ headers, body: rowsOf(target) }));
    await loadMany('item', ['a', 'b', 'c']);
    time.pass(61_000);
    await Promise.all([loadMany('item', ['a', 'b']), loadMany('item', ['b', 'c']), loadMany('item', ['c'])]);
    while (events.length < 3) await settle();
    expect(asked.toSorted()).toEqual(['a,b', 'a,b,c', 'c']);
  });

  test('are not kept where the source keeps nothing', async () => {
    const { loadMany, asked } = await shop(undefined, { cache: false });
    await loadMany('item', ['a']);
    await loadMany('item', ['a']);
    expect(asked).toEqual(['a', 'a']);
  });
});
