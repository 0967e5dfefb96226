import { createGateway } from '../../../src/gateway/create-gateway.ts';
import { silentLog } from '../../../src/gateway/log.ts';
import type { GatewayOptions } from '../../../src/gateway/options.ts';
import { ContractError } from '../../../src/schema/index.ts';
import { looseSource } from '../../schema/loose-source.ts';

const sdl = 'type Thing { id: ID! } type Query { thing(id: ID!): Thing @load(from: "things.thing") }';

/** A graph of one source with these options of its own, and of the gateway. */
export const graphWith = (api: object, options: object = {}): GatewayOptions => ({
  sources: [looseSource('things', ({ get }) => ({ thing: get('Thing', () => 'thing') }), api)],
  typeDefs: sdl,
  production: false,
  log: silentLog,
  ...options,
});

/** What a gateway says of a source's options at start; nothing if it starts. */
export const started = (api: object): readonly string[] => {
  try {
    createGateway(graphWith(api));
    return [];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.problems.map(({ message }) => message.replace('things: ', ''));
  }
};
