import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DocumentNode, FormattedExecutionResult } from 'graphql';
import { buildGraph } from '../schema/index.ts';
import { apolloServer } from './apollo.ts';
import { backgroundClock } from './background-clock.ts';
import { BadRequest, refusal } from './bad-request.ts';
import { logNotices } from './call-log.ts';
import { checkCredentials } from './check-credentials.ts';
import { checkRequest } from './check-request.ts';
import { checkedStore } from './checked-store.ts';
import { httpFront } from './http-front.ts';
import { close, listen } from './listen.ts';
import { requestIdOf } from './operation-scope.ts';
import { type Begun, operations } from './operations.ts';
import { complete, type GatewayOptions } from './options.ts';
import { tellCalls } from './tell-calls.ts';
import { tellUnexpected } from './tell-unexpected.ts';
import { watchDrift } from './watch-drift.ts';

/** An operation for `execute`. */
export interface GatewayRequest {
  readonly query: string | DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** Like those of an HTTP request: `breakwater-timeout-ms`, `breakwater-explain`, `x-request-id`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Leaves early: all calls of the operation are ended. */
  readonly signal?: AbortSignal;
}

/** A graph, ready to be served or asked. */
export interface Gateway {
  /** Begins to serve over HTTP, once. @throws OptionsError if the port is taken; Error if it serves already, or was stopped */
  start(): Promise<{ readonly url: string }>;
  /** Stops serving and asking, for good; operations under way are ended. Stopping twice is harmless. */
  stop(): Promise<void>;
  /** Answers one HTTP request, for a server that is not its own. @throws Error if it was stopped */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Runs one operation without HTTP, through the same pipeline. Never rejects for what an API does, nor for a bad request. @throws Error if it was stopped */
  execute(request: GatewayRequest): Promise<FormattedExecutionResult>;
  /** The graph as clients see it, as SDL. */
  readonly sdl: string;
}

/** Answers under way may be sent for this long after `stop`. */
const STOP_PATIENCE_MS = 1_000;

/**
 * Builds a gateway; what can be checked is checked here.
 * @throws ContractError with all problems of the graph; OptionsError for options that cannot work, or credentials that are missing where they are required
 */
export const createGateway = (given: GatewayOptions): Gateway => {
  const options = complete(given);
  const drift = watchDrift({ ...options, clock: backgroundClock(options.clock) });
  const graph = buildGraph({
    ...options,
    store: checkedStore(options.store),
    report: tellCalls(options),
    notice: logNotices(options.log),
    tap: drift.tap,
  });
  drift.compareBy(graph.upstreams);
  checkCredentials(options, graph.upstreams);
  for (const warning of options.warnings) options.log.warn({}, warning);
  const server = apolloServer(graph, options);
  const all = operations(graph.upstreams, options);
  const unexpected = tellUnexpected(options.log);
  const front = httpFront({ server, maxRequestBytes: options.maxRequestBytes, begin: all.begin, unexpected });
  let apollo: Promise<void> | undefined;
  let serving: Promise<string> | undefined;
  let stopping: Promise<void> | undefined;

  const ready = (): Promise<void> => {
    if (stopping !== undefined) throw new Error('This gateway was stopped. Make another with createGateway.');
    apollo ??= server.start();
    return apollo;
  };
  const serve = async (): Promise<string> => {
    await ready();
    return listen(front, options);
  };
  const stop = async (): Promise<void> => {
    all.stop();
    drift.stop();
    for (const upstream of graph.upstreams.values()) upstream.stop();
    await serving?.catch(() => {});
    await close(front, STOP_PATIENCE_MS);
    if (apollo !== undefined) await server.stop();
    options.transport.close();
  };

  return {
    sdl: graph.sdl,
    async start() {
      if (serving !== undefined) throw new Error('This gateway serves already.');
      serving = serve();
      try {
        return { url: await serving };
      } catch (error) {
        serving = undefined;
        throw error;
      }
    },
    stop: () => (stopping ??= stop()),
    handle(request, response) {
      void ready().then(
        () => front.emit('request', request, response),
        () => response.destroy(),
      );
    },
    async execute(request) {
      await ready();
      const { headers = {}, signal, ...question } = request ?? {};
      const map = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const requestId = requestIdOf(map);
      try {
        checkRequest(question);
        const begun = all.begin(map, requestId);
        return await run(begun, signal, async () => {
          const { body } = await server.executeOperation(question as never, { contextValue: begun.context });
          return body.kind === 'single' ? body.singleResult : { errors: [] };
        });
      } catch (error) {
        if (!(error instanceof BadRequest)) unexpected(error, requestId);
        return { errors: refusal(error, requestId).errors };
      }
    },
  };
};

/** Runs an operation that its caller may leave. */
const run = async <T>({ abort, end }: Begun, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
  const leave = () => abort('the caller has left');
  if (signal?.aborted) leave();
  signal?.addEventListener('abort', leave, { once: true });
  try {
    return await work();
  } finally {
    signal?.removeEventListener('abort', leave);
    end();
  }
};
