import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGateway, type Gateway, type GatewayRequest } from '../../src/gateway/create-gateway.ts';
import { silentLog } from '../../src/gateway/log.ts';
import type { GatewayOptions } from '../../src/gateway/options.ts';

/** A JSON API on 127.0.0.1: a function from the URL to a document. */
export interface JsonApi {
  readonly baseUrl: string;
  /** Requests in the order they came: `/users?id=1`. */
  readonly wire: string[];
  stop(): Promise<void>;
}

type Answer = (url: URL, request: IncomingMessage, response: ServerResponse) => unknown;

/** Serves what `answer` returns, as JSON; undefined: `answer` has seen to the response itself. */
export const jsonApi = async (answer: Answer): Promise<JsonApi> => {
  const wire: string[] = [];
  const server = createServer((request, response) => {
    wire.push(request.url ?? '');
    const document = answer(new URL(request.url ?? '', 'http://api'), request, response);
    if (document === undefined) return;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(document));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { baseUrl: `http://127.0.0.1:${port}/`, wire, stop };
};

/** Gateways and servers of one test, and their end. */
export const openThings = () => {
  const open: { stop(): Promise<void> }[] = [];
  return {
    async api(answer: Answer): Promise<JsonApi> {
      const api = await jsonApi(answer);
      open.push(api);
      return api;
    },
    gateway(options: GatewayOptions): Gateway {
      const gateway = createGateway({ log: silentLog, port: 0, production: false, random: () => 0, ...options });
      open.push(gateway);
      return gateway;
    },
    async end(): Promise<void> {
      // Gateways first: they were opened last, and their connections would keep the servers.
      for (const each of open.splice(0).reverse()) await each.stop();
    },
  };
};

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A whole result, as a client would see it, but for the request ids. */
export const ask = async (gateway: Gateway, request: GatewayRequest | string): Promise<unknown> => {
  const { requestId, ...given } =
    typeof request === 'string' ? { query: request, requestId: 'r' } : { ...request, requestId: 'r' };
  return plain(await gateway.execute({ ...given, headers: { 'x-request-id': requestId, ...given.headers } }));
};
