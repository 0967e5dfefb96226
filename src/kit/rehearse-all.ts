import { counted } from './counted.ts';
import type { CaseReport } from './run-trial.ts';
import type { Trial } from './trials.ts';
import { tryInPeace } from './try-in-peace.ts';

/** Of which entry a report is that is of none. */
export const NO_ENTRY = '*';
export const IN_PEACE = 'nothing is in its way';

/** What is known before any failure is played. */
export interface Rehearsals {
  /** One for each operation at which something is wrong already. */
  readonly reports: readonly CaseReport[];
  /** The trials that can show anything. */
  readonly ready: readonly Trial[];
}

/** Asks each operation of these trials with nothing in its way, several at a time. */
export const rehearseAll = async (trials: readonly Trial[], parallel: number): Promise<Rehearsals> => {
  const reports: CaseReport[] = [];
  const ended = new Set<Trial>();
  const queue = [...Map.groupBy(trials, ({ subject }) => subject)];
  const run = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [subject, its] = next;
      const start = performance.now();
      const { misses, ends } = await tryInPeace(subject);
      if (ends) for (const trial of its) ended.add(trial);
      if (misses.length > 0)
        reports.push({
          id: NO_ENTRY,
          says: IN_PEACE,
          source: subject.api.name,
          operation: subject.name,
          expected: 'ok',
          seen: ends ? 'nothing' : 'ok',
          attempts: 0,
          elapsedMs: Math.round(performance.now() - start),
          misses: ends
            ? [
                ...misses,
                `${counted(its.length, 'case')} of it would show nothing, and ${its.length === 1 ? 'is' : 'are'} not run`,
              ]
            : misses,
        });
    }
  };
  await Promise.all(Array.from({ length: parallel }, run));
  return { reports, ready: trials.filter((trial) => !ended.has(trial)) };
};
