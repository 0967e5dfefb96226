import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { SimulatedAnswer } from 'breakwater';
import { storage } from './storage.ts';

const BASE = '/v1/';
export const TOKEN = 'storage-token';

/** A storage on loopback whose API asks for a token, and whose places take files of any size without holding them. */
export interface StorageServer {
  readonly baseUrl: string;
  /** Requests in the order of arrival, with the bytes of their bodies: `PUT objects/u1 20971520`. */
  readonly wire: string[];
  /** Idempotency keys of requests to the API. */
  readonly keys: (string | undefined)[];
  /** Sets its clock forward. */
  readonly pass: (ms: number) => void;
  /** The next request to the API is acted upon, and its connection ends without an answer. */
  readonly loseNextAnswer: () => void;
  readonly stop: () => Promise<void>;
}

export const startStorage = async (): Promise<StorageServer> => {
  let passed = 0;
  let losing = false;
  const { answer, refusal, receive } = storage(() => Date.now() + passed);
  const wire: string[] = [];
  const keys: (string | undefined)[] = [];
  const say = (response: ServerResponse, { status = 200, headers, body }: SimulatedAnswer): void =>
    void response.writeHead(status, headers).end(body);
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers: raw } = request;
    const { pathname, searchParams: query } = new URL(url, 'http://localhost');
    const path = pathname.slice(BASE.length);
    const headers = Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, String(value)]));
    if (path.startsWith('objects/')) {
      const refused = refusal({ method, path, query, headers });
      // A real storage hangs up on whoever goes on sending; here what comes is thrown away.
      const received = await hashed(request);
      wire.push(`${method} ${path} ${received.bytes}`);
      if (refused) return say(response, refused);
      receive(path, received);
      return void response.writeHead(204).end();
    }
    const body = await text(request);
    wire.push(`${method} ${path} ${Buffer.byteLength(body)}`);
    keys.push(headers['idempotency-key']);
    if (headers['authorization'] !== `Bearer ${TOKEN}`) return void response.writeHead(401).end();
    const answered = answer({ method, path, query, headers, body });
    if (losing) {
      losing = false;
      return void request.socket.destroy();
    }
    say(response, answered);
  };
  const server = createServer((request, response) => void respond(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE}`,
    wire,
    keys,
    pass: (ms) => {
      passed += ms;
    },
    loseNextAnswer: () => {
      losing = true;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** Looks at each chunk once, and keeps none. */
const hashed = async (request: IncomingMessage) => {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
};
