import type { Gateway } from '../../../src/gateway/create-gateway.ts';
import type { GatewayOptions } from '../../../src/gateway/options.ts';
import { ask, openThings } from '../../schema/asked.ts';
import { looseSource, type Verbs } from '../../schema/loose-source.ts';
import { type HeardApi, heardApi, type Reply } from './heard-api.ts';

/** A gateway over one API that is written to. */
export interface Shop {
  readonly api: HeardApi;
  readonly gateway: Gateway;
  readonly run: (query: string, variables?: Record<string, unknown>) => Promise<unknown>;
}

/** Shops of one test, and their end. */
export const openShops = () => {
  const things = openThings();
  const apis: HeardApi[] = [];
  return {
    async open(
      typeDefs: string,
      members: (verbs: Verbs) => Readonly<Record<string, unknown>>,
      reply: Reply,
      { api: words = {}, ...options }: Partial<GatewayOptions> & { readonly api?: object } = {},
    ): Promise<Shop> {
      const api = await heardApi(reply);
      apis.push(api);
      const gateway = things.gateway({
        sources: [looseSource('shop', members, words)],
        typeDefs,
        baseUrls: { shop: api.baseUrl },
        ...options,
      });
      return { api, gateway, run: (query, variables) => ask(gateway, { query, ...(variables ? { variables } : {}) }) };
    },
    async end(): Promise<void> {
      await things.end();
      for (const api of apis.splice(0)) await api.stop();
    },
  };
};
