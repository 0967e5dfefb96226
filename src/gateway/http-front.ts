import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { GraphContext } from '../schema/index.ts';
import { BadRequest, refusal } from './bad-request.ts';
import { requestIdOf } from './operation-scope.ts';
import type { Begun, Operations } from './operations.ts';
import { readJson } from './read-body.ts';

export interface FrontOptions {
  readonly server: ApolloServer<GraphContext>;
  readonly maxRequestBytes: number;
  readonly begin: Operations['begin'];
  /** Hears of what nobody planned; clients are told nothing of it. */
  readonly unexpected: (error: unknown, requestId: string) => void;
}

/** A request must have come in whole after this long. */
const REQUEST_MS = 30_000;
/** And its headers after this long. */
const HEADERS_MS = 10_000;

/** Serves GraphQL at `/graphql` over `node:http`, with as little between the socket and Apollo as can be. */
export const httpFront = (options: FrontOptions): Server =>
  createServer({ requestTimeout: REQUEST_MS, headersTimeout: HEADERS_MS }, (request, response) => {
    const headers = headerMap(request);
    const requestId = requestIdOf(headers);
    handle(request, response, headers, requestId, options).catch((error: unknown) => {
      if (!(error instanceof BadRequest)) options.unexpected(error, requestId);
      // What may be left of a refused body is not read.
      response.setHeader('connection', 'close');
      refuse(response, error, requestId);
    });
  });

const handle = async (
  request: IncomingMessage,
  response: ServerResponse,
  headers: HeaderMap,
  requestId: string,
  { server, maxRequestBytes, begin, unexpected }: FrontOptions,
): Promise<void> => {
  const { path, search } = targetOf(request);
  if (path === '/') return redirect(response);
  if (path !== '/graphql') return answer(response, 404, 'text/plain', 'Not found. GraphQL is at /graphql.\n');
  response.setHeader('x-request-id', requestId);
  const body = request.method === 'POST' ? await readJson(request, maxRequestBytes) : undefined;
  const begun = begin(headers, requestId);
  endWith(response, begun);
  const httpGraphQLRequest = { method: request.method ?? 'GET', headers, body, search };
  const out = await server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => begun.context });
  if ((out.status ?? 200) < 500) return send(response, out, requestId);
  // Apollo's own words may tell what went wrong inside: an answer that could not be written, for instance.
  const error = new Error(out.body.kind === 'complete' ? out.body.string.trim() : `HTTP ${out.status}`);
  unexpected(error, requestId);
  refuse(response, error, requestId);
};

const targetOf = ({ url = '' }: IncomingMessage): { readonly path: string; readonly search: string } => {
  const start = url.indexOf('?');
  return start < 0 ? { path: url, search: '' } : { path: url.slice(0, start), search: url.slice(start) };
};

/** The operation ends with the exchange; early, if the client has left. */
const endWith = (response: ServerResponse, { abort, end }: Begun): void => {
  const closed = () => {
    if (!response.writableFinished) abort('the client has left');
    end();
  };
  if (response.closed) closed();
  else response.once('close', closed);
};

const headerMap = ({ headers }: IncomingMessage): HeaderMap => {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  return map;
};

const send = async (
  response: ServerResponse,
  { headers, status = 200, body }: HTTPGraphQLResponse,
  requestId: string,
): Promise<void> => {
  for (const [name, value] of headers) response.setHeader(name, value);
  response.statusCode = status;
  if (body.kind === 'complete') return void response.end(status < 400 ? body.string : named(body.string, requestId));
  for await (const chunk of body.asyncIterator) response.write(chunk);
  response.end();
};

/** Apollo refuses some requests before there is an operation, and knows no request id then. */
const named = (text: string, requestId: string): string => {
  const answered = parsed(text);
  if (!answered) return text;
  const errors = answered.errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
  return `${JSON.stringify({ ...answered, errors })}\n`;
};

const parsed = (text: string): { readonly errors: readonly { readonly extensions?: object }[] } | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    const errors = typeof value === 'object' && value !== null && 'errors' in value ? value.errors : undefined;
    return Array.isArray(errors) ? (value as { readonly errors: [] }) : undefined;
  } catch {
    return undefined;
  }
};

const refuse = (response: ServerResponse, error: unknown, requestId: string): void => {
  const { status, errors } = refusal(error, requestId);
  answer(response, status, 'application/json', `${JSON.stringify({ errors })}\n`);
};

const redirect = (response: ServerResponse): void => {
  response.writeHead(302, { location: '/graphql' }).end();
};

const answer = (response: ServerResponse, status: number, type: string, body: string): void => {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(body);
};
