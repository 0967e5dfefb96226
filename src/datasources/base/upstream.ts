import {
  asUpstreamError,
  type BreakerState,
  type CallEvent,
  type Clock,
  compose,
  type Decide,
  type Handler,
  narrowed,
  type Random,
  type Shelf,
  type Store,
  shelf,
  UpstreamError,
} from '../../resilience/index.ts';
import type { Answer } from './answer.ts';
import { answerReader } from './answer-reader.ts';
import { asksAtBase } from './asks-at-base.ts';
import type { Environment } from './auth/auth.ts';
import { missingOf } from './auth/members-of.ts';
import { openTools } from './auth/open-tools.ts';
import { signers } from './auth/signers.ts';
import { freshnessOf } from './cache/freshness-of.ts';
import { generations } from './cache/generations.ts';
import { memoryStore } from './cache/memory-store.ts';
import { rowCache } from './cache/row-cache.ts';
import type { Shapes } from './contract/shape.ts';
import { encoderFor } from './enveloped.ts';
import { exchange, type HttpCall } from './exchange.ts';
import type { Ask } from './operation/ask.ts';
import { type Args, isOperation, type Key, type Operation } from './operation/operation.ts';
import { loaderOf } from './operation/run-batch.ts';
import { runGet } from './operation/run-get.ts';
import { runPages } from './operation/run-pages.ts';
import { runWrite } from './operation/run-write.ts';
import { outgoing } from './outgoing.ts';
import { type Refused, type Slice, type SliceArgs, sliceOf } from './pages/slice.ts';
import { type PolicyName, pipeline } from './pipeline.ts';
import type { Scope } from './scope.ts';
import { baseFor } from './source/base-for.ts';
import type { SourceClass } from './source/data-source.ts';
import { type CompleteApi, withDefaults } from './source/defaults.ts';
import type { Transport } from './transport/transport.ts';

/**
 * A change that concerns more than one call: a circuit that opens or closes, a cache that fails and is left alone for a while, one of several
 * credentials that was refused and is put aside.
 */
export interface Notice {
  readonly source: string;
  readonly what: 'circuit' | 'cache' | 'credential';
  readonly state: BreakerState | 'leftAlone' | 'putAside';
  /** The variables of the credential that it is about. */
  readonly variables?: readonly string[];
}

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
  /** Hears when the health of a source's parts changes. @default nobody does */
  readonly notice?: ((notice: Notice) => void) | undefined;
  /** Where a source's answers are kept, by its name. @default in the memory of this process */
  readonly store?: ((source: string) => Store<unknown>) | undefined;
  /** Policies to leave out: how tests see that each is needed. @default none */
  readonly without?: readonly PolicyName[] | undefined;
  /** Hears of what is wrong with the contract; `what` is a coordinate: `Country.code`, or `worldbank.country`. */
  readonly problem: (what: string, message: string) => void;
}

/** A source while the process lives: its descriptors compiled, its connections, its memory. Holds nothing of any caller. */
export interface Upstream {
  readonly name: string;
  readonly operations: ReadonlyMap<string, Operation>;
  /** Environment variables of the credential that are not set. */
  readonly missing: readonly string[];
  /** Ends what goes on in the background. */
  stop(): void;
  /** Runs an operation that takes no keys: a `get`, a write, all pages of a list. @throws UpstreamError */
  run(operation: string, args: Args, scope: Scope): Promise<unknown>;
  /** Asks `pages` for a part of their list. @throws UpstreamError */
  slice(operation: string, args: Args, part: SliceArgs, scope: Scope): Promise<Slice | Refused | null>;
  /** Asks a `batch` for one key; keys asked for together travel together. @throws UpstreamError */
  load(operation: string, key: Key, args: Args, scope: Scope): Promise<unknown>;
}

/** The operations of a source, by member name. */
export const operationsOf = (Source: SourceClass): ReadonlyMap<string, Operation> =>
  new Map(Object.entries(new Source()).filter((member): member is [string, Operation] => isOperation(member[1])));

/** How an operation of each kind is run, those aside that take keys. */
const runners = { get: runGet, write: runWrite, pages: runPages } as const;

/** Connects a source: everything that can be compiled is compiled here. */
export const connect = (said: UpstreamOptions): Upstream => {
  const options = { ...said, transport: outgoing(said.Source.api, said.environment, said.transport) };
  const { api } = withDefaults(options.Source.api, options.baseUrl);
  const operations = operationsOf(options.Source);
  const { environment, transport, clock, random } = options;
  const itsDecide = narrowed(api.failures);
  const itsShelf = shelfOf(api, options);
  const life = new AbortController();
  const asksAt = asksAtBase({
    api,
    signers: signers(api.auth, environment, (base) => openTools(api, base, transport, clock)),
    call: callOf(api, itsShelf, itsDecide, life.signal, options),
    rows: itsShelf && rowCache(itsShelf, itsDecide, clock, random, life.signal),
    generations: generations(),
    clock,
    environment,
    compiled: [...operations].map(([name, operation]) => ({
      name,
      reader: readerOf(name, operation, api, options),
      encode: encoderFor(name, operation, api, options.isLoader(name), options),
    })),
  });
  const baseOf = baseFor(options.baseUrl ?? api.baseUrl, api.baseUrlFrom);

  const member = (name: string): Operation => {
    const operation = operations.get(name);
    if (!operation) throw new TypeError(`${api.name} has no operation "${name}"`);
    return operation;
  };
  /** How it is asked for whoever asks. @throws UpstreamError */
  const askFor = (name: string, { caller }: Scope): Ask => asksAt(baseOf(caller), name);
  /** Errors that left the pipeline know their source; those from before it do not. */
  const named = (name: string) => (error: unknown) => {
    throw asUpstreamError(error).with({ source: api.name, operation: name });
  };

  return {
    name: api.name,
    operations,
    missing: missingOf(api.auth, environment),
    stop: () => life.abort(new UpstreamError('cancelled', { detail: 'the source is given up' })),
    run(name, args, scope) {
      const operation = member(name);
      const { kind } = operation;
      if (kind === 'batch') throw new TypeError(`${api.name}.${name} takes keys`);
      const run = async () => runners[kind](operation as never, args, askFor(name, scope), scope);
      return run().catch(named(name));
    },
    slice(name, args, part, scope) {
      const operation = member(name);
      if (operation.kind !== 'pages') throw new TypeError(`${api.name}.${name} has no pages`);
      const slice = async () => sliceOf({ operation, args, ask: askFor(name, scope), scope }, part);
      return slice().catch(named(name));
    },
    load(name, key, args, scope) {
      const operation = member(name);
      if (operation.kind !== 'batch') throw new TypeError(`${api.name}.${name} takes no keys`);
      const load = async () => loaderOf(`${api.name}.${name}`, operation, args, askFor(name, scope), scope).load(key);
      return load().catch(named(name));
    },
  };
};

/** Where the answers of a source are kept, whole ones and rows; `null`: nowhere. */
const shelfOf = (
  { name, policies: { cache } }: CompleteApi,
  { store, without, clock, notice }: UpstreamOptions,
): Shelf<Answer> | null => {
  if (cache === null || without?.includes('cache')) return null;
  const its = (store?.(name) as Store<Answer> | undefined) ?? memoryStore(cache, clock);
  return shelf(its, clock, () => notice?.({ source: name, what: 'cache', state: 'leftAlone' }));
};

/** The one way in which a source is called: the policies around an attempt. */
const callOf = (
  api: CompleteApi,
  itsShelf: Shelf<Answer> | null,
  itsDecide: Decide,
  end: AbortSignal,
  { transport, report, notice, clock, random, without = [] }: UpstreamOptions,
): Handler<HttpCall, Answer> => {
  const { policies, maxBytes, allowPrivate = false } = api;
  const attempt = exchange({
    transport,
    maxBytes,
    connectMs: policies.timeouts.connectMs,
    allowPrivate,
    epochMs: Date.now,
    freshness: freshnessOf(policies.cache, Date.now),
  });
  const onCircuit = (target: string, state: BreakerState) => {
    // A rehearsed failure has a circuit of its own, which is no news of the API.
    if (!target.includes(' ')) notice?.({ source: api.name, what: 'circuit', state });
  };
  const onPutAside = ({ target, credentials }: HttpCall, account: string) => {
    const { variables = [] } = credentials.accounts?.get(account) ?? {};
    if (!target.includes(' ')) notice?.({ source: api.name, what: 'credential', state: 'putAside', variables });
  };
  const list = pipeline({
    policies,
    decide: itsDecide,
    shelf: itsShelf,
    report,
    onCircuit,
    onPutAside,
    end,
    clock,
    random,
    without,
  });
  return compose(list, attempt);
};

const readerOf = (
  name: string,
  operation: Operation,
  api: CompleteApi,
  { shapes, isLoader, problem }: UpstreamOptions,
) => answerReader({ api, name, operation, shapes, detail: isLoader(name), problem });
