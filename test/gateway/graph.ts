import type { GatewayOptions } from '../../src/gateway/options.ts';
import { looseSource } from '../schema/loose-source.ts';

/** One API with one thing to ask it for. */
export const slow = looseSource(
  'slow',
  ({ get }) => ({ thing: get('Thing', ({ name = '' }) => ({ path: 'thing', query: { name } })) }),
  { retry: { maxAttempts: 1 } },
);

/** The smallest graph: `ping` asks nobody, `thing` asks the API. */
export const graph = {
  sources: [slow],
  typeDefs: `type Thing { id: ID!  name: String }
extend type Query { ping: String  thing(name: String): Thing @load(from: "slow.thing")  stuck: String  stuckList: [String]  stuckItem: [String]  stuckType: Pet }
union Pet = Thing`,
  resolvers: {
    Query: {
      ping: () => 'pong',
      stuck: () => new Promise(() => {}),
      stuckList: async () => ['a', new Promise(() => {}), 'c'],
      stuckItem: () => ['a', new Promise(() => {}), 'c'],
      stuckType: () => ({ id: 1 }),
    },
    Pet: { __resolveType: () => new Promise(() => {}) },
  },
} satisfies Partial<GatewayOptions>;
