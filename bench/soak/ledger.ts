import { createHistogram } from 'node:perf_hooks';

/** What is counted in a soak. */
export interface Ledger {
  readonly operation: (elapsedMs: number, codes: readonly string[], isStale: boolean) => void;
  /** A client that left before there was an answer to judge. */
  readonly left: () => void;
  readonly call: (outcome: string, attempts: number) => void;
  readonly requests: (source: string) => void;
  readonly fault: (id: string) => void;
  /** Something that must not happen, in a sentence. */
  readonly violated: (sentence: string) => void;
  /** The soak itself failed. */
  readonly crashed: (error: unknown) => void;
  readonly figures: () => LedgerFigures;
}

export interface LedgerFigures {
  readonly operations: number;
  readonly left: number;
  readonly stale: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly errors: Counts;
  readonly calls: number;
  readonly outcomes: Counts;
  /** Calls by the attempts they made. */
  readonly attempts: Counts;
  readonly requests: Counts;
  /** Requests and connections that something befell, by the entry of the catalogue. */
  readonly faults: Counts;
  readonly violations: number;
  /** The first of them. */
  readonly sentences: readonly string[];
}

export type Counts = Readonly<Record<string, number>>;

/** Violations that are told; more of them are only counted. */
const MAX_TOLD = 20;

/** Counts, in memory that does not grow with time. */
export const newLedger = (): Ledger => {
  const times = createHistogram();
  const sentences: string[] = [];
  const counts = { operations: 0, left: 0, stale: 0, calls: 0, violations: 0 };
  const tallies = { errors: tally(), outcomes: tally(), attempts: tally(), requests: tally(), faults: tally() };
  const violated = (sentence: string) => {
    counts.violations += 1;
    if (sentences.length < MAX_TOLD) sentences.push(sentence);
  };
  return {
    operation(elapsedMs, codes, isStale) {
      counts.operations += 1;
      if (isStale) counts.stale += 1;
      for (const code of codes) tallies.errors.add(code);
      times.record(Math.max(1, Math.round(elapsedMs)));
    },
    left() {
      counts.left += 1;
    },
    call(outcome, attempts) {
      counts.calls += 1;
      tallies.outcomes.add(outcome);
      tallies.attempts.add(String(attempts));
    },
    requests: tallies.requests.add,
    fault: tallies.faults.add,
    violated,
    crashed: (error) => violated(`the soak itself failed: ${error instanceof Error ? error.stack : String(error)}`),
    figures: () => ({
      ...counts,
      p50Ms: times.percentile(50),
      p99Ms: times.percentile(99),
      maxMs: times.count === 0 ? 0 : times.max,
      errors: tallies.errors.counts(),
      outcomes: tallies.outcomes.counts(),
      attempts: tallies.attempts.counts(),
      requests: tallies.requests.counts(),
      faults: tallies.faults.counts(),
      sentences: [...sentences],
    }),
  };
};

const tally = () => {
  const counts = new Map<string, number>();
  return {
    add: (word: string) => void counts.set(word, (counts.get(word) ?? 0) + 1),
    counts: (): Counts => Object.fromEntries([...counts].toSorted(([a], [b]) => a.localeCompare(b, 'en', NATURAL))),
  };
};

/** `B2` before `B10`. */
const NATURAL = { numeric: true } as const;
