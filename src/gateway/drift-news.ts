import type { Survey } from '../datasources/base/index.ts';

/** What is new of the drift of one operation: names of fields, by what became of them. */
export interface DriftNews {
  /** In no record any more, though declared. */
  readonly vanished: readonly string[];
  /** There, and not as declared: `Country.area: expected a Float, got a string`. */
  readonly changed: readonly string[];
  /** In answers now, not in the contract, and not in the first answers. */
  readonly appeared: readonly string[];
}

/** Records in a row without a field that may be null, before it counts as vanished: many APIs leave out what is null. */
const ROWS_WITHOUT = 20;
/** Findings that are remembered, of one operation. Beyond them nothing more is told: it is another API by then. */
const MAX_FINDINGS = 200;

/** Remembers what was found of one operation, and tells each finding once. */
export const driftNews = (): ((survey: Survey) => DriftNews) => {
  const told = new Set<string>();
  const without = new Map<string, number>();
  let known: Set<string> | undefined;
  const isNews = (finding: string): boolean => {
    if (told.has(finding) || told.size >= MAX_FINDINGS) return false;
    told.add(finding);
    return true;
  };
  return ({ drifts, seen, beyond }) => {
    for (const what of seen) without.delete(what);
    const isGone = (what: string, times: number): boolean => {
      const rows = (without.get(what) ?? 0) + times;
      without.set(what, rows);
      return rows >= ROWS_WITHOUT;
    };
    const vanished = drifts
      .filter(({ kind, what, times, breaks }) => kind === 'vanished' && (breaks || isGone(what, times)))
      .map(({ what }) => what);
    const changed = drifts.filter(({ kind }) => kind === 'changed').map(({ what, says }) => `${what}: ${says}`);
    // Contracts name what they need: only what the first answers did not hold has appeared.
    const appeared = known ? beyond.filter((name) => !known?.has(name)) : [];
    known ??= new Set(beyond);
    return {
      vanished: vanished.filter((what) => isNews(`vanished ${what}`)),
      changed: changed.filter((what) => isNews(`changed ${what}`)),
      appeared: appeared.filter((what) => isNews(`appeared ${what}`)),
    };
  };
};
