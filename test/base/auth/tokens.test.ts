import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { newScope, oauth2ClientCredentials } from '../../../src/datasources/base/index.ts';
import { type FailureFacts, systemClock, UpstreamError } from '../../../src/resilience/index.ts';
import { type Heard, ITEM, type Reply, secrets, serve, shop, token } from './token-server.ts';

const auth = (more: Partial<Parameters<typeof oauth2ClientCredentials>[0]> = {}) =>
  oauth2ClientCredentials({ tokenUrl: '/token', id: 'CRM_ID', secret: 'CRM_SECRET', ...more });

/** An API and its token endpoint. */
const api = (give: (heard: Heard) => Reply | Promise<Reply>, item: (heard: Heard) => Reply = () => ITEM) =>
  serve((heard) => (heard.target === '/token' ? give(heard) : item(heard)));

const wireOf = ({ heard }: { readonly heard: readonly Heard[] }) => ({
  tokens: heard.filter(({ target }) => target === '/token'),
  items: heard.filter(({ target }) => target !== '/token'),
});

const failureOf = async (promise: Promise<unknown>): Promise<{ readonly kind: string } & FailureFacts> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof UpstreamError) return { kind: error.kind, ...error.facts };
    throw error;
  }
  throw new Error('it did not fail');
};

const refusing = { status: 401, body: '{}' };
const bearerOf = ({ header }: Heard) => header('authorization');

/** Real time that a test can set forward. */
const movable = () => {
  let passed = 0;
  return {
    pass: (ms: number) => {
      passed += ms;
    },
    clock: { ...systemClock, now: () => systemClock.now() + passed },
  };
};

describe('when it fails', () => {
  test('a hundred calls whose token is refused at once make one token call, and one attempt more each', async () => {
    const server = await api(
      ({ nth }) => token(`t${nth}`, { expires_in: 3600 }),
      (heard) => (bearerOf(heard) === 'Bearer t1' ? refusing : ITEM),
    );
    const { get, events } = shop(auth(), server.url);
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => get(String(i))));
    const { tokens, items } = wireOf(server);
    expect(answers).toHaveLength(100);
    expect(tokens).toHaveLength(2);
    expect(items).toHaveLength(200);
    const replays = Map.groupBy(items, ({ target }) => target);
    expect([...replays.values()].every((each) => each.length === 2)).toBe(true);
    expect(events.map(({ attempts }) => attempts)).toEqual(Array.from({ length: 100 }, () => 2));
  });

  test('a hundred calls with an expired token make one token call, and no attempt more', async () => {
    const server = await api(({ nth }) => token(`t${nth}`, { expires_in: 60 }));
    const { pass, clock } = movable();
    const { get } = shop(auth(), server.url, { clock });
    await get('0');
    pass(61_000);
    await Promise.all(Array.from({ length: 100 }, (_, i) => get(String(i))));
    const { tokens, items } = wireOf(server);
    expect([tokens.length, items.length]).toEqual([2, 101]);
    expect(new Set(items.slice(1).map(bearerOf))).toEqual(new Set(['Bearer t2']));
  });

  test('a token that is refused again after its renewal is refused for good, and the endpoint is spared', async () => {
    const server = await api(
      ({ nth }) => token(`t${nth}`),
      () => refusing,
    );
    const { get } = shop(auth(), server.url);
    expect(await failureOf(get('1'))).toMatchObject({ kind: 'unauthenticated', status: 401, sent: 'yes', attempts: 2 });
    expect(await failureOf(get('2'))).toMatchObject({ kind: 'unauthenticated', attempts: 1 });
    const { tokens, items } = wireOf(server);
    expect([tokens.length, items.length]).toEqual([2, 3]);
  });

  test('a 403 renews nothing', async () => {
    const server = await api(
      () => token('t'),
      () => ({ status: 403, body: '{}' }),
    );
    const { get } = shop(auth(), server.url);
    expect(await failureOf(get())).toMatchObject({ kind: 'forbidden', attempts: 1 });
    expect(wireOf(server).tokens).toHaveLength(1);
  });

  test.each<readonly [string, Reply, string]>([
    ['fails', { status: 500, body: 'boom' }, 'its token endpoint answered with HTTP 500'],
    ['answers in HTML', { body: '<html></html>' }, 'its token endpoint answered with no JSON'],
    ['answers without a token', { body: { ok: true } }, 'its token endpoint answered without a token at access_token'],
    ['redirects', { status: 302, headers: { location: '/login' } }, 'its token endpoint answered with HTTP 302'],
    ['hangs up', 'reset', 'its token endpoint was asked in vain, the connection broke before an answer came'],
    [
      'says too much',
      { body: 'x'.repeat(70_000) },
      'its token endpoint was asked in vain, the answer is larger than allowed',
    ],
    [
      'says nothing',
      'silence',
      'its token endpoint was asked in vain, no whole answer came in time, no whole answer within 300 ms',
    ],
  ])('an endpoint that %s leaves no credential for now', async (_how, reply, detail) => {
    const server = await api(() => reply);
    const { get } = shop(auth(), server.url, { api: { timeouts: { totalMs: 600, attemptMs: 500 } } });
    expect(await failureOf(get())).toMatchObject({ kind: 'authUnavailable', detail, sent: 'no' });
    expect(wireOf(server).items).toHaveLength(0);
  });

  test.each(['invalid_client', 'invalid_grant', 'invalid_scope'])('%s is no passing failure', async (error) => {
    const server = await api(() => ({ status: 400, body: { error, error_description: secrets.CRM_SECRET } }));
    const { get } = shop(auth(), server.url);
    expect(await failureOf(get())).toMatchObject({
      kind: 'unauthenticated',
      detail: `its token endpoint answered ${error}`,
      sent: 'no',
    });
  });

  test('an endpoint that is down is asked once a second at most, and callers fail at once meanwhile', async () => {
    const server = await api(() => ({ status: 503 }));
    const { get } = shop(auth(), server.url);
    const failures: Awaited<ReturnType<typeof failureOf>>[] = [];
    const slowest = { ms: 0 };
    for (const end = performance.now() + 2_500; performance.now() < end; ) {
      const start = performance.now();
      failures.push(await failureOf(get()));
      slowest.ms = Math.max(slowest.ms, performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { tokens } = wireOf(server);
    const gaps = tokens.slice(1).map(({ at }, i) => at - (tokens[i]?.at ?? 0));
    expect(tokens.length).toBe(2);
    expect(Math.min(...gaps)).toBeGreaterThan(990);
    expect(failures.length).toBeGreaterThan(20);
    expect(new Set(failures.map(({ kind }) => kind))).toEqual(new Set(['authUnavailable']));
    expect(failures[1]?.retryAfterMs).toBeGreaterThan(0);
    expect(slowest.ms).toBeLessThan(500);
  });

  test('an endpoint that asks to be left alone is', async () => {
    const server = await api(() => ({ status: 429, headers: { 'retry-after': '7' } }));
    const { get } = shop(auth(), server.url);
    await failureOf(get());
    expect((await failureOf(get())).retryAfterMs).toBeGreaterThan(6_000);
  });

  test('a renewal that fails says so, and that the request had been sent', async () => {
    const server = await api(
      ({ nth }) => (nth === 1 ? token('t1') : { status: 500 }),
      () => refusing,
    );
    const { get } = shop(auth(), server.url);
    expect(await failureOf(get())).toMatchObject({ kind: 'authUnavailable', sent: 'yes', attempts: 1 });
  });

  test('one whose own time is over before a token comes hears what it was spent on', async () => {
    const server = await api(() => 'silence');
    const { upstream } = shop(auth(), server.url);
    const scope = newScope('r', systemClock.now() + 300, new AbortController().signal);
    expect(await failureOf(upstream.run('item', { id: '1' }, scope))).toMatchObject({
      kind: 'authUnavailable',
      stopped: 'deadline',
      sent: 'no',
      detail: 'no token came in time',
    });
  });

  test('one who leaves takes nobody along', async () => {
    let give = (_reply: Reply) => {};
    const server = await api(
      () =>
        new Promise((resolve) => {
          give = resolve;
        }),
    );
    const { get, scope } = shop(auth(), server.url);
    const client = new AbortController();
    const leaving = failureOf(get('1', scope({}, client.signal)));
    const staying = get('2');
    while (server.heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    client.abort(new UpstreamError('cancelled'));
    expect(await leaving).toMatchObject({ kind: 'cancelled', sent: 'no' });
    give(token('t'));
    expect(await staying).toMatchObject({ id: '1' });
    expect(wireOf(server).tokens).toHaveLength(1);
  });

  test('nothing of a secret stands in what is thrown or reported', async () => {
    const all: unknown[] = [];
    const seen = [secrets.CRM_SECRET, 'hunter2', 'secret-token', 'Basic '];
    for (const reply of [
      { status: 400, body: { error: 'hunter2' } },
      { status: 500, body: 'hunter2' },
      'reset',
    ] as const) {
      const server = await api(() => reply);
      const { get, events } = shop(auth(), server.url);
      all.push(await get().catch((error: unknown) => error), events);
    }
    const server = await api(
      () => token('secret-token'),
      () => ({ status: 401, body: 'hunter2' }),
    );
    const { get, events } = shop(auth(), server.url);
    all.push(await get().catch((error: unknown) => error), events);
    const text = `${inspect(all, { depth: 20, showHidden: true })}${JSON.stringify(all)}`;
    expect(seen.filter((each) => text.includes(each))).toEqual([]);
  });
});

describe('a token', () => {
  test('is asked for with id and secret in the header, encoded each by itself', async () => {
    const server = await api(() => token('t'));
    await shop(auth({ scopes: ['read', 'write'], audience: 'crm', extra: { resource: 'x' } }), server.url).get();
    const [asked] = wireOf(server).tokens;
    expect(Buffer.from(asked?.header('authorization')?.slice(6) ?? '', 'base64').toString()).toBe(
      'client-7:hunter2%3A%26%25',
    );
    expect(Object.fromEntries(asked?.form ?? [])).toEqual({
      grant_type: 'client_credentials',
      scope: 'read write',
      audience: 'crm',
      resource: 'x',
    });
  });

  test('is asked for with id and secret in the form, where the endpoint wants them there', async () => {
    const server = await api(() => token('t'));
    await shop(auth({ clientAuth: 'body' }), server.url).get();
    const [asked] = wireOf(server).tokens;
    expect(asked?.header('authorization')).toBeUndefined();
    expect(Object.fromEntries(asked?.form ?? [])).toMatchObject({
      client_id: secrets.CRM_ID,
      client_secret: secrets.CRM_SECRET,
    });
  });

  test('is read where the answer holds it, and sent as the API wants it', async () => {
    const server = await api(() => ({ body: { data: { jwt: 'abc', until: '2999-01-01T00:00:00Z' } } }));
    const its = auth({ token: { token: 'data.jwt', expires: 'data.until' }, send: 'x-session: {token}' });
    await shop(its, server.url).get();
    expect(wireOf(server).items[0]?.header('x-session')).toBe('abc');
  });

  test('is renewed before its end, while the one before it is still used', async () => {
    const server = await api(({ nth }) => token(`t${nth}`, { expires_in: 100 }));
    const { pass, clock } = movable();
    const { get } = shop(auth(), server.url, { clock });
    await get('1');
    pass(71_000);
    await get('2');
    while (wireOf(server).tokens.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await get('3');
    expect(wireOf(server).items.map(bearerOf)).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t2']);
    expect(wireOf(server).tokens).toHaveLength(2);
  });

  test.each([0, -5, '0'])('that says to last %p seconds is used for a second', async (expires_in) => {
    const server = await api(({ nth }) => token(`t${nth}`, { expires_in }));
    const { pass, clock } = movable();
    const { get } = shop(auth(), server.url, { clock });
    await Promise.all([get('1'), get('2'), get('3')]);
    await get('4');
    expect(wireOf(server).tokens.length).toBeLessThanOrEqual(2);
    pass(1_100);
    await get('5');
    expect(wireOf(server).tokens.length).toBeGreaterThanOrEqual(2);
  });

  test.each([undefined, null, 'soon', {}, []])(
    'that says %p of its end is used until it is refused',
    async (expires_in) => {
      const server = await api(({ nth }) => token(`t${nth}`, { expires_in }));
      const { pass, clock } = movable();
      const { get } = shop(auth(), server.url, { clock });
      await get('1');
      pass(30 * 24 * 3_600_000);
      await get('2');
      expect(wireOf(server).tokens).toHaveLength(1);
    },
  );
});
