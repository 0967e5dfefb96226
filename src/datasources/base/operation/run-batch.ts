import DataLoader from 'dataloader';
import type { Scope } from '../scope.ts';
import { argsText } from './args-text.ts';
import type { Ask } from './ask.ts';
import { type Batch, loadChunks } from './load-chunks.ts';
import { keyText, type Matched } from './match.ts';
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
  const loader = new DataLoader<Key, unknown, string>((keys) => loadBatch(name, operation, keys, args, ask, scope), {
    cacheKeyFn: (key) => keyText(operation, key),
  });
  scope.loaders.set(id, loader);
  return loader;
};

/** Enough to find one key among a hundred, and no more: an API that refuses everything is not asked a hundred times. */
export const MAX_EXTRA_CALLS = 16;

/** The answer for each key, in their order; failures as errors in place, so that one key does not cost another. */
const loadBatch = async (
  name: string,
  operation: BatchOperation,
  keys: readonly Key[],
  args: Args,
  ask: Ask,
  scope: Scope,
): Promise<readonly Matched[]> => {
  const rows = ask.rows(operation, args, scope);
  const known = (await rows?.find(keys)) ?? new Map();
  const batch: Batch = { operation, args, ask, scope, rows, known, extraCalls: MAX_EXTRA_CALLS, stoodIn: 0 };
  const { answers, old } = fromKept(batch);
  const missing = keys.filter((key) => !answers.has(key));
  const fetched = missing.length === 0 ? [] : await loadChunks(batch, missing, operation.max);
  const fresh = keys.length - missing.length - old;
  const [source = '', member = ''] = name.split('.');
  scope.journal?.batches.push({ source, operation: member, keys: keys.length, fresh, stale: old + batch.stoodIn });
  for (const [key, answer] of fetched) answers.set(key, answer);
  return keys.map((key) => answers.get(key) ?? null);
};

/** The rows that can be used as they are kept. Those that are no longer as good as new are fetched again, together, for whoever asks next. */
const fromKept = (batch: Batch): { readonly answers: Map<Key, Matched>; readonly old: number } => {
  const { operation, rows, known, scope } = batch;
  const served = [...known].map(([key, row]) => ({ key, row, as: rows?.serves(row, scope) }));
  const old = served.filter(({ as }) => as === 'stale').map(({ key }) => key);
  rows?.refresh(old, scope, (keys, alone) =>
    loadChunks(
      { ...batch, scope: alone, known: new Map(), extraCalls: MAX_EXTRA_CALLS, stoodIn: 0 },
      keys,
      operation.max,
    ),
  );
  const answers = new Map(served.flatMap(({ key, row, as }): [Key, Matched][] => (as ? [[key, row.value.value]] : [])));
  return { answers, old: old.length };
};
