import { describe, expect, test } from '@jest/globals';
import {
  type Auth,
  apiKey,
  bearer,
  oauth2ClientCredentials,
  passThrough,
  rotating,
} from '../../../src/datasources/base/index.ts';
import { type Given, type Heard, ITEM, type Reply, serve, shop, token } from './token-server.ts';

const both = rotating(bearer({ env: 'KEY_A' }), bearer({ env: 'KEY_B' }));
const keys = { KEY_A: 'a', KEY_B: 'b' };

const keyOf = ({ header }: Pick<Heard, 'header'>) => header('authorization')?.replace('Bearer ', '');

/** An API that answers each key as a test says; `wire` is which key came, in order. */
const api = async (reply: (key: string | undefined, heard: Heard) => Reply) => {
  const server = await serve((heard) => reply(keyOf(heard), heard));
  return { url: server.url, wire: () => server.heard.map(keyOf) };
};
const open = (url: string, given: Given = {}, auth: Auth = both) => shop(auth, url, { environment: keys, ...given });

const limited = (headers: Readonly<Record<string, string>> = { 'retry-after': '60' }): Reply => ({
  status: 429,
  headers,
});
const good = (headers: Readonly<Record<string, string>> = {}): Reply => ({
  headers: { 'content-type': 'application/json', ...headers },
  body: { id: '1', name: 'x' },
});
const item = { id: '1', name: 'x' };

describe('several credentials, when one fails', () => {
  test.each([
    ['429 with a time', limited()],
    ['429 without one', limited({})],
    ['403 that means a limit', { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' } }],
    ['403 whose text means one', { status: 403, body: 'You have exceeded a secondary rate limit' }],
  ])('%s: the same call goes on at once with the next, and so do all after it', async (_says, reply) => {
    const { url, wire } = await api((key) => (key === 'a' ? reply : ITEM));
    const { get, events } = open(url, { api: { retry: {} } });
    await get('1');
    await get('2');
    expect(wire()).toEqual(['a', 'b', 'b']);
    expect(events.map(({ outcome, attempts }) => [outcome, attempts])).toEqual([
      ['ok', 2],
      ['ok', 1],
    ]);
    // A pause for too many calls is a second at first: there was none.
    expect(events.every(({ elapsedMs }) => elapsedMs < 400)).toBe(true);
  });

  test('a window that is used up is left before it refuses', async () => {
    const { url, wire } = await api(() => good({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' }));
    const { get } = open(url);
    await get('1');
    await get('2');
    await expect(get('3')).rejects.toMatchObject({
      kind: 'quotaSpent',
      facts: { sent: 'no', retryAfterMs: expect.any(Number) },
    });
    expect(wire()).toEqual(['a', 'b']);
  });

  test('a 403 that is no limit, and a 404, are said of the request', async () => {
    const { url, wire } = await api(() => ({ status: 403, body: '{}' }));
    await expect(open(url).get()).rejects.toMatchObject({ kind: 'forbidden' });
    expect(wire()).toEqual(['a']);
  });

  test('a 401 retires one, not the others', async () => {
    const { url, wire } = await api((key) => (key === 'a' ? { status: 401 } : ITEM));
    const { get } = open(url);
    await get('1');
    await get('2');
    await get('3');
    expect(wire()).toEqual(['a', 'b', 'b', 'b']);
  });

  test('a 401 of all is UPSTREAM_AUTH_FAILED, and not a limit', async () => {
    const { url } = await api(() => ({ status: 401 }));
    const { get } = open(url);
    await expect(get('1')).rejects.toMatchObject({ kind: 'unauthenticated', facts: { status: 401 } });
    await expect(get('2')).rejects.toMatchObject({ kind: 'unauthenticated', facts: { status: 401 } });
  });

  test('one that is not set is named at start, and the others do its work', async () => {
    const { url, wire } = await api(() => ITEM);
    const { get, upstream } = open(url, { environment: { KEY_B: 'b' } });
    expect(upstream.missing).toEqual(['KEY_A']);
    await get();
    expect(wire()).toEqual(['b']);
  });

  test('none that is set sends nothing', async () => {
    const { url, wire } = await api(() => ITEM);
    await expect(open(url, { environment: {} }).get()).rejects.toMatchObject({
      kind: 'unauthenticated',
      facts: { detail: 'no credential is configured' },
    });
    expect(wire()).toEqual([]);
  });

  test('a POST that was refused for its credential, or for a limit, is sent once more, and not when it broke', async () => {
    const server = await serve((heard) => (keyOf(heard) === 'a' ? { status: 401 } : 'reset'));
    const { upstream, scope } = shop(both, server.url, { environment: keys });
    await expect(upstream.run('add', {}, scope())).rejects.toMatchObject({ facts: { attempts: 2 } });
    expect(server.heard.map(keyOf)).toEqual(['a', 'b']);
  });
});

describe('several credentials', () => {
  test('are one owner: what was fetched with the first is served while the second is in use', async () => {
    const { url, wire } = await api((key, { target }) =>
      key === 'a' && target.endsWith('id=2') ? limited() : good({ 'cache-control': 'max-age=60' }),
    );
    const { get } = open(url, { api: { cache: {} } });
    await get('1');
    await get('2');
    expect(await get('1')).toEqual(item);
    expect(wire()).toEqual(['a', 'a', 'b']);
  });

  test('have quotas of their own: twice as many calls with two', async () => {
    const { url, wire } = await api(() => ITEM);
    const { get } = open(url, { api: { quota: { limit: 2, windowMs: 60_000 } } });
    const ends = await Promise.allSettled(['1', '2', '3', '4', '5'].map((id) => get(id)));
    expect(Map.groupBy(wire(), (key) => key)).toEqual(
      new Map([
        ['a', ['a', 'a']],
        ['b', ['b', 'b']],
      ]),
    );
    expect(ends.map(({ status }) => status).toSorted()).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
    ]);
  });

  test('that hold the same value are one account', async () => {
    const { url, wire } = await api(() => limited());
    const { get } = open(url, { environment: { KEY_A: 'same', KEY_B: 'same' } });
    await expect(get()).rejects.toMatchObject({ kind: 'throttled' });
    expect(wire()).toEqual(['same']);
  });

  test('may each be given out, with tokens of their own, or stay', async () => {
    const server = await serve((heard) => {
      if (heard.target === '/token') return token(`token of ${atob(heard.header('authorization')?.slice(6) ?? '')}`);
      const key = heard.header('x-key') ?? keyOf(heard);
      return key === 'token of one:x' ? limited() : key === 'token of two:x' && heard.nth < 3 ? { status: 401 } : ITEM;
    });
    const machine = (id: string) => oauth2ClientCredentials({ tokenUrl: '/token', id, secret: 'SECRET' });
    const auth = rotating(machine('ONE'), machine('TWO'), apiKey({ header: 'x-key', env: 'KEY_A' }));
    const { get } = shop(auth, server.url, { environment: { ONE: 'one', TWO: 'two', SECRET: 'x', ...keys } });
    await get('1');
    const wire = server.heard.map((heard) =>
      heard.target === '/token' ? 'token' : (heard.header('x-key') ?? keyOf(heard)),
    );
    // The second's token is renewed after its 401, as if it were alone.
    expect(wire).toEqual(['token', 'token of one:x', 'token', 'token of two:x', 'token', 'token of two:x']);
  });

  test('are at least two, and none of them is a caller’s', () => {
    expect(() => rotating(bearer({ env: 'A' }))).toThrow('there must be two credentials or more, not 1');
    expect(() => rotating(bearer({ env: 'A' }), passThrough({ header: 'authorization' }))).toThrow(
      "the callers' own credentials belong to different owners",
    );
    expect(() => rotating(bearer({ env: 'A' }), both as never)).toThrow('each credential must be made by');
    expect(rotating(bearer({ env: 'A' }), bearer({ env: 'A' })).variables).toEqual(['A']);
  });
});
