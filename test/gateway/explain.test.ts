import { afterEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { GatewayOptions } from '../../src/gateway/options.ts';
import type { Explanation } from '../../src/schema/index.ts';
import { openThings } from '../schema/asked.ts';
import { looseSource } from '../schema/loose-source.ts';

jest.setTimeout(60_000);

const things = openThings();
afterEach(() => things.end());

const staff = looseSource(
  'staff',
  ({ get, batch }) => ({
    user: batch('User', { key: 'id', max: 3, fetch: (ids) => ({ path: 'users', query: { id: ids } }) }),
    team: batch('Team', { key: 'id', max: 2, fetch: (ids) => ({ path: 'teams', query: { id: ids } }) }),
    profile: get('Profile', ({ id }) => `profile/${id}`),
  }),
  { cache: { ttlMs: 0 } },
);
const typeDefs = `
type User { id: ID! managerId: ID teamId: ID
  manager: User @load(from: "staff.user", by: "managerId")
  team: Team @load(from: "staff.team", by: "teamId")
  profile: Profile @load(from: "staff.profile", by: { id: "id" }) }
type Team { id: ID! leadId: ID lead: User @load(from: "staff.user", by: "leadId") }
type Profile { userId: ID! user: User @load(from: "staff.user", by: "userId") }
extend type Query {
  user(id: ID!): User @load(from: "staff.user")
  users(ids: [ID!]!): [User] @load(from: "staff.user", by: "$ids")
  team(id: ID!): Team @load(from: "staff.team") }`;

const rowsOf = (url: URL): unknown => {
  const ids = url.searchParams.getAll('id').map(Number);
  if (url.pathname === '/users') return ids.map((id) => ({ id, managerId: (id * 7) % 10, teamId: (id * 3) % 5 }));
  if (url.pathname === '/teams') return ids.map((id) => ({ id, leadId: (id * 5) % 10 }));
  return { userId: (Number(url.pathname.split('/').at(-1)) + 1) % 10 };
};

interface Explained {
  readonly plan: Explanation;
  readonly calls: readonly { readonly call: string; readonly attempts: number; readonly cache?: string }[];
  readonly batches: readonly {
    readonly call: string;
    readonly keys: number;
    readonly fresh: number;
    readonly stale: number;
  }[];
  readonly total: { readonly calls: number; readonly attempts: number };
}

/** A gateway whose API takes a while, another one for each request. */
const open = async (delays: readonly number[] = [0], more: Partial<GatewayOptions> = {}) => {
  let next = 0;
  const api = await things.api((url, _request, response) => {
    const delay = delays[next++ % delays.length] ?? 0;
    setTimeout(() => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(rowsOf(url)));
    }, delay);
    return undefined;
  });
  const gateway = things.gateway({ sources: [staff], typeDefs, baseUrls: { staff: api.baseUrl }, ...more });
  const ask = async (query: string, explain = '1') => {
    const { data, errors, extensions } = await gateway.execute({ query, headers: { 'breakwater-explain': explain } });
    return { data, errors, explain: extensions?.['explain'] as Explained | undefined };
  };
  return { gateway, ask, wire: api.wire };
};

describe('the header breakwater-explain is refused', () => {
  const sentence =
    'The header breakwater-explain is for development: this gateway is in production, or serves more than this machine.';

  test.each<[string, Partial<GatewayOptions>]>([
    ['in production', { production: true }],
    ['where others can reach the gateway', { host: '0.0.0.0' }],
  ])('%s', async (_, more) => {
    const { ask, wire } = await open([0], more);
    const { errors } = await ask('{ user(id: "1") { id } }');
    expect(errors?.[0]?.message).toBe(sentence);
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_REQUEST');
    expect(wire).toEqual([]);
  });

  test('with another word than 1', async () => {
    const { errors } = await (await open()).ask('{ user(id: "1") { id } }', 'yes');
    expect(errors?.[0]?.message).toBe('The header breakwater-explain is 1, or is left out.');
  });
});

describe('extensions.explain', () => {
  test('is there for those who ask, and for nobody else', async () => {
    const { gateway, ask } = await open();
    expect((await ask('{ user(id: "1") { id } }')).explain?.total).toEqual({ calls: 1, attempts: 1 });
    expect((await ask('{ user(id: "1") { id } }', '0')).explain).toBeUndefined();
    expect(await gateway.execute({ query: '{ user(id: "1") { id } }' })).not.toHaveProperty('extensions');
  });

  test('tells of operations at the same time apart, also if they share an id', async () => {
    const { gateway } = await open([20]);
    const ask = async (query: string) => {
      const headers = { 'breakwater-explain': '1', 'x-request-id': 'same' };
      return (await gateway.execute({ query, headers })).extensions?.['explain'] as Explained;
    };
    const [one, two] = await Promise.all([
      ask('{ user(id: "1") { id } }'),
      ask('{ user(id: "2") { manager { id } } team(id: "1") { id } }'),
    ]);
    expect(one.calls.map(({ call }) => call)).toEqual(['staff.user']);
    expect(two.calls.map(({ call }) => call)).toEqual(['staff.user', 'staff.team', 'staff.user']);
  });

  test('has names and numbers, and neither a URL nor a value', async () => {
    const { ask } = await open();
    const { explain } = await ask('{ user(id: "314159") { manager { id } profile { userId } } }');
    expect(JSON.stringify(explain)).not.toMatch(/314159|127\.0\.0\.1|https?:|\?id=/);
    expect(explain?.calls[0]).toEqual({
      call: 'staff.user',
      outcome: 'ok',
      startMs: expect.any(Number),
      elapsedMs: expect.any(Number),
      attempts: 1,
    });
  });

  test('tells pauses between attempts', async () => {
    let calls = 0;
    const api = await things.api((url, _request, response) => {
      calls += 1;
      if (calls > 2) return rowsOf(url);
      response.statusCode = 500;
      response.end();
      return undefined;
    });
    const gateway = things.gateway({ sources: [staff], typeDefs, baseUrls: { staff: api.baseUrl }, random: () => 0.5 });
    const { extensions } = await gateway.execute({
      query: '{ user(id: "1") { id } }',
      headers: { 'breakwater-explain': '1' },
    });
    const explain = extensions?.['explain'] as
      | { readonly calls: readonly Readonly<Record<string, unknown>>[] }
      | undefined;
    const [call] = explain?.calls ?? [];
    expect(call).toMatchObject({ attempts: 3, outcome: 'ok' });
    expect(Number(call?.['pausedMs'])).toBeGreaterThan(20);
    expect(Number(call?.['elapsedMs'])).toBeGreaterThanOrEqual(Number(call?.['pausedMs']));
  });

  test('counts keys that were kept, fresh or in place of a failure', async () => {
    const kept = looseSource(
      'staff',
      ({ get, batch }) => ({
        user: batch('User', { key: 'id', max: 3, fetch: (ids) => ({ path: 'users', query: { id: ids } }) }),
        team: batch('Team', { key: 'id', max: 2, fetch: (ids) => ({ path: 'teams', query: { id: ids } }) }),
        profile: get('Profile', ({ id }) => `profile/${id}`),
      }),
      { cache: { ttlMs: 60_000 } },
    );
    const { ask, gateway } = await open([0], { sources: [kept] });
    await ask('{ users(ids: ["1", "2"]) { id } }');
    const { explain } = await ask('{ users(ids: ["1", "2", "3"]) { id } }');
    expect(explain?.batches).toEqual([{ call: 'staff.user', keys: 3, fresh: 2, stale: 0 }]);
    expect(explain?.total).toEqual({ calls: 1, attempts: 1 });
    await gateway.stop();
  });

  test('counts rows that stood in for a failure', async () => {
    const { ask, gateway } = await open();
    await ask('{ users(ids: ["1", "2"]) { id } }');
    const { extensions } = await gateway.execute({
      query: '{ users(ids: ["1", "2"]) { id } }',
      headers: { 'breakwater-explain': '1', 'breakwater-drill': 'staff=outage' },
    });
    const explain = extensions?.['explain'] as Explained | undefined;
    expect(explain?.batches).toEqual([{ call: 'staff.user', keys: 2, fresh: 0, stale: 2 }]);
  });
});

/** What a user, a team and a profile may be asked for, so deep. */
const selection = (type: 'User' | 'Team' | 'Profile', depth: number): fc.Arbitrary<string> => {
  const fields = { User: ['manager', 'team', 'profile'], Team: ['lead'], Profile: ['user'] }[type];
  const typeOf = { manager: 'User', lead: 'User', user: 'User', team: 'Team', profile: 'Profile' } as const;
  if (depth === 0) return fc.constant('{ __typename }');
  return fc
    .subarray(fields)
    .chain((chosen) =>
      fc
        .tuple(...chosen.map((field) => selection(typeOf[field as keyof typeof typeOf], depth - 1)))
        .map((below) =>
          chosen.length === 0 ? '{ __typename }' : `{ ${chosen.map((field, i) => `${field} ${below[i]}`).join(' ')} }`,
        ),
    );
};

describe('the plan', () => {
  test('holds for whatever is asked, at whatever times answers come', async () => {
    const id = fc.integer({ min: 0, max: 9 });
    const root = fc.oneof(
      fc
        .tuple(fc.array(id, { maxLength: 8 }), selection('User', 4))
        .map(([ids, its]) => `users(ids: ${JSON.stringify(ids.map(String))}) ${its}`),
      fc.tuple(id, selection('User', 4)).map(([one, its]) => `user(id: "${one}") ${its}`),
      fc.tuple(id, selection('Team', 4)).map(([one, its]) => `team(id: "${one}") ${its}`),
    );
    const query = fc
      .array(root, { minLength: 1, maxLength: 3 })
      .map((roots) => `{ ${roots.map((each, i) => `r${i}: ${each}`).join(' ')} }`);
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(
        query,
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 7 }),
        async (text, delays) => {
          const { ask, wire } = await open(delays);
          const { explain, errors } = await ask(text);
          expect(errors).toBeUndefined();
          if (!explain) throw new Error('nothing explained');
          expect(explain.total.attempts).toBe(wire.length);
          expect(explain.total.calls).toBeLessThanOrEqual(Number(explain.plan.calls));
          for (const [call, made] of Map.groupBy(explain.calls, (each) => each.call)) {
            const planned = explain.plan.waves.flat().filter((each) => each.call === call);
            const most = planned.reduce((total, { calls }) => total + Number(calls), 0);
            expect({ call, made: made.length, within: made.length <= most }).toMatchObject({ within: true });
          }
          seen += wire.length;
          await things.end();
        },
      ),
      { numRuns: 150 },
    );
    expect(seen).toBeGreaterThan(300);
  });
});
