import { asUpstreamError, type CallEvent, type Clock, compose, type Random } from '../../resilience/index.ts';
import { answerReader } from './answer-reader.ts';
import type { Environment } from './auth/auth.ts';
import { signer } from './auth/signer.ts';
import type { Shapes } from './contract/shape.ts';
import { type AnswerReader, exchange, type HttpCall } from './exchange.ts';
import type { Ask, Built } from './operation/ask.ts';
import { type Args, isOperation, type Key, type Operation } from './operation/operation.ts';
import { loaderOf } from './operation/run-batch.ts';
import { runGet } from './operation/run-get.ts';
import { pipeline } from './pipeline.ts';
import type { Scope } from './scope.ts';
import type { SourceClass } from './source/data-source.ts';
import { withDefaults } from './source/defaults.ts';
import { buildUrl } from './source/url.ts';
import type { Transport } from './transport/transport.ts';

/** What an `Upstream` is made with. */
export interface UpstreamOptions {
  readonly Source: SourceClass;
  readonly shapes: Shapes;
  /** For each operation that is its type's own loader: answers of others lack `detail` fields. */
  readonly isLoader: (operation: string) => boolean;
  /** Instead of `api.baseUrl`. */
  readonly baseUrl?: string | undefined;
  readonly environment: Environment;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly report: (event: CallEvent, call: HttpCall) => void;
  /** Hears of what is wrong with the contract. `operation` is null for problems of a type. */
  readonly problem: (what: string, message: string) => void;
}

/** A source while the process lives: its descriptors compiled, its connections, its memory. Holds nothing of any caller. */
export interface Upstream {
  readonly name: string;
  readonly operations: ReadonlyMap<string, Operation>;
  /** Environment variables of the credential that are not set. */
  readonly missing: readonly string[];
  /** Runs a `get`. @throws UpstreamError */
  get(operation: string, args: Args, scope: Scope): Promise<unknown>;
  /** Asks a `batch` for one key; keys asked for together travel together. @throws UpstreamError */
  load(operation: string, key: Key, args: Args, scope: Scope): Promise<unknown>;
}

/** The operations of a source, by member name. */
export const operationsOf = (Source: SourceClass): ReadonlyMap<string, Operation> =>
  new Map(Object.entries(new Source()).filter((member): member is [string, Operation] => isOperation(member[1])));

/** Connects a source: everything that can be compiled is compiled here. */
export const connect = (options: UpstreamOptions): Upstream => {
  const { Source, clock } = options;
  const { api, base } = withDefaults(Source.api, options.baseUrl);
  const operations = operationsOf(Source);
  const itsSigner = signer(api.auth, options.environment);
  const { timeouts, maxBytes } = api;
  const attempt = exchange({
    transport: options.transport,
    signer: itsSigner,
    maxBytes,
    connectMs: timeouts.connectMs,
    epochMs: Date.now,
  });
  const call = compose(
    pipeline({ timeouts, retry: api.retry, report: options.report, clock, random: options.random }),
    attempt,
  );

  const askOf = (name: string, reader: AnswerReader): Ask => ({
    build(request) {
      const { path, query = {}, headers = {} } = typeof request === 'string' ? { path: request } : request;
      return {
        url: buildUrl(base, path, { ...api.query, ...query }),
        headers: { ...lowerCase(api.headers), ...lowerCase(headers) },
      };
    },
    fits: ({ url }) => url.href.length <= api.maxUrlLength,
    send: (built, scope) =>
      once(scope, `${api.name}.${name} ${built.url.href} ${JSON.stringify(built.headers)}`, (key) =>
        call(httpCall(name, reader, built, key, scope)),
      ),
  });
  const httpCall = (
    operation: string,
    reader: AnswerReader,
    { url, headers }: Built,
    key: string,
    scope: Scope,
  ): HttpCall => ({
    source: api.name,
    operation,
    key: `${itsSigner.identity} ${key}`,
    idempotent: true,
    deadline: () => scope.deadline,
    signal: scope.signal,
    trace: { attempts: 0, shared: false },
    requestId: scope.requestId,
    method: 'GET',
    url,
    headers,
    reader,
  });

  const asks = new Map<string, Ask>();
  for (const [name, operation] of operations) {
    const reader = answerReader({
      api,
      name,
      operation,
      shapes: options.shapes,
      detail: options.isLoader(name),
      problem: options.problem,
    });
    asks.set(name, askOf(name, reader));
  }
  const member = (name: string): { operation: Operation; ask: Ask } => {
    const operation = operations.get(name);
    const ask = asks.get(name);
    if (!operation || !ask) throw new TypeError(`${api.name} has no operation "${name}"`);
    return { operation, ask };
  };
  /** Errors that left the pipeline know their source; those from before it do not. */
  const named = (name: string) => (error: unknown) => {
    throw asUpstreamError(error).with({ source: api.name, operation: name });
  };

  return {
    name: api.name,
    operations,
    missing: itsSigner.missing,
    get(name, args, scope) {
      const { operation, ask } = member(name);
      if (operation.kind !== 'get') throw new TypeError(`${api.name}.${name} is a ${operation.kind}; ask it by key`);
      return runGet(operation, args, ask, scope).catch(named(name));
    },
    load(name, key, args, scope) {
      const { operation, ask } = member(name);
      if (operation.kind !== 'batch')
        throw new TypeError(`${api.name}.${name} is a ${operation.kind}; it takes no key`);
      return loaderOf(`${api.name}.${name}`, operation, args, ask, scope).load(key).catch(named(name));
    },
  };
};

/** Names of headers are the same in any case: what is said last must win. */
const lowerCase = (headers: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Equal requests of one operation are one call, and have one answer, be it a failure. */
const once = (scope: Scope, key: string, send: (key: string) => Promise<unknown>): Promise<unknown> => {
  const known = scope.answers.get(key);
  if (known !== undefined) return known;
  const answer = send(key);
  scope.answers.set(key, answer);
  return answer;
};
