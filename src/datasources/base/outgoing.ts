import type { Environment } from './auth/auth.ts';
import type { Api } from './source/api.ts';
import { proxyOfSource } from './transport/proxies.ts';
import type { Transport } from './transport/transport.ts';

/** The transport of one source: what it says of proxies holds for all that it sends, also to where it gets its tokens. */
export const outgoing = ({ proxy }: Api, environment: Environment, transport: Transport): Transport => {
  if (proxy === undefined) return transport;
  return {
    send: async (request, signal) => transport.send({ ...request, proxy: proxyOfSource(proxy, environment) }, signal),
    close: () => transport.close(),
  };
};
