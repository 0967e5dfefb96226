import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Api, DataSource, graphql } from '../../src/datasources/base/index.ts';
import { type JsonApi, openThings } from '../schema/asked.ts';
import { looseSource } from '../schema/loose-source.ts';

const scaled = { timeouts: { totalMs: 1_600, attemptMs: 500 }, retry: { baseMs: 5, capMs: 10 } };

class Remote extends DataSource {
  static readonly api: Api = { name: 'remote', baseUrl: 'http://127.0.0.1/', format: 'graphql', ...scaled };
  state = this.get('State' as never, () => graphql('{ state { ...Fields } }'), { at: 'state' });
  things = this.batch('Thing' as never, {
    key: 'id' as never,
    at: 'things',
    fetch: (ids) => graphql('query($ids: [ID!]!) { things(ids: $ids) { ...Fields } }', { ids }, 'batch'),
  });
}

const Bank = looseSource(
  'bank',
  ({ get, post, delete: remove }) => ({
    account: get('Account', () => 'account'),
    charge: post('Charge', () => ({ path: 'charges', body: { cents: 1 } })),
    close: remove('Charge', () => 'account'),
  }),
  scaled,
);

const typeDefs = `
  type Account { id: ID! }  type Charge { id: ID!  cents: Int! }
  type State { up: Boolean! }  type Thing { id: ID!  name: String! }
  extend type Query {
    account: Account @load(from: "bank.account")
    state: State @load(from: "remote.state")
    thing(id: ID!): Thing @load(from: "remote.things", by: "$id")
  }
  extend type Mutation {
    charge: Charge @load(from: "bank.charge")
    close: Charge @load(from: "bank.close")
  }`;

const things = openThings();
let api: JsonApi;
beforeEach(async () => {
  api = await things.api(() => ({ id: 'real', cents: 100 }));
});
afterEach(() => things.end());

const ask = async (query: string, drill: string) => {
  const gateway = things.gateway({
    sources: [Bank, Remote],
    typeDefs,
    baseUrls: { bank: api.baseUrl, remote: api.baseUrl },
  });
  const { data, errors = [] } = await gateway.execute({ query, headers: { 'breakwater-drill': drill } });
  return { data, codes: errors.map(({ extensions }) => extensions?.['code']), said: errors[0]?.message };
};

describe('a drill of a request that could change something', () => {
  test.each([
    ['throttled', 'UPSTREAM_RATE_LIMITED'],
    ['S9', 'UPSTREAM_UNREACHABLE'],
    ['failing', 'UPSTREAM_ERROR'],
    ['forbidden', 'UPSTREAM_FORBIDDEN'],
    ['S1', 'UPSTREAM_REJECTED'],
    ['garbage', 'UPSTREAM_MALFORMED'],
    ['slow', 'UPSTREAM_TIMEOUT'],
    ['truncated', 'UPSTREAM_BAD_RESPONSE'],
    ['E14', 'UPSTREAM_MALFORMED'],
  ])('sends nothing to the API: %s is told as %s', async (drill, code) => {
    expect(await ask('mutation { charge { id } }', `bank=${drill}`)).toMatchObject({
      data: { charge: null },
      codes: [code],
    });
    expect(await ask('mutation { close { id } }', `bank=${drill}`)).toMatchObject({ codes: [code] });
    expect(await ask('{ thing(id: "1") { name } }', `remote=${drill}`)).toMatchObject({ codes: [code] });
    expect(api.wire).toEqual([]);
  });

  test.each(['C10', 'E4'])(
    '%s, which goes well in the end, has an answer that the contract makes up',
    async (drill) => {
      const { data, codes } = await ask('mutation { charge { id cents } }', `bank=${drill}`);
      expect(codes).toEqual([]);
      expect(data).toEqual({ charge: { id: expect.any(String), cents: expect.any(Number) } });
      expect(data).not.toEqual({ charge: { id: 'real', cents: 100 } });
      expect((await ask('{ state { up } }', `remote=${drill}`)).data).toEqual({ state: { up: expect.any(Boolean) } });
      expect(api.wire).toEqual([]);
    },
  );

  test('says so in a sentence where it would go well, and the answer cannot be made up', async () => {
    expect(await ask('{ thing(id: "1") { name } }', 'remote=E4')).toMatchObject({
      data: { thing: null },
      codes: ['UPSTREAM_DISABLED'],
      said: expect.stringContaining(
        'E4 cannot be rehearsed here: a drill sends no POST, and its answer cannot be made up (remote.things is asked for certain rows)',
      ),
    });
    expect(api.wire).toEqual([]);
  });

  test('and one that only reads is sent: what is spoilt is the true answer', async () => {
    for (const drill of ['E4', 'C10'])
      expect(await ask('{ account { id } }', `bank=${drill}`)).toMatchObject({ data: { account: { id: 'real' } } });
    expect(api.wire).toEqual(['/account', '/account']);
  });
});
