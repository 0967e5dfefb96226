import { asUpstreamError, narrowed, UpstreamError } from '../../resilience/index.ts';
import { answerReader } from './answer-reader.ts';
import { asksAtBase } from './asks-at-base.ts';
import { missingOf } from './auth/members-of.ts';
import { openTools } from './auth/open-tools.ts';
import { signers } from './auth/signers.ts';
import { generations } from './cache/generations.ts';
import { rowCache } from './cache/row-cache.ts';
import { callOf, shelfOf } from './call-of.ts';
import type { Survey, Surveyor } from './drift/survey.ts';
import { surveyor } from './drift/surveyor.ts';
import { encoderFor } from './enveloped.ts';
import type { Ask } from './operation/ask.ts';
import { type Args, isOperation, type Key, type Operation } from './operation/operation.ts';
import { loaderOf } from './operation/run-batch.ts';
import { runGet } from './operation/run-get.ts';
import { runPages } from './operation/run-pages.ts';
import { runWrite } from './operation/run-write.ts';
import { outgoing } from './outgoing.ts';
import { type Refused, type Slice, type SliceArgs, sliceOf } from './pages/slice.ts';
import type { Scope } from './scope.ts';
import { baseFor } from './source/base-for.ts';
import type { SourceClass } from './source/data-source.ts';
import { type CompleteApi, withDefaults } from './source/defaults.ts';
import { standInOf } from './stand-in.ts';
import type { UpstreamOptions } from './upstream-options.ts';

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
  /** Compares an answer of an operation, as it came, with the contract. Compiled when it is first asked for. */
  survey(operation: string, body: Uint8Array, contentType: string | undefined): Survey | null;
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
      standIn: standInOf({ api, name, operation, shapes: options.shapes, detail: options.isLoader(name) }),
    })),
  });
  const surveyors = new Map<string, Surveyor>();
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
    survey(name, body, contentType) {
      const its =
        surveyors.get(name) ??
        surveyor({ api, name, operation: member(name), shapes: options.shapes, detail: options.isLoader(name) });
      surveyors.set(name, its);
      return its(body, contentType);
    },
  };
};

const readerOf = (
  name: string,
  operation: Operation,
  api: CompleteApi,
  { shapes, isLoader, problem }: UpstreamOptions,
) => answerReader({ api, name, operation, shapes, detail: isLoader(name), problem });
