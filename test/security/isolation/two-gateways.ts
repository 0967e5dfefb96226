import { memoryStore } from '../../../src/datasources/base/cache/memory-store.ts';
import { type Auth, bearer, gotTransport } from '../../../src/datasources/base/index.ts';
import { createGateway } from '../../../src/gateway/create-gateway.ts';
import { eventLog } from '../../../src/kit/event-log.ts';
import { mirrorSource, type Who } from './mirror.ts';
import type { Ask, Asked, MakeRig, Rig } from './play.ts';

const sdl = `
  type Reflection { id: ID! seenBy: String }
  type Query {
    item(id: ID!): Reflection @load(from: "mirror.item")
    row(id: ID!): Reflection @load(from: "mirror.rows")
  }`;

const queries = {
  item: 'query ($id: ID!) { item(id: $id) { seenBy } }',
  rows: 'query ($id: ID!) { row(id: $id) { seenBy } other: row(id: "z") { seenBy } }',
};

/** Signs with a credential that its identity does not know of: what keys would be without one. */
export const unidentified = (who: Who): Auth => ({
  variables: [],
  sign: () => ({ headers: { authorization: `Bearer ${who}` } }),
});

/** Signs with what stands in the environment. */
export const identified = (): Auth => bearer({ env: 'WHO' });

/** Two gateways, each with a credential of its own, over one store. @param authOf how each signs */
export const twoGateways =
  (authOf: (who: Who) => Auth): MakeRig =>
  (url, clock) => {
    const store = memoryStore({ maxBytes: 1e6, maxEntryBytes: 1e6 }, clock);
    const log = eventLog();
    const transport = gotTransport();
    const gatewayOf = (who: Who) =>
      createGateway({
        sources: [mirrorSource(authOf(who))],
        typeDefs: sdl,
        baseUrls: { mirror: `${url}/` },
        environment: { WHO: who },
        production: false,
        store: () => store,
        transport,
        clock,
        log,
      });
    const gateways = { alice: gatewayOf('alice'), bob: gatewayOf('bob') };
    const askOf =
      (who: Who): Ask =>
      async (how, id) =>
        askedOf(await gateways[who].execute({ query: queries[how], variables: { id } }));
    return {
      ask: { alice: askOf('alice'), bob: askOf('bob') },
      get events() {
        return log.calls('mirror') as unknown as Rig['events'];
      },
      async close() {
        await Promise.all(Object.values(gateways).map((gateway) => gateway.stop()));
        transport.close();
      },
    };
  };

const askedOf = ({
  data,
  errors = [],
  extensions,
}: Awaited<ReturnType<ReturnType<typeof createGateway>['execute']>>): Asked => {
  const parts = Object.values((data ?? {}) as Readonly<Record<string, { readonly seenBy: string } | null>>);
  const { mirror } = (extensions?.['sources'] ?? {}) as Readonly<Record<string, { readonly reason: string }>>;
  return {
    seenBy: parts.flatMap((part) => (part ? [part.seenBy] : [])),
    codes: errors.map((error) => String(error.extensions?.['code'])),
    stale: mirror?.reason,
  };
};
