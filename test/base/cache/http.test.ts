import { describe, expect, test } from '@jest/globals';
import { type Api, type Args, DataSource, path } from '../../../src/datasources/base/index.ts';
import { settle } from '../../support/virtual-clock.ts';
import { connected, movableTime, type Reply, serve } from './support.ts';

class Shop extends DataSource {
  static readonly api: Api = { name: 'shop', baseUrl: 'https://shop.example/' };
  item = this.get('Earthquake', ({ id, language }: { readonly id?: string; readonly language?: string }) => ({
    path: path`item/${id ?? '1'}`,
    headers: language === undefined ? {} : { 'accept-language': language },
  }));
  gone = this.get('Earthquake', () => 'gone', { notFound: 'null' });
  all = this.batch('Earthquake', { key: 'id', whole: true, fetch: () => 'all' });
  one = this.batch('Earthquake', {
    key: 'id',
    max: 1,
    at: { path: '.', lone: true },
    fetch: ([id]) => path`item/${String(id)}`,
  });
}

const item = (place: string) => ({ id: '1', place, tags: null });
const fresh = (seconds: number, more: Record<string, string> = {}) => ({
  headers: { 'cache-control': `max-age=${seconds}`, ...more },
});
const silent: Reply = { body: item('silent') };

/** A shop whose answers come one after another; the last one again and again. */
const shop = async (replies: readonly (Reply | 'reset')[], cache?: Api['cache']) => {
  const conditions: (string | undefined)[] = [];
  const server = await serve(({ header }, nth) => {
    conditions.push(header('if-none-match') ?? header('if-modified-since'));
    return replies[Math.min(nth, replies.length) - 1] ?? 'reset';
  });
  const its = connected(Shop, server.url, cache === undefined ? {} : { cache });
  const traces = () => its.events.map(({ outcome, ...trace }) => [outcome, 'cache' in trace ? trace.cache : undefined]);
  return { ...its, server, conditions, traces };
};
const kindOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.catch((error: { readonly kind: string }) => error.kind);

describe('an API that fails', () => {
  test('is survived: what was kept stands in, marked, for five minutes where nothing is said', async () => {
    const { get, scope, time, traces } = await shop([silent, { status: 503 }, 'reset']);
    expect(await get('item')).toEqual(item('silent'));
    for (const [pass, reason] of [
      [1_000, 'UPSTREAM_UNAVAILABLE'],
      [200_000, 'UPSTREAM_UNREACHABLE'],
    ] as const) {
      time.pass(pass);
      const its = scope();
      expect(await get('item', {}, its)).toEqual(item('silent'));
      expect([...its.stale]).toEqual([['shop', { ageMs: expect.any(Number), reason }]]);
      expect(its.stale.get('shop')?.ageMs).toBeGreaterThanOrEqual(pass);
    }
    time.pass(100_000);
    expect(await kindOf(get('item'))).toBe('disconnected');
    expect(traces()).toEqual([
      ['ok', 'new'],
      ['ok', 'stale'],
      ['ok', 'stale'],
      ['disconnected', undefined],
    ]);
  });

  test.each(['no-store', 'no-cache', 'must-revalidate', 'max-age=1, must-revalidate'])(
    'and said %s is not stood in for',
    async (said) => {
      const { get, time } = await shop([{ ...silent, headers: { 'cache-control': said, etag: '"a"' } }, 'reset']);
      await get('item');
      time.pass(2_000);
      expect(await kindOf(get('item'))).toBe('disconnected');
    },
  );

  test.each([[404], [410]])('with %d has none any more: what was kept of it is gone', async (status) => {
    const { get, time } = await shop([silent, { status }, 'reset']);
    await get('gone');
    time.pass(1_000);
    expect(await get('gone')).toBeNull();
    expect(await kindOf(get('gone'))).toBe('disconnected');
  });

  test('is asked again: no failure is kept, whatever its headers say', async () => {
    const { get, server } = await shop([{ status: 404, ...fresh(60) }, { status: 500, ...fresh(60) }, silent]);
    expect(await kindOf(get('item'))).toBe('notFound');
    expect(await kindOf(get('item'))).toBe('failed');
    expect(await get('item')).toEqual(item('silent'));
    expect(server.wire).toHaveLength(3);
  });

  test.each([203, 206, 302])('nor is an answer with HTTP %d', async (status) => {
    const { get, server } = await shop([{ status, body: item('x'), ...fresh(60) }, silent]);
    await kindOf(get('item'));
    await get('item');
    expect(server.wire).toHaveLength(2);
  });

  test('and confirms what nobody asked about broke the rules', async () => {
    const { get } = await shop([{ status: 304 }]);
    expect(await kindOf(get('item'))).toBe('protocol');
  });
});

describe('what is fresh', () => {
  test('is not fetched again until it is stale', async () => {
    const { get, server, time, traces } = await shop([
      { ...fresh(60), body: item('a') },
      { ...fresh(60), body: item('b') },
    ]);
    expect([await get('item'), await get('item')]).toEqual([item('a'), item('a')]);
    time.pass(59_000);
    expect(await get('item')).toEqual(item('a'));
    time.pass(1_000);
    expect(await get('item')).toEqual(item('b'));
    expect(server.wire).toEqual(['GET /item/1', 'GET /item/1']);
    expect(traces()).toEqual([
      ['ok', 'new'],
      ['ok', 'fresh'],
      ['ok', 'fresh'],
      ['ok', 'new'],
    ]);
  });

  test('is read once, and frozen', async () => {
    const { get } = await shop([{ ...fresh(60), body: { id: '1', place: 'a', tags: ['x'] } }]);
    const [one, two] = [await get('item'), await get('item')] as { readonly tags: string[] }[];
    expect(one).toBe(two);
    expect(() => one?.tags.push('y')).toThrow(TypeError);
  });

  test('by the source’s word beats what the API says, both ways', async () => {
    const longer = await shop([{ ...fresh(1), body: item('a') }], { ttlMs: 60_000 });
    await longer.get('item');
    longer.time.pass(59_000);
    await longer.get('item');
    expect(longer.server.wire).toHaveLength(1);
    const never = await shop([{ ...fresh(60), body: item('a') }], { ttlMs: 0 });
    await never.get('item');
    await never.get('item');
    expect(never.server.wire).toHaveLength(2);
  });

  test('is nothing where the source keeps nothing, or the API says no-store', async () => {
    const off = await shop([{ ...fresh(60), body: item('a') }, 'reset'], false);
    await off.get('item');
    expect(await kindOf(off.get('item'))).toBe('disconnected');
    const secret = await shop([{ headers: { 'cache-control': 'no-store, max-age=60' }, body: item('a') }]);
    await secret.get('item');
    await secret.get('item');
    expect(secret.server.wire).toHaveLength(2);
  });

  test('is no answer with a value that did not fit', async () => {
    const { get, server } = await shop([
      { ...fresh(60), body: { id: '1', place: ['?'] } },
      { ...fresh(60), body: item('b') },
    ]);
    expect(await get('item')).toMatchObject({ place: { kind: 'mismatch' } });
    expect(await get('item')).toEqual(item('b'));
    expect(server.wire).toHaveLength(2);
  });

  test('is told apart by what the request says: Vary cannot go wrong', async () => {
    const server = await serve(({ header }) => ({
      ...fresh(60, { vary: 'Accept-Language' }),
      body: item(header('accept-language') ?? 'none'),
    }));
    const { get } = connected(Shop, server.url);
    const ask = (language?: string) => get('item', language === undefined ? {} : { language });
    for (const _ of [1, 2]) {
      expect([await ask('de'), await ask('fr'), await ask()]).toEqual(['de', 'fr', 'none'].map(item));
    }
    expect(server.wire).toHaveLength(3);
  });

  test('with Vary: * is asked for each time', async () => {
    const { get, server } = await shop([{ ...fresh(60, { vary: '*' }), body: item('a') }]);
    await get('item');
    await get('item');
    expect(server.wire).toHaveLength(2);
  });

  test('serves batches that are one request, whole or of one key, as it does single ones', async () => {
    const server = await serve(({ target }) => ({
      ...fresh(60),
      body: target === '/all' ? [item('a')] : item(target),
    }));
    const { loadMany } = connected(Shop, server.url);
    for (const _ of [1, 2]) {
      expect(await loadMany('all', ['1', '2'])).toEqual([item('a'), null]);
      expect(await loadMany('one', ['1'])).toEqual([item('/item/1')]);
    }
    expect(server.wire).toEqual(['GET /all', 'GET /item/1']);
  });
});

describe('what can be confirmed', () => {
  test('is asked about by its ETag, and kept as it is, with what is newly said of it', async () => {
    const { get, server, conditions, time, traces } = await shop([
      { ...fresh(10, { etag: '"v1"', age: '5' }), body: item('a') },
      { status: 304, headers: { 'cache-control': 'max-age=100', etag: '"v1"' } },
      { ...fresh(10, { etag: '"v2"' }), body: item('b') },
    ]);
    const first = await get('item');
    time.pass(5_000);
    expect(await get('item')).toBe(first);
    time.pass(99_000);
    expect(await get('item')).toBe(first);
    expect(server.wire).toHaveLength(2);
    time.pass(2_000);
    expect(await get('item')).toEqual(item('b'));
    expect(conditions).toEqual([undefined, '"v1"', '"v1"']);
    expect(traces().map(([, from]) => from)).toEqual(['new', 'confirmed', 'fresh', 'new']);
  });

  test('is asked about by its date where it has no ETag', async () => {
    const date = new Date(0).toUTCString();
    const { get, conditions } = await shop([
      { headers: { 'last-modified': date, 'cache-control': 'no-cache' }, body: item('a') },
      { status: 304 },
    ]);
    expect([await get('item'), await get('item'), await get('item')]).toEqual(Array(3).fill(item('a')));
    expect(conditions).toEqual([undefined, date, date]);
  });

  test('is fresh anew for as long as it was at first, if nothing new is said', async () => {
    const { get, server, time } = await shop([
      { ...fresh(10, { etag: 'W/"v1"', age: '9' }), body: item('a') },
      { status: 304 },
    ]);
    await get('item');
    time.pass(2_000);
    await get('item');
    time.pass(9_000);
    await get('item');
    expect(server.wire).toHaveLength(2);
  });

  test.each([
    ['"v1"', 'W/"v1"'],
    ['W/"v1"', '"v1"'],
  ])('as %s is confirmed as %s too: both name the same', async (etag, confirmed) => {
    const { get, server } = await shop([
      { headers: { etag, 'cache-control': 'no-cache' }, body: item('a') },
      { status: 304, headers: { etag: confirmed, 'cache-control': 'max-age=60' } },
    ]);
    expect([await get('item'), await get('item'), await get('item')]).toEqual(Array(3).fill(item('a')));
    expect(server.wire).toHaveLength(2);
  });

  test('goes by what was said last, also where a later confirmation says nothing', async () => {
    const { get, server, time } = await shop([
      { ...fresh(10, { etag: '"v1"' }), body: item('a') },
      { status: 304, headers: { 'cache-control': 'max-age=100' } },
      { status: 304 },
    ]);
    for (const seconds of [0, 20, 110, 50]) {
      time.pass(seconds * 1_000);
      await get('item');
    }
    expect(server.wire).toHaveLength(3);
  });

  test('is not fresh for longer because its first date is long ago', async () => {
    const time = movableTime();
    const at = (seconds: number) => new Date(time.epochMs() + seconds * 1_000).toUTCString();
    const server = await serve((_, nth) =>
      nth === 1
        ? { headers: { etag: '"v1"', date: at(0), expires: at(10) }, body: item('a') }
        : { status: 304, headers: { expires: at(10) } },
    );
    const { get } = connected(Shop, server.url, { time });
    for (const seconds of [0, 100, 30]) {
      time.pass(seconds * 1_000);
      expect(await get('item')).toEqual(item('a'));
    }
    expect(server.wire).toHaveLength(3);
  });

  test('is asked about each time, once a confirmation says that nothing tells its requests apart', async () => {
    const { get, server } = await shop([
      { headers: { etag: '"v1"', 'cache-control': 'no-cache' }, body: item('a') },
      { status: 304, headers: { 'cache-control': 'max-age=60', vary: '*' } },
    ]);
    for (const _ of [1, 2]) expect(await get('item')).toEqual(item('a'));
    await kindOf(get('item'));
    expect(server.wire).toHaveLength(3);
  });

  test('and is confirmed as something else does for now, and is then fetched whole', async () => {
    const { get, conditions } = await shop([
      { headers: { etag: '"v1"', 'cache-control': 'no-cache' }, body: item('a') },
      { status: 304, headers: { etag: '"v2"' } },
      { body: item('c') },
    ]);
    expect([await get('item'), await get('item'), await get('item')]).toEqual(['a', 'a', 'c'].map(item));
    expect(conditions).toEqual([undefined, '"v1"', undefined]);
  });

  test('is asked about with the credential, and stands in where that fails', async () => {
    const { get, scope, time } = await shop([
      { headers: { etag: '"v1"', 'cache-control': 'max-age=1, stale-if-error=60' }, body: item('a') },
      { status: 502 },
    ]);
    await get('item');
    time.pass(5_000);
    const its = scope();
    expect(await get('item', {}, its)).toEqual(item('a'));
    expect(its.stale.size).toBe(1);
  });
});

describe('stale-while-revalidate', () => {
  test('answers at once and marked, while one refresh goes on behind it', async () => {
    const replies = ['a', 'b'].map((name) => ({
      headers: { 'cache-control': 'max-age=1, stale-while-revalidate=60' },
      body: item(name),
    }));
    const { get, scope, server, time, events } = await shop(replies);
    await get('item');
    time.pass(2_000);
    const its = [scope(), scope()];
    expect(await Promise.all(its.map((each) => get('item', {}, each)))).toEqual([item('a'), item('a')]);
    expect(its.map(({ stale }) => stale.get('shop')?.reason)).toEqual(['REVALIDATING', 'REVALIDATING']);
    while (events.length < 4) await settle();
    expect(await get('item')).toEqual(item('b'));
    expect(server.wire).toHaveLength(2);
  });
});

describe('one operation', () => {
  test('asks once for what it needs twice, also where nothing may be kept', async () => {
    const { get, scope, server } = await shop([
      { headers: { 'cache-control': 'no-store' }, body: item('a') },
      { headers: { 'cache-control': 'no-store' }, body: item('b') },
    ]);
    const its = scope();
    const ask = (args: Args = {}) => get('item', args, its);
    expect([await ask(), await ask()]).toEqual([item('a'), item('a')]);
    expect(server.wire).toHaveLength(1);
    expect(await get('item')).toEqual(item('b'));
  });
});
