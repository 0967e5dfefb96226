import DataLoader from 'dataloader';
import { asUpstreamError, type UpstreamError } from '../../../resilience/index.ts';
import type { Scope } from '../scope.ts';
import { applyTransform } from './apply-transform.ts';
import type { Ask } from './ask.ts';
import { type Chunk, cutIntoChunks, type Refused } from './chunks.ts';
import { keyText, type Matched, matchRows } from './match.ts';
import type { Args, BatchOperation, Key } from './operation.ts';

/**
 * The loader of an operation for one set of arguments: keys asked for in one turn of the event loop become one batch, each key once.
 * Arguments beside the key split batches, so there is a loader for each set.
 */
export const loaderOf = (
  name: string,
  operation: BatchOperation,
  args: Args,
  ask: Ask,
  scope: Scope,
): DataLoader<Key, unknown, string> => {
  const id = `${name} ${argsText(args)}`;
  const known = scope.loaders.get(id);
  if (known) return known;
  const loader = new DataLoader<Key, unknown, string>((keys) => loadBatch(operation, keys, args, ask, scope), {
    cacheKeyFn: (key) => keyText(operation, key),
  });
  scope.loaders.set(id, loader);
  return loader;
};

/** Arguments as text: equal for equal arguments, in whatever order they were given. */
const argsText = (args: Args): string =>
  JSON.stringify(
    Object.entries(args)
      .filter(([, value]) => value !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

/** The answer for each key, in their order; failures as errors in place, so that one key does not cost another. */
const loadBatch = async (
  operation: BatchOperation,
  keys: readonly Key[],
  args: Args,
  ask: Ask,
  scope: Scope,
): Promise<readonly Matched[]> => {
  const batch: Batch = { operation, args, ask, scope, extraCalls: MAX_EXTRA_CALLS };
  const answers = new Map(await loadChunks(batch, keys, operation.max));
  return keys.map((key) => answers.get(key) ?? null);
};

/** A batch under way. */
interface Batch {
  readonly operation: BatchOperation;
  readonly args: Args;
  readonly ask: Ask;
  readonly scope: Scope;
  /** Calls that may still be spent on finding out which keys an API refuses. */
  extraCalls: number;
}

/** Enough to find one key among a hundred, and no more: an API that refuses everything is not asked a hundred times. */
const MAX_EXTRA_CALLS = 16;

type Answered = readonly (readonly [Key, Matched])[];

const loadChunks = async (batch: Batch, keys: readonly Key[], max: number): Promise<Answered> => {
  const { operation, args, ask } = batch;
  const build = (part: readonly Key[]) => ask.build(operation.make(operation.whole ? [] : part, args));
  const chunks = cutIntoChunks(keys, max, build, (built) => operation.whole || ask.fits(built));
  return (await Promise.all(chunks.map((chunk) => loadChunk(batch, chunk)))).flat();
};

type BuiltChunk = Chunk<ReturnType<Ask['build']>> | Refused;

const loadChunk = async (batch: Batch, chunk: BuiltChunk): Promise<Answered> => {
  if ('failure' in chunk) return [[chunk.key, chunk.failure]];
  const { operation, args, ask, scope } = batch;
  const { keys } = chunk;
  try {
    const sent = listOf(await ask.send(chunk.request, scope));
    const matched = matchRows(operation, listOf(applyTransform(operation, sent, args)), keys, sent);
    return keys.map((key, i) => [key, matched[i] ?? null]);
  } catch (error) {
    const failure = asUpstreamError(error);
    if (keys.length > 1 && !operation.whole && isForOneKey(failure) && batch.extraCalls >= 2) {
      batch.extraCalls -= 2;
      return loadChunks(batch, keys, Math.ceil(keys.length / 2));
    }
    const isNull = operation.notFoundIsNull && failure.kind === 'notFound' && keys.length === 1;
    const answer = isNull ? (operation.list ? Object.freeze([]) : null) : failure;
    return keys.map((key) => [key, answer]);
  }
};

/** An answer of null holds no rows. */
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Whether one key may have spoilt the request for the others. Of what the API could not do at all, less is no cure. */
const isForOneKey = ({ kind }: UpstreamError): boolean => kind === 'notFound' || kind === 'rejected';
