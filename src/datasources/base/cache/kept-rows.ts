import { isUpstreamError, type Kept, REFRESH_MS, type UpstreamError, useOf } from '../../../resilience/index.ts';
import type { Answer } from '../answer.ts';
import { holdsMisfit } from '../operation/holds-misfit.ts';
import type { BatchOperation, Key } from '../operation/operation.ts';
import { markStale, newScope, type Scope } from '../scope.ts';
import { freshnessOfRows, keptRow, type RowCache } from './row-cache.ts';

/** What is kept of one key: its row or rows, or that it has none. */
export type KeptRow = Kept<Answer>;

/** The rows of one batch and one set of arguments, each kept under its key, whatever keys it was fetched with. */
export interface KeptRows {
  /** What is kept of the keys; of some, nothing. */
  find(keys: readonly Key[]): Promise<ReadonlyMap<Key, KeptRow>>;
  /** Whether a row can be used at once. One that is not as good as new is marked. */
  serves(row: KeptRow, scope: Scope): 'fresh' | 'stale' | undefined;
  /** Whether a row stands in, marked, for what failed. */
  standsIn(row: KeptRow, failure: UpstreamError, scope: Scope): boolean;
  /** Keeps what an answer says of the keys; also that it holds no row for one. */
  keep(keys: readonly Key[], rows: readonly unknown[], answer: Answer): void;
  drop(key: Key): void;
  /** Fetches keys for whoever they are kept for, and nobody who waits; each only once at a time. */
  refresh(keys: readonly Key[], scope: Scope, load: (keys: readonly Key[], scope: Scope) => Promise<unknown>): void;
}

/** Whether the answers of a batch are kept by their rows. Others are requests that come back as they are: they are kept whole, and can be confirmed. */
export const isKeptByKey = ({ whole, max }: BatchOperation): boolean => !whole && max > 1;

/** @param source its name, for marks @param keyOf what a key is kept under */
export const keptRows = (
  { shelf, clock, decide, random, refreshing, end }: RowCache,
  source: string,
  keyOf: (key: Key) => string,
): KeptRows => {
  const ageOf = ({ at }: KeptRow) => clock.now() - at;
  const mark = (row: KeptRow, reason: string, scope: Scope) =>
    markStale(scope, source, { ageMs: ageOf(row) + (row.freshness.agedMs ?? 0), reason });
  return {
    async find(keys) {
      const found = await Promise.all(keys.map(async (key) => [key, await shelf.get(keyOf(key))] as const));
      return new Map(found.flatMap(([key, row]) => (row ? [[key, row]] : [])));
    },
    serves(row, scope) {
      const use = useOf(row.freshness, ageOf(row));
      if (use === 'fresh') return use;
      if (use !== 'whileRevalidate') return undefined;
      mark(row, 'REVALIDATING', scope);
      return 'stale';
    },
    standsIn(row, { kind, code }, scope) {
      const usable = useOf(row.freshness, ageOf(row)) === 'ifError' && decide(kind).stale && !scope.signal.aborted;
      if (usable) mark(row, code, scope);
      return usable;
    },
    keep(keys, rows, answer) {
      const freshness = freshnessOfRows(answer, random);
      const bytes = answer.bytes / keys.length;
      for (const [i, key] of keys.entries()) {
        const row = rows[i];
        // A row that is an error says nothing of the key: what was kept of it may still stand in.
        if (isUpstreamError(row)) continue;
        // Nor does one that holds something that does not fit.
        if (answer.misfits && holdsMisfit(row)) continue;
        const kept = freshness && keptRow(row, bytes, freshness, clock.now());
        if (kept) shelf.set(keyOf(key), kept, bytes);
        else shelf.delete(keyOf(key));
      }
    },
    drop: (key) => shelf.delete(keyOf(key)),
    refresh(keys, { requestId, allowance, caller }, load) {
      const own = keys.filter((key) => !refreshing.has(keyOf(key)));
      if (own.length === 0) return;
      const done = () => own.forEach((key) => void refreshing.delete(keyOf(key)));
      for (const key of own) refreshing.add(keyOf(key));
      load(own, newScope(requestId, clock.now() + REFRESH_MS, end, { allowance, caller }))
        .finally(done)
        .catch(() => undefined);
    },
  };
};
