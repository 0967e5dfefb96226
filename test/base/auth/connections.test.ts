import { describe, expect, test } from '@jest/globals';
import { connectionName } from '../../../src/datasources/base/auth/kept-connection.ts';
import {
  type AuthorizationCodeOptions,
  type Caller,
  oauth2AuthorizationCode,
  type TokenStore,
} from '../../../src/datasources/base/index.ts';
import { type FailureFacts, systemClock, UpstreamError } from '../../../src/resilience/index.ts';
import { type Heard, ITEM, type Reply, secrets, serve, shop, token } from './token-server.ts';

/** A store that connections are in from the start, and that can fail. */
const storing = (url: string, refreshTokens: Readonly<Record<string, string>>) => {
  const nameOf = (id: string) => connectionName(new URL(url), secrets.CRM_ID, id);
  const kept = new Map(
    Object.entries(refreshTokens).map(([id, refresh]) => [nameOf(id), JSON.stringify({ refresh })] as const),
  );
  const state = { fails: false };
  const store: TokenStore = {
    async get(name) {
      return kept.get(name);
    },
    async set(name, text) {
      if (state.fails) throw new Error(`disk full of ${text}`);
      kept.set(name, text);
    },
  };
  const connect = (id: string, refresh: string) => kept.set(nameOf(id), JSON.stringify({ refresh }));
  return { store, kept, state, connect, nameOf };
};

const auth = (store: TokenStore, more: Partial<AuthorizationCodeOptions> = {}) =>
  oauth2AuthorizationCode({
    authorizeUrl: '/authorize',
    tokenUrl: '/token',
    id: 'CRM_ID',
    secret: 'CRM_SECRET',
    connection: (caller) => caller['x-user'],
    forwards: ['X-User'],
    store,
    ...more,
  });

/** An endpoint that rotates: for `ada-0` it gives the token `ada.1` and `ada-1`. An API that answers with whose token it was. */
const rotating = (more: object = { expires_in: 3600 }, item: (heard: Heard) => Reply = () => ITEM) =>
  serve((heard): Reply => {
    if (heard.target !== '/token') return item(heard);
    const [who = '', nth = '0'] = (heard.form.get('refresh_token') ?? '').split('-');
    return token(`${who}.${Number(nth) + 1}`, { refresh_token: `${who}-${Number(nth) + 1}`, ...more });
  });

const sentOf = ({ heard }: { readonly heard: readonly Heard[] }) =>
  heard.filter(({ target }) => target === '/token').map(({ form }) => form.get('refresh_token'));
const bearersOf = ({ heard }: { readonly heard: readonly Heard[] }) =>
  heard.filter(({ target }) => target !== '/token').map(({ header }) => header('authorization'));
const by = (user: string): Caller => ({ 'x-user': user });

const failureOf = async (promise: Promise<unknown>): Promise<{ readonly kind: string } & FailureFacts> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof UpstreamError) return { kind: error.kind, ...error.facts };
    throw error;
  }
  throw new Error('it did not fail');
};

const movable = () => {
  const time = { passedMs: 0 };
  return { time, clock: { ...systemClock, now: () => systemClock.now() + time.passedMs } };
};

describe('when it fails', () => {
  test('a hundred calls with an expired token make one token call', async () => {
    const server = await rotating({ expires_in: 60 });
    const { store } = storing(server.url, { ada: 'ada-0' });
    const { time, clock } = movable();
    const { get, scope } = shop(auth(store), server.url, { clock });
    await get('0', scope(by('ada')));
    time.passedMs += 61_000;
    await Promise.all(Array.from({ length: 100 }, (_, i) => get(String(i), scope(by('ada')))));
    expect(sentOf(server)).toEqual(['ada-0', 'ada-1']);
    expect(new Set(bearersOf(server).slice(1))).toEqual(new Set(['Bearer ada.2']));
  });

  test('a hundred calls whose token is refused make one token call, for their connection alone', async () => {
    const server = await rotating({}, ({ header }) =>
      header('authorization') === 'Bearer ada.1' ? { status: 401, body: '{}' } : ITEM,
    );
    const { store } = storing(server.url, { ada: 'ada-0', bob: 'bob-0' });
    const { get, scope } = shop(auth(store), server.url);
    await get('b', scope(by('bob')));
    await Promise.all(Array.from({ length: 100 }, (_, i) => get(String(i), scope(by('ada')))));
    expect(sentOf(server)).toEqual(['bob-0', 'ada-0', 'ada-1']);
  });

  test('a rotated token is never sent twice, by two sources of one store either', async () => {
    const server = await rotating();
    const { store } = storing(server.url, { ada: 'ada-0' });
    const sources = Array.from({ length: 5 }, () => shop(auth(store), server.url));
    await Promise.all(sources.flatMap(({ get, scope }) => [get('1', scope(by('ada'))), get('2', scope(by('ada')))]));
    expect(sentOf(server)).toEqual(['ada-0', 'ada-1', 'ada-2', 'ada-3', 'ada-4']);
  });

  test('a store that forgets what it was told does not bring a spent token back', async () => {
    const server = await rotating({ expires_in: 60 });
    const { store, connect } = storing(server.url, { ada: 'ada-0' });
    const { time, clock } = movable();
    const { get, scope } = shop(auth(store), server.url, { clock });
    await get('1', scope(by('ada')));
    connect('ada', 'ada-0');
    time.passedMs += 61_000;
    await get('2', scope(by('ada')));
    expect(sentOf(server)).toEqual(['ada-0', 'ada-1']);
  });

  test('a store that fails keeps both of its sources waiting, and the spent token is not sent again', async () => {
    const server = await rotating();
    const { store, state, kept, nameOf } = storing(server.url, { ada: 'ada-0' });
    const [one, other] = [shop(auth(store), server.url), shop(auth(store), server.url)];
    state.fails = true;
    const failed = { kind: 'authUnavailable', detail: 'the store of its tokens failed', sent: 'no' };
    expect(await failureOf(one.get('1', one.scope(by('ada'))))).toMatchObject(failed);
    expect(await failureOf(other.get('1', other.scope(by('ada'))))).toMatchObject(failed);
    expect(sentOf(server)).toEqual(['ada-0']);
    state.fails = false;
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await other.get('1', other.scope(by('ada')));
    expect(sentOf(server)).toEqual(['ada-0', 'ada-1']);
    expect(kept.get(nameOf('ada'))).toBe('{"refresh":"ada-2"}');
  });

  test('an identity provider that says nothing is a typed error within its time', async () => {
    const server = await serve(() => 'silence');
    const { store } = storing(server.url, { ada: 'ada-0' });
    const { get, scope } = shop(auth(store), server.url, { api: { timeouts: { totalMs: 600, attemptMs: 500 } } });
    const start = performance.now();
    expect(await failureOf(get('1', scope(by('ada'))))).toMatchObject({
      kind: 'authUnavailable',
      detail: 'its token endpoint was asked in vain, no whole answer came in time, no whole answer within 300 ms',
    });
    expect(performance.now() - start).toBeLessThan(1_500);
  });

  test('an identity provider that is down is asked once a second, however many connections need it', async () => {
    const server = await serve(() => ({ status: 503 }));
    const users = Array.from({ length: 50 }, (_, i) => `u${i}`);
    const { store } = storing(server.url, Object.fromEntries(users.map((user) => [user, `${user}-0`])));
    const { get, scope } = shop(auth(store), server.url);
    expect(await failureOf(get('1', scope(by('u0'))))).toMatchObject({ kind: 'authUnavailable' });
    const kinds = new Set<string>();
    for (const end = performance.now() + 2_500; performance.now() < end; ) {
      const failures = await Promise.all(users.map((user) => failureOf(get('1', scope(by(user))))));
      for (const { kind } of failures) kinds.add(kind);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const gaps = server.heard.slice(1).map(({ at }, i) => at - (server.heard[i]?.at ?? 0));
    expect(server.heard.length).toBe(2);
    expect(Math.min(...gaps)).toBeGreaterThan(990);
    expect(kinds).toEqual(new Set(['authUnavailable']));
  });

  test('nobody is connected: a sentence says how, without names, and whoever connects is served at once', async () => {
    const server = await rotating();
    const { store, connect } = storing(server.url, {});
    const { get, scope } = shop(auth(store), server.url);
    expect(await failureOf(get('1', scope(by('ada'))))).toMatchObject({
      kind: 'unauthenticated',
      sent: 'no',
      detail: 'nobody is connected: run "breakwater connect shop", with --connection if it has a name',
    });
    connect('ada', 'ada-0');
    expect(await get('1', scope(by('ada')))).toMatchObject({ id: '1' });
  });

  test('a connection that was refused for good asks nobody again, until another is stored', async () => {
    const server = await serve(({ target, form }): Reply => {
      if (target !== '/token') return ITEM;
      return form.get('refresh_token') === 'old' ? { status: 400, body: { error: 'invalid_grant' } } : token('t');
    });
    const { store, connect } = storing(server.url, { ada: 'old', bob: 'good' });
    const { get, scope } = shop(auth(store), server.url);
    expect(await failureOf(get('1', scope(by('ada'))))).toMatchObject({ kind: 'unauthenticated' });
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(await failureOf(get('1', scope(by('ada'))))).toMatchObject({
      kind: 'unauthenticated',
      detail: 'its connection was refused for good: run "breakwater connect shop", with --connection if it has a name',
    });
    await get('1', scope(by('bob')));
    connect('ada', 'new');
    await get('1', scope(by('ada')));
    expect(sentOf(server)).toEqual(['old', 'good', 'new']);
  });

  test.each<readonly [string, AuthorizationCodeOptions['connection'], object]>([
    ['is undefined', () => undefined, { kind: 'unauthenticated', detail: 'no connection belongs to this caller' }],
    ['is empty', () => '', { kind: 'unauthenticated', detail: 'no connection belongs to this caller' }],
    [
      'throws',
      () => {
        throw new Error(`no ${secrets.CRM_SECRET}`);
      },
      { kind: 'internal', detail: 'connection of its auth threw' },
    ],
    [
      'is no text',
      (() => 7) as never,
      { kind: 'internal', detail: 'connection of its auth must give text or undefined, not a value of type number' },
    ],
    [
      'is a promise',
      (() => Promise.resolve('ada')) as never,
      { kind: 'internal', detail: 'connection of its auth must give text or undefined, not a value of type object' },
    ],
  ])('a connection that %s is a typed failure, and nothing is sent', async (_what, connection, failure) => {
    const server = await rotating();
    const { store } = storing(server.url, { ada: 'ada-0' });
    const { get, scope } = shop(auth(store, connection ? { connection } : {}), server.url);
    expect(await failureOf(get('1', scope(by('ada'))))).toMatchObject({ ...failure, sent: 'no' });
    expect(server.heard).toEqual([]);
  });

  test('addresses and headers that are none are refused when it is made', () => {
    const { store } = storing('https://id.example/', {});
    expect(() => auth(store, { tokenUrl: 'ftp://x' })).toThrow(
      'oauth2AuthorizationCode: tokenUrl must be the address of a token endpoint, not "ftp://x"',
    );
    expect(() => auth(store, { authorizeUrl: 'http://' })).toThrow(
      'oauth2AuthorizationCode: authorizeUrl must be the address of the page where users sign in, not "http://"',
    );
    expect(() => auth(store, { forwards: ['x y'] })).toThrow('oauth2AuthorizationCode: "x y" is no header name');
  });
});

describe('a connection', () => {
  test('is chosen by the headers that are listed, and answers are kept for it alone', async () => {
    const server = await rotating({ expires_in: 3600 }, ({ header }) => ({
      headers: { 'content-type': 'application/json', 'cache-control': 'max-age=60' },
      body: { id: '1', name: header('authorization') },
    }));
    const { store } = storing(server.url, { ada: 'ada-0', bob: 'bob-0' });
    const { get, scope } = shop(auth(store), server.url, { api: { cache: {} } });
    const names = ['ada', 'bob', 'ada', 'bob'].map((who) => get('1', scope(by(who))));
    expect(await Promise.all(names)).toMatchObject(
      ['ada', 'bob', 'ada', 'bob'].map((who) => ({ name: `Bearer ${who}.1` })),
    );
    expect(bearersOf(server)).toHaveLength(2);
    expect(new Set(bearersOf(server))).toEqual(new Set(['Bearer ada.1', 'Bearer bob.1']));
  });

  test('shares what is kept with all callers that it is chosen for', async () => {
    const server = await rotating({ expires_in: 3600 }, () => ({
      headers: { 'content-type': 'application/json', 'cache-control': 'max-age=60' },
      body: { id: '1' },
    }));
    const { store } = storing(server.url, { team: 'team-0' });
    const one = shop(auth(store, { connection: (caller) => caller['x-user'] && 'team' }), server.url, {
      api: { cache: {} },
    });
    await one.get('1', one.scope(by('ada')));
    await one.get('1', one.scope(by('bob')));
    expect(bearersOf(server)).toEqual(['Bearer team.1']);
  });

  test('is not seen by headers that are not listed', async () => {
    const seen: Caller[] = [];
    const server = await rotating();
    const { store } = storing(server.url, { ada: 'ada-0' });
    const connection = (caller: Caller) => {
      seen.push(caller);
      return caller['x-user'];
    };
    const { get, scope } = shop(auth(store, { connection }), server.url);
    await get('1', scope({ 'x-user': 'ada', authorization: 'Bearer mine' }));
    expect(seen).toEqual([{ 'x-user': 'ada' }]);
  });

  test('is one for everybody where nobody says which', async () => {
    const server = await rotating();
    const { store } = storing(server.url, { default: 'all-0' });
    const its = oauth2AuthorizationCode({ authorizeUrl: '/a', tokenUrl: '/token', id: 'CRM_ID', store });
    const { get, scope } = shop(its, server.url);
    await get('1', scope(by('ada')));
    await get('1', scope(by('bob')));
    expect(bearersOf(server)).toEqual(['Bearer all.1', 'Bearer all.1']);
    expect(server.heard[0]?.form.get('client_id')).toBe(secrets.CRM_ID);
  });

  test('is renewed before its token ends, while the old one is still used', async () => {
    const server = await rotating({ expires_in: 100 });
    const { store } = storing(server.url, { ada: 'ada-0' });
    const { time, clock } = movable();
    const { get, scope } = shop(auth(store), server.url, { clock });
    await get('1', scope(by('ada')));
    time.passedMs += 75_000;
    await get('2', scope(by('ada')));
    while (sentOf(server).length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await get('3', scope(by('ada')));
    expect(bearersOf(server)).toEqual(['Bearer ada.1', 'Bearer ada.1', 'Bearer ada.2']);
  });

  test('without a refresh token lasts as long as its access token', async () => {
    const server = await rotating();
    const { store, kept, nameOf } = storing(server.url, {});
    kept.set(nameOf('ada'), JSON.stringify({ access: 'once', expiresAtEpochMs: Date.now() + 60_000 }));
    kept.set(nameOf('bob'), JSON.stringify({ access: 'past', expiresAtEpochMs: Date.now() - 1 }));
    const { get, scope } = shop(auth(store), server.url);
    await get('1', scope(by('ada')));
    expect(bearersOf(server)).toEqual(['Bearer once']);
    expect(await failureOf(get('1', scope(by('bob'))))).toMatchObject({
      kind: 'unauthenticated',
      detail: 'its connection has ended: run "breakwater connect shop", with --connection if it has a name',
    });
    expect(sentOf(server)).toEqual([]);
  });
});
