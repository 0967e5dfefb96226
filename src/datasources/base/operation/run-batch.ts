import DataLoader from 'dataloader';
import { asUpstreamError, isUpstreamError } from '../../../resilience/index.ts';
import type { Scope } from '../scope.ts';
import { applyThen } from './apply-then.ts';
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
  const loader = new DataLoader<Key, unknown, string>(
    (keys) => loadBatch(operation, keys, args, ask, scope) as Promise<readonly unknown[]>,
    {
      cacheKeyFn: (key) => keyText(operation, key),
    },
  );
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
  const build = (part: readonly Key[]) => ask.build(operation.make(operation.whole ? [] : part, args));
  const chunks = cutIntoChunks(keys, operation.max, build, (built) => operation.whole || ask.fits(built));
  const answers = new Map<Key, Matched>();
  await Promise.all(
    chunks.map(async (chunk) => {
      for (const [key, answer] of await loadChunk(operation, chunk, args, ask, scope)) answers.set(key, answer);
    }),
  );
  return keys.map((key) => answers.get(key) ?? null);
};

type BuiltChunk = Chunk<ReturnType<Ask['build']>> | Refused;

const loadChunk = async (
  operation: BatchOperation,
  chunk: BuiltChunk,
  args: Args,
  ask: Ask,
  scope: Scope,
): Promise<readonly (readonly [Key, Matched])[]> => {
  if ('failure' in chunk) return [[chunk.key, chunk.failure]];
  try {
    const rows = applyThen(operation, await ask.send(chunk.request, scope), args);
    const matched = matchRows(operation, Array.isArray(rows) ? rows : [], chunk.keys);
    return chunk.keys.map((key, i) => [key, matched[i] ?? null]);
  } catch (error) {
    const isNull =
      operation.notFoundIsNull && isUpstreamError(error) && error.kind === 'notFound' && chunk.keys.length === 1;
    const answer = isNull ? (operation.list ? [] : null) : asUpstreamError(error);
    return chunk.keys.map((key) => [key, answer]);
  }
};
