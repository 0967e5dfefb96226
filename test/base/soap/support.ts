import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Api, SourceClass } from '../../../src/datasources/base/index.ts';
import { createGateway, type Gateway } from '../../../src/gateway/create-gateway.ts';

/** A request as it came. */
export interface Heard {
  readonly headers: http.IncomingHttpHeaders;
  readonly method: string;
  readonly body: string;
}

/** What a server answers. */
export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A real server whose answers a test says one after the other; the last is said again. */
export const saying = async () => {
  const heard: Heard[] = [];
  let answers: Said[] = [];
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      heard.push({ headers: request.headers, method: request.method ?? '', body: Buffer.concat(parts).toString() });
      const { status = 200, headers = {}, body } = (answers.length > 1 ? answers.shift() : answers[0]) ?? { body: '' };
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    heard,
    say: (...said: Said[]) => {
      heard.length = 0;
      answers = said;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
};

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A gateway over one source, which is at `url`. */
export const over = (Source: SourceClass, typeDefs: string, url: string): Gateway =>
  createGateway({ sources: [Source], typeDefs, baseUrls: { [Source.api.name]: url }, log: quiet });

/** What a client reads. */
export const asked = async (gateway: Gateway, query: string) => {
  const { data, errors = [] } = await gateway.execute({ query });
  return {
    data: JSON.parse(JSON.stringify(data ?? null)) as Readonly<Record<string, unknown>> | null,
    errors: errors.map(
      ({ message, extensions = {}, path = [] }) => `${path.join('.')} ${String(extensions['code'])} ${message}`,
    ),
  };
};

/** What all sources of these tests share: nothing is kept, and nothing is waited for. */
export const calm = {
  retry: { baseMs: 1, throttledBaseMs: 1, capMs: 1 },
  breaker: false,
  cache: false,
} as const satisfies Partial<Api>;
