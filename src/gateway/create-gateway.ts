import type { AddressInfo } from 'node:net';
import type { HeaderMap } from '@apollo/server';
import type { DocumentNode, FormattedExecutionResult } from 'graphql';
import { buildGraph, type GraphContext, graphContext } from '../schema/index.ts';
import { apolloServer } from './apollo.ts';
import { logCalls } from './call-log.ts';
import { httpFront } from './http-front.ts';
import { beginOperation, requestIdOf, timeoutOf } from './operation-scope.ts';
import { complete, type GatewayOptions, OptionsError } from './options.ts';

/** An operation for `execute`. */
export interface GatewayRequest {
  readonly query: string | DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** Like those of an HTTP request: `breakwater-timeout-ms`, `x-request-id`. Lower-case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Leaves early: all calls of the operation are ended. */
  readonly signal?: AbortSignal;
}

/** A graph, ready to be served or asked. */
export interface Gateway {
  /** Begins to serve over HTTP. @throws if the port is taken */
  start(): Promise<{ readonly url: string }>;
  /** Stops serving and asking; operations under way are ended. */
  stop(): Promise<void>;
  /** Runs one operation without HTTP, through the same pipeline. Never rejects for what an API does. */
  execute(request: GatewayRequest): Promise<FormattedExecutionResult>;
  /** The graph as clients see it, as SDL. */
  readonly sdl: string;
}

/**
 * Builds a gateway; what can be checked is checked here.
 * @throws ContractError with all problems of the graph; OptionsError for options that cannot work, or credentials that are missing where they are required
 */
export const createGateway = (given: GatewayOptions): Gateway => {
  const options = complete(given);
  const { log, clock, transport } = options;
  const graph = buildGraph({ ...options, report: logCalls(log) });
  checkCredentials(options, graph.upstreams);
  const server = apolloServer(graph.schema, options);
  const running = new Set<(why: string) => void>();

  const begin = (
    headers: { get(name: string): string | undefined },
    requestId: string,
  ): { context: GraphContext; abort: (why: string) => void; end: () => void } => {
    const timeoutMs = timeoutOf(headers, options.deadlineMs, options.maxDeadlineMs);
    const { scope, abort } = beginOperation(requestId, timeoutMs, clock);
    running.add(abort);
    return { context: graphContext(graph.upstreams, scope), abort, end: () => running.delete(abort) };
  };
  const front = httpFront({
    server,
    maxRequestBytes: options.maxRequestBytes,
    context(headers: HeaderMap, requestId, onEnd) {
      const { context, abort, end } = begin(headers, requestId);
      onEnd(() => abort('the client has left'), end);
      return context;
    },
  });
  let starting: Promise<void> | undefined;
  const startApollo = () => (starting ??= server.start());

  return {
    sdl: graph.sdl,
    async start() {
      await startApollo();
      await new Promise<void>((resolve, reject) => {
        front.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, options)));
        front.listen(options.port, options.host, resolve);
      });
      const { port } = front.address() as AddressInfo;
      const host = options.host.includes(':') ? `[${options.host}]` : options.host;
      return { url: `http://${host}:${port}/graphql` };
    },
    async stop() {
      for (const abort of running) abort('the gateway stops');
      const closed = new Promise<void>((resolve) => (front.listening ? front.close(() => resolve()) : resolve()));
      front.closeIdleConnections();
      const force = clock.after(1_000, () => front.closeAllConnections());
      await closed;
      force();
      if (starting) await server.stop();
      transport.close();
    },
    async execute({ headers = {}, signal, ...request }) {
      await startApollo();
      const map = new Map(Object.entries(headers));
      const { context, abort, end } = begin(map, requestIdOf(map));
      const leave = () => abort('the caller has left');
      if (signal?.aborted) leave();
      signal?.addEventListener('abort', leave, { once: true });
      try {
        const { body } = await server.executeOperation(request as never, { contextValue: context });
        return body.kind === 'single' ? (body.singleResult as FormattedExecutionResult) : { errors: [] };
      } finally {
        signal?.removeEventListener('abort', leave);
        end();
      }
    },
  };
};

const listenError = (error: NodeJS.ErrnoException, { port, host }: { port: number; host: string }): Error => {
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is in use. Choose another: --port 4001, or port in breakwater.config.ts.`,
    EACCES: `Port ${port} may not be opened by this user. Choose one above 1023.`,
    EADDRNOTAVAIL: `The address ${host} is not one of this machine's.`,
    ENOTFOUND: `The host ${host} could not be resolved.`,
  };
  return new OptionsError(
    sentences[error.code ?? ''] ?? `The server could not listen on ${host}:${port} (${error.code ?? 'unknown error'}).`,
  );
};

/** A missing credential is a warning in development, unless it is required; in production nothing starts without it. */
const checkCredentials = (
  { sources, production, log }: ReturnType<typeof complete>,
  upstreams: ReadonlyMap<string, { readonly missing: readonly string[] }>,
): void => {
  const sentences: string[] = [];
  for (const { api } of sources) {
    const missing = upstreams.get(api.name)?.missing ?? [];
    if (missing.length === 0) continue;
    const sentence = `${api.name} needs ${missing.join(' and ')} in the environment`;
    if (production || api.required) sentences.push(`${sentence}.`);
    else log.warn({ source: api.name, missing }, `${sentence}; until then its fields fail with UPSTREAM_AUTH_FAILED.`);
  }
  if (sentences.length > 0) throw new OptionsError(sentences.join('\n'));
};
