import { afterEach, describe, expect, test } from '@jest/globals';
import { oauth2ClientCredentials, oauth2RefreshToken, type TokenStore } from '../../src/datasources/base/index.ts';
import { systemClock } from '../../src/resilience/index.ts';
import type { Heard, Reply } from '../base/write/heard-api.ts';
import { openShops } from '../base/write/shop.ts';
import type { Verbs } from '../schema/loose-source.ts';

const shops = openShops();
afterEach(() => shops.end());

const sdl = `
  type Item { id: ID! }
  extend type Query { item(id: ID!): Item @load(from: "shop.item") }
  extend type Mutation { make(id: ID!): Item @load(from: "shop.make") }
`;
const members = ({ get, post }: Verbs) => ({
  item: get('Item', ({ id = '' }) => ({ path: 'items', query: { id } })),
  make: post('Item', ({ id }) => ({ path: 'items', query: { id: String(id) }, body: { id } })),
});
const environment = { ID: 'client', SECRET: 'hunter2', REFRESH: 'refresh-0' };
/** A busy machine is slow, not wrong. */
const patient = { timeouts: { totalMs: 14_000, attemptMs: 12_000 }, bulkhead: { maxQueueMs: 14_000 } } as const;
const named = { tokenUrl: '/token', id: 'ID', secret: 'SECRET' } as const;

interface Answered {
  readonly data: object | null;
  readonly errors?: readonly { readonly extensions: Readonly<Record<string, unknown>> }[];
}
const codesOf = (all: readonly Answered[]) =>
  all.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions['code']));

/** A hundred operations at the same time, reads and writes, of which no two ask for the same. */
const hundred = (run: (query: string) => Promise<unknown>, name: string) =>
  Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      run(i % 2 === 0 ? `{ item(id: "${name}${i}") { id } }` : `mutation { make(id: "${name}${i}") { id } }`),
    ),
  ) as Promise<readonly Answered[]>;

const ofTokens = (heard: readonly Heard[]) => heard.filter(({ target }) => target === '/token');
/** How often the API was asked for each item. */
const asked = (heard: readonly Heard[]) =>
  [
    ...Map.groupBy(
      heard.filter(({ target }) => target !== '/token'),
      ({ method, target }) => `${method} ${target}`,
    ).values(),
  ].map(({ length }) => length);

/** Gives out `t1`, `t2`, ... and lets in whoever shows one that `good` takes. */
const issuing =
  (good: (token: string) => boolean, expiresIn = 3600): Reply =>
  ({ target, headers }, response, _nth) => {
    if (target === '/token') {
      given += 1;
      return { access_token: `t${given}`, token_type: 'Bearer', expires_in: expiresIn };
    }
    const shown = String(headers['authorization']).replace('Bearer ', '');
    if (good(shown)) return { id: '1' };
    response.statusCode = 401;
    return {};
  };
let given = 0;
afterEach(() => {
  given = 0;
});

describe('100 concurrent operations', () => {
  test('whose token has expired make 1 token call, no replay and no error', async () => {
    let passed = 0;
    const clock = { ...systemClock, now: () => systemClock.now() + passed };
    const { run, api } = await shops.open(
      sdl,
      members,
      issuing((token) => token === `t${given}`, 60),
      {
        api: { ...patient, auth: oauth2ClientCredentials(named) },
        environment,
        clock,
      },
    );
    await run('{ item(id: "first") { id } }');
    passed = 61_000;
    api.heard.length = 0;
    expect(codesOf(await hundred(run, 'a'))).toEqual([]);
    expect(ofTokens(api.heard)).toHaveLength(1);
    expect(asked(api.heard)).toEqual(Array(100).fill(1));
  });

  test('whose token the API holds for expired make 1 token call, 1 replay each at most, and no error', async () => {
    const good = new Set(['t1']);
    const { run, api } = await shops.open(
      sdl,
      members,
      issuing((token) => good.has(token)),
      {
        api: { ...patient, auth: oauth2ClientCredentials(named) },
        environment,
      },
    );
    await run('{ item(id: "first") { id } }');
    good.clear();
    good.add('t2');
    api.heard.length = 0;
    expect(codesOf(await hundred(run, 'a'))).toEqual([]);
    expect(ofTokens(api.heard)).toHaveLength(1);
    expect(asked(api.heard)).toHaveLength(100);
    expect(Math.max(...asked(api.heard))).toBe(2);
  });
});

describe('an identity provider that is down', () => {
  /** A token may take half of it. */
  const TOTAL_MS = 4_000;

  test.each<[how: string, reply: Reply, mostMs: number]>([
    ['answers 503', (_heard, response) => void response.writeHead(503).end(), TOTAL_MS / 2],
    ['hangs up', (_heard, response) => void response.socket?.destroy(), TOTAL_MS / 2],
    ['is silent', () => undefined, TOTAL_MS / 2 + 1_000],
  ])('and %s is a typed error within its timeout, and hears 1 call a second at most', async (_how, reply, mostMs) => {
    const calls: number[] = [];
    const { run, api } = await shops.open(
      sdl,
      members,
      (...heard) => {
        calls.push(performance.now());
        return reply(...heard);
      },
      {
        api: {
          auth: oauth2ClientCredentials(named),
          timeouts: { totalMs: TOTAL_MS },
          bulkhead: { maxQueueMs: TOTAL_MS },
        },
        environment,
      },
    );
    const answers: Answered[] = [];
    let slowest = 0;
    const timed = async (work: () => Promise<readonly Answered[]>) => {
      const start = performance.now();
      answers.push(...(await work()));
      slowest = Math.max(slowest, performance.now() - start);
    };
    await timed(() => hundred(run, 'a'));
    const end = performance.now() + 2_300;
    for (let i = 0; performance.now() < end; i += 1) {
      await timed(async () => [(await run(`{ item(id: "b${i}") { id } }`)) as Answered]);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(new Set(codesOf(answers))).toEqual(new Set(['UPSTREAM_AUTH_UNAVAILABLE']));
    expect(codesOf(answers)).toHaveLength(answers.length);
    expect(slowest).toBeLessThan(mostMs);
    // It is tried again, and nothing else is asked meanwhile.
    expect(calls.length).toBeGreaterThan(1);
    expect(new Set(api.wire())).toEqual(new Set(['POST /token']));
    const gaps = calls.slice(1).map((at, i) => at - (calls[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(990);
  });
});

describe('a rotated refresh token', () => {
  /** An identity provider that ends the whole grant when a token comes twice (RFC 9700, section 4.14.2). */
  const rotating = () => {
    const spent: string[] = [];
    let current = 'refresh-0';
    let good = '';
    const reply: Reply = ({ target, headers, body }, response) => {
      if (target !== '/token') {
        if (headers['authorization'] === `Bearer ${good}`) return { id: '1' };
        response.statusCode = 401;
        return {};
      }
      const shown = new URLSearchParams(body).get('refresh_token') ?? '';
      spent.push(shown);
      response.statusCode = shown === current ? 200 : 400;
      if (shown !== current) return { error: 'invalid_grant' };
      current = `refresh-${spent.length}`;
      good = `t${spent.length}`;
      return { access_token: good, refresh_token: current, token_type: 'Bearer', expires_in: 3600 };
    };
    return {
      spent,
      reply,
      /** The API takes none of the tokens that were given out. */
      refuse: () => {
        good = '';
      },
    };
  };

  const remembering = () => {
    const kept = new Map<string, string>();
    const state = { fails: false };
    const store: TokenStore = {
      get: (name) => kept.get(name),
      async set(name, text) {
        if (state.fails) throw new Error('disk full');
        kept.set(name, text);
      },
    };
    return { store, state };
  };

  test('is never sent twice: not by 100 operations at once, over many renewals, nor after a restart', async () => {
    const provider = rotating();
    const { store } = remembering();
    const auth = oauth2RefreshToken({ ...named, refreshToken: 'REFRESH', store });
    let passed = 0;
    const clock = { ...systemClock, now: () => systemClock.now() + passed };
    const { api, run: first } = await shops.open(sdl, members, provider.reply, {
      api: { ...patient, auth },
      environment,
      clock,
    });
    // The same place again: what is kept of a token is kept by where it comes from.
    const baseUrls = { shop: api.baseUrl };
    const { run: second } = await shops.open(sdl, members, provider.reply, {
      api: { ...patient, auth },
      environment,
      clock,
      baseUrls,
    });
    for (const [life, run] of [first, second].entries()) {
      for (const round of ['a', 'b', 'c']) {
        expect(codesOf(await hundred(run, `${life}${round}`))).toEqual([]);
        provider.refuse();
        // Tokens that are refused one right after the other are not renewed: the endpoint is left alone for a while.
        passed += 120_000;
      }
    }
    expect(provider.spent).toEqual(Array.from({ length: 6 }, (_, i) => `refresh-${i}`));
  });

  test('is never sent twice where nothing but the process keeps the new one', async () => {
    const provider = rotating();
    const auth = oauth2RefreshToken({ ...named, refreshToken: 'REFRESH' });
    const { run } = await shops.open(sdl, members, provider.reply, { api: { ...patient, auth }, environment });
    expect(codesOf(await hundred(run, 'a'))).toEqual([]);
    provider.refuse();
    expect(codesOf(await hundred(run, 'b'))).toEqual([]);
    expect(provider.spent).toEqual(['refresh-0', 'refresh-1']);
  });

  test('is never sent twice when the store of the new one fails', async () => {
    const provider = rotating();
    const { store, state } = remembering();
    const auth = oauth2RefreshToken({ ...named, refreshToken: 'REFRESH', store });
    let passed = 0;
    const clock = { ...systemClock, now: () => systemClock.now() + passed };
    const { run } = await shops.open(sdl, members, provider.reply, { api: { ...patient, auth }, environment, clock });
    state.fails = true;
    expect(new Set(codesOf(await hundred(run, 'a')))).toEqual(new Set(['UPSTREAM_AUTH_UNAVAILABLE']));
    state.fails = false;
    passed = 31_000;
    expect(codesOf(await hundred(run, 'b'))).toEqual([]);
    expect(provider.spent).toEqual(['refresh-0']);
  });
});
