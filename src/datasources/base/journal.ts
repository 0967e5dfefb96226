import type { CallEvent } from '../../resilience/index.ts';

/** A call, as it went. */
export interface JournalCall extends Omit<CallEvent, 'failure' | 'instead'> {
  /** When it began, in milliseconds from when the operation did. */
  readonly startMs: number;
}

/** Keys of one operation that were asked for together. */
export interface JournalBatch {
  readonly source: string;
  readonly operation: string;
  /** Keys, each counted once. */
  readonly keys: number;
  /** Those that were kept, and as good as new. */
  readonly fresh: number;
  /** Those that were kept, and had to do: while they are fetched anew, or for a failure. */
  readonly stale: number;
}

/** What was done for one operation, where somebody wants to know. Filled while it goes on. */
export interface Journal {
  /** On the gateway's clock. */
  readonly beganAt: number;
  readonly calls: JournalCall[];
  readonly batches: JournalBatch[];
}

export const newJournal = (beganAt: number): Journal => ({ beganAt, calls: [], batches: [] });

/** Notes a call that has ended. */
export const noteCall = (journal: Journal, told: CallEvent, now: number): void => {
  const { failure: _, instead: __, ...event } = told;
  journal.calls.push({ ...event, startMs: now - event.elapsedMs - journal.beganAt });
};
