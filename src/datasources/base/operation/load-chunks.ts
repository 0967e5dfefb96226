import { asUpstreamError, type FailureKind, type UpstreamError } from '../../../resilience/index.ts';
import { isKeptByKey, type KeptRow, type KeptRows } from '../cache/kept-rows.ts';
import type { Scope } from '../scope.ts';
import { applyTransform } from './apply-transform.ts';
import type { Ask } from './ask.ts';
import { type Chunk, cutIntoChunks, type Refused } from './chunks.ts';
import { type Matched, matchRows } from './match.ts';
import type { Args, BatchOperation, Key } from './operation.ts';

/** A batch under way. */
export interface Batch {
  readonly operation: BatchOperation;
  readonly args: Args;
  readonly ask: Ask;
  readonly scope: Scope;
  /** Where its rows are kept; `null`: nowhere. */
  readonly rows: KeptRows | null;
  /** What was kept of its keys when it began. */
  readonly known: ReadonlyMap<Key, KeptRow>;
  /** Calls that may still be spent on finding out which keys an API refuses, or how many are too many. */
  extraCalls: number;
  /** Keys that got what was kept of them in place of a failure. */
  stoodIn: number;
}

/** Keys with what each of them gets: its row or rows, `null`, or a failure. */
export type Answered = readonly (readonly [Key, Matched])[];

/** Asks for keys, in as many requests as they need. A failure becomes the answer of the keys it is for. */
export const loadChunks = async (batch: Batch, keys: readonly Key[], max: number): Promise<Answered> => {
  const { operation, args, ask } = batch;
  const build = (part: readonly Key[]) => ask.build(operation.make(operation.whole ? [] : part, args));
  const chunks = cutIntoChunks(keys, max, build, (built) => operation.whole || ask.fits(built));
  return (await Promise.all(chunks.map((chunk) => loadChunk(batch, chunk)))).flat();
};

/** The same, one after another: answers that are too large are not to fill the memory together. */
const loadInTurn = async (batch: Batch, keys: readonly Key[], max: number): Promise<Answered> => {
  const answered: (readonly [Key, Matched])[] = [];
  for (let at = 0; at < keys.length; at += max)
    answered.push(...(await loadChunks(batch, keys.slice(at, at + max), max)));
  return answered;
};

type BuiltChunk = Chunk<ReturnType<Ask['build']>> | Refused;

const loadChunk = async (batch: Batch, chunk: BuiltChunk): Promise<Answered> => {
  if ('failure' in chunk) return [[chunk.key, chunk.failure]];
  const { operation, args, ask, scope, rows } = batch;
  const { keys } = chunk;
  try {
    const answer = await ask.send(chunk.request, scope, !isKeptByKey(operation));
    const sent = listOf(answer.value);
    const matched = matchRows(operation, listOf(applyTransform(operation, sent, args)), keys, sent);
    rows?.keep(keys, matched, answer);
    return keys.map((key, i) => [key, matched[i] ?? null]);
  } catch (error) {
    const failure = asUpstreamError(error);
    if (keys.length > 1 && !operation.whole && mayDoWithFewer(failure) && batch.extraCalls >= 2) {
      batch.extraCalls -= 2;
      const half = Math.ceil(keys.length / 2);
      return failure.kind === 'tooLarge' ? loadInTurn(batch, keys, half) : loadChunks(batch, keys, half);
    }
    return keys.map((key) => [key, answerFor(key, failure, keys.length === 1, batch)]);
  }
};

/** What a key gets of a failed request. */
const answerFor = (key: Key, failure: UpstreamError, only: boolean, batch: Batch): Matched => {
  const { operation, rows, known, scope } = batch;
  const row = known.get(key);
  if (row && rows?.standsIn(row, failure, scope)) {
    batch.stoodIn += 1;
    return row.value.value;
  }
  if (failure.kind !== 'notFound' || !only) return failure;
  // It is gone: what was kept of it is worth nothing any more.
  rows?.drop(key);
  if (!operation.notFoundIsNull) return failure;
  return operation.list ? Object.freeze([]) : null;
};

/** An answer of null holds no rows. */
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** One key may have spoilt the request for the others, or there were too many of them. */
const cured: ReadonlySet<FailureKind> = new Set(['notFound', 'rejected', 'tooMuch', 'tooLarge']);

/**
 * Whether fewer keys may be answered. Of what the API could not do at all, less is no cure, and an outage is not to be multiplied; who says when
 * to ask again means the same request.
 */
const mayDoWithFewer = ({ kind, facts }: UpstreamError): boolean => cured.has(kind) && facts.retryAfterMs === undefined;
