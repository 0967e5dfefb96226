import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from './answers.ts';
import type { SimulatedAnswer, Simulator } from './simulator.ts';

export interface HostOptions {
  /** The port to listen on; 0 lets the system choose one. @default 0 */
  port?: number;
}

export interface HostedSimulator {
  /** The simulator's base URL, ending in a slash: `http://127.0.0.1:49152/v2/`. */
  baseUrl: string;
  /** Requests in the order of arrival, as sent: `GET /v2/country/JP?format=json`. Only the last 10,000: a host may run for days. */
  wire: string[];
  /** Stops listening and drops open connections at once. Stopping twice is harmless. */
  stop: () => Promise<void>;
}

const MAX_WIRE = 10_000;

/** Serves a simulator over real HTTP, on loopback only. */
export async function hostSimulator(simulator: Simulator, { port = 0 }: HostOptions = {}): Promise<HostedSimulator> {
  const wire: string[] = [];
  const server = createServer((request, response) => {
    wire.push(`${request.method} ${request.url}`);
    if (wire.length > MAX_WIRE) wire.shift();
    void respond(simulator, request, response);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('Expected a TCP address to listen on.');
  return {
    baseUrl: `http://127.0.0.1:${address.port}${simulator.basePath}`,
    wire,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Clients keep connections alive, and close() alone would wait for them.
        server.closeAllConnections();
      }),
  };
}

async function respond(simulator: Simulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let answer: SimulatedAnswer;
  try {
    answer = await ask(simulator, request);
  } catch {
    // A stack trace is nothing a real API would show, and nobody should come to rely on it.
    answer = text('Internal Server Error\n', 500);
  }
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status ?? 200, { ...answer.headers, 'content-length': body.length }).end(body);
}

async function ask(simulator: Simulator, request: IncomingMessage): Promise<SimulatedAnswer> {
  // Not `new URL`, which would normalise the path and take `//x` for a host.
  const [pathname = '', ...search] = (request.url ?? '').split('?');
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  if (!pathname.startsWith(simulator.basePath)) return text(`Not Found: ${pathname}\n`, 404);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return simulator.answer({
    method: request.method ?? 'GET',
    path: pathname.slice(simulator.basePath.length),
    query: new URLSearchParams(search.join('?')),
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString('utf8'),
  });
}
