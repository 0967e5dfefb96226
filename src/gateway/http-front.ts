import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { GraphContext } from '../schema/index.ts';
import { requestIdOf } from './operation-scope.ts';

/** A request that cannot become a GraphQL request. */
class BadRequest extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface FrontOptions {
  readonly server: ApolloServer<GraphContext>;
  readonly maxRequestBytes: number;
  /** Makes the context; it learns when the client has left early, and when the exchange has ended either way. */
  readonly context: (
    headers: HeaderMap,
    requestId: string,
    onEnd: (left: () => void, ended: () => void) => void,
  ) => GraphContext;
}

/** Serves GraphQL at `/graphql` over `node:http`, with as little between the socket and Apollo as can be. */
export const httpFront = (options: FrontOptions): Server =>
  createServer((request, response) => {
    handle(request, response, options).catch((error: unknown) => {
      const status = error instanceof BadRequest ? error.status : 500;
      const code = error instanceof BadRequest ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR';
      const message = error instanceof BadRequest ? error.message : 'Internal error';
      answer(
        response,
        status,
        'application/json',
        `${JSON.stringify({ errors: [{ message, extensions: { code } }] })}\n`,
      );
    });
  });

const handle = async (
  request: IncomingMessage,
  response: ServerResponse,
  { server, maxRequestBytes, context }: FrontOptions,
): Promise<void> => {
  const [path = '', ...rest] = (request.url ?? '').split('?');
  if (path === '/') return redirect(response);
  if (path !== '/graphql') return answer(response, 404, 'text/plain', 'Not found. GraphQL is at /graphql.\n');
  const headers = headerMap(request);
  const requestId = requestIdOf(headers);
  response.setHeader('x-request-id', requestId);
  const body = request.method === 'POST' ? await readJson(request, maxRequestBytes) : undefined;
  const onEnd = (left: () => void, ended: () => void) =>
    void response.once('close', () => {
      if (!response.writableFinished) left();
      ended();
    });
  const out = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method ?? 'GET',
      headers,
      body,
      search: rest.length > 0 ? `?${rest.join('?')}` : '',
    },
    context: async () => context(headers, requestId, onEnd),
  });
  await send(response, out);
};

const headerMap = ({ headers }: IncomingMessage): HeaderMap => {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  return map;
};

const readJson = async (request: IncomingMessage, maxBytes: number): Promise<unknown> => {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes)
    throw new BadRequest(413, `The request body is larger than ${maxBytes} bytes.`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new BadRequest(413, `The request body is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  // Other types are left to Apollo, which refuses them: a form or plain text could come from a foreign page (CSRF).
  if (!/^application\/(json|graphql-response\+json)\b/i.test(request.headers['content-type'] ?? '')) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new BadRequest(400, 'The request body is not JSON.');
  }
};

const send = async (response: ServerResponse, { headers, status, body }: HTTPGraphQLResponse): Promise<void> => {
  for (const [name, value] of headers) response.setHeader(name, value);
  response.statusCode = status ?? 200;
  if (body.kind === 'complete') return void response.end(body.string);
  for await (const chunk of body.asyncIterator) response.write(chunk);
  response.end();
};

const redirect = (response: ServerResponse): void => {
  response.writeHead(302, { location: '/graphql' }).end();
};

const answer = (response: ServerResponse, status: number, type: string, body: string): void => {
  if (response.headersSent) return void response.destroy();
  // What is left of a refused body is not read.
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, connection: 'close' }).end(body);
};
