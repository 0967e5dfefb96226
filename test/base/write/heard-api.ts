import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request with all that came of it. */
export interface Heard {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** An API on 127.0.0.1 that remembers whole requests. */
export interface HeardApi {
  readonly baseUrl: string;
  readonly heard: Heard[];
  /** `POST /charges`, in their order. */
  wire(): readonly string[];
  stop(): Promise<void>;
}

/** What comes back: a document with status 200, or whatever the function does with the response itself. */
export type Reply = (heard: Heard, response: ServerResponse, nth: number) => unknown;

export const heardApi = async (reply: Reply): Promise<HeardApi> => {
  const heard: Heard[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    const one = { method, target: url, headers, body: Buffer.concat(chunks).toString('latin1') };
    heard.push(one);
    const document = reply(one, response, heard.length);
    if (document === undefined) return;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(document));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/`,
    heard,
    wire: () => heard.map(({ method, target }) => `${method} ${target}`),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
