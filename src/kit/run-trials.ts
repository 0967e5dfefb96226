import type { PolicyName } from '../datasources/base/index.ts';
import { rehearseAll } from './rehearse-all.ts';
import { type CaseReport, runTrial, secondTry } from './run-trial.ts';
import { isAlone, type Trial } from './trials.ts';

export interface RunOptions {
  /** Trials at the same time; of operations with wide answers no more than 2. @default 6 */
  readonly parallel?: number;
  readonly without?: readonly PolicyName[];
  /** Hears of each, once, when it is known what came of it. */
  readonly onReport?: (report: CaseReport) => void;
}

/** In characters: some two hundred fields. */
const WIDE = 2_000;

/** Whoever asks for so much is busy for longer than a trial beside it can wait. */
const isWide = ({ subject }: Trial): boolean => subject.graph.selection.length > WIDE;

/** As many misses of one operation may be those of a busy machine; more are not. */
const MOST_TRIED_AGAIN = 60;

/**
 * Runs trials, several at a time; those that hold up the whole process, or measure it, alone at the end. What missed, if it is not too much of
 * one operation, is run once more after that, one at a time and with twice the time. Before all that each operation is asked with nothing in its
 * way: one that misses even then has a report of that, and where no case could show anything, no others.
 */
export const runTrials = async (
  trials: readonly Trial[],
  { parallel = 6, without = [], onReport }: RunOptions = {},
): Promise<readonly CaseReport[]> => {
  const reports = new Map<Trial, CaseReport>();
  const run = async (queue: Trial[]) => {
    for (let trial = queue.shift(); trial; trial = queue.shift()) {
      const report = await runTrial(trial, without);
      reports.set(trial, report);
      if (report.misses.length === 0) onReport?.(report);
    }
  };
  const before = await rehearseAll(trials, parallel);
  for (const report of before.reports) onReport?.(report);
  const together = before.ready.filter((trial) => !isAlone(trial));
  const [wide, narrow] = [together.filter(isWide), together.filter((trial) => !isWide(trial))];
  await Promise.all(Array.from({ length: parallel }, () => run(narrow)));
  await Promise.all(Array.from({ length: Math.min(2, parallel) }, () => run(wide)));
  await run(before.ready.filter(isAlone));
  const missed = [...reports].filter(([, { misses }]) => misses.length > 0);
  const ofOne = Map.groupBy(missed, ([{ subject }]) => subject);
  for (const [trial, first] of missed) {
    const isBroken = (ofOne.get(trial.subject)?.length ?? 0) > MOST_TRIED_AGAIN;
    const report = isBroken ? first : await secondTry(trial, without);
    reports.set(trial, report);
    onReport?.(report);
  }
  return [...before.reports, ...reports.values()];
};
