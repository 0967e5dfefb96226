import type { PolicyName } from '../datasources/base/index.ts';
import type { Case, Entry } from '../faults/entry.ts';
import type { GoodAnswer, Times } from '../faults/fault.ts';
import { counted } from './counted.ts';
import { judge, kindsOf } from './judge.ts';
import { type KitSubject, keysOf, queryOf } from './kit-subject.ts';
import { pretend } from './pretend.ts';
import { rehearseAll } from './rehearse-all.ts';
import { kitTimes, patientTimes } from './times.ts';
import { tryCase } from './try-case.ts';

/** What came of one case on one operation. */
export interface CaseReport {
  /** Of the catalogue: `C1`; `*` where nothing was in its way. */
  readonly id: string;
  readonly says: string;
  readonly source: string;
  readonly operation: string;
  /** In a word or two: `ok`, `unreachable`. */
  readonly expected: string;
  /** Codes of the errors that clients were told, or `ok`. */
  readonly seen: string;
  /** Attempts on the wire, of all calls. */
  readonly attempts: number;
  readonly elapsedMs: number;
  /** Sentences of what was not as it must be. */
  readonly misses: readonly string[];
  /** Present if it missed at first, and was tried again with more time. */
  readonly tries?: number;
}

/** A case that was not run, and why. */
export interface NotRun {
  readonly id: string;
  readonly says: string;
  readonly source: string;
  readonly operation: string;
  readonly because: string;
}

/** One case of one entry on one operation, ready to be run. */
export interface Trial {
  readonly entry: Entry;
  readonly tried: Case;
  readonly subject: KitSubject;
}

/** What can be tried of these entries on these operations; and what cannot, with the reason. */
export const trialsOf = (
  entries: readonly Entry[],
  subjects: readonly KitSubject[],
): { readonly trials: readonly Trial[]; readonly notRun: readonly NotRun[] } => {
  const trials: Trial[] = [];
  const notRun: NotRun[] = [];
  for (const subject of subjects) {
    const good = goodOf(subject);
    for (const entry of entries) {
      const skip = (says: string, because: string) =>
        notRun.push({ id: entry.id, says, source: subject.api.name, operation: subject.name, because });
      if (entry.cases.length === 0) skip(entry.says, `it needs ${entry.awaits ?? 'what'}, which is not built yet`);
      for (const tried of entry.cases) {
        const because = tried.notFor?.(subject, good);
        if (because === undefined) trials.push({ entry, tried, subject });
        else skip(saysOf(entry, tried), because);
      }
    }
  }
  return { trials, notRun };
};

/** What its API answers to everything at once; undefined if the kit cannot stand in for it, which each case will say. */
const goodOf = (subject: KitSubject): GoodAnswer | undefined => {
  const keys = keysOf(subject, queryOf(subject).keys);
  const api = pretend(subject, keys);
  return typeof api === 'string' ? undefined : api(keys);
};

const saysOf = (entry: Entry, { says }: Case): string => (says === undefined ? entry.says : `${entry.says}: ${says}`);

/** Runs one trial, once. Never rejects: what goes wrong is a miss. */
export const runTrial = async (
  { entry, tried, subject }: Trial,
  without: readonly PolicyName[] = [],
  times: Times = kitTimes,
): Promise<CaseReport> => {
  const expected = typeof tried.expected === 'function' ? tried.expected(subject) : tried.expected;
  const about = {
    id: entry.id,
    says: saysOf(entry, tried),
    source: subject.api.name,
    operation: subject.name,
    expected: kindsOf(expected).join(' or ') || String(expected.outcome),
  };
  const start = performance.now();
  try {
    const { seen, busy, left, troubles } = await tryCase(subject, tried, { without, times });
    const codes = [...new Set(seen.answers.at(-1)?.errors.map(({ extensions }) => String(extensions['code'])))];
    return {
      ...about,
      seen: codes.join(', ') || 'ok',
      attempts: seen.calls.reduce((sum, { attempts }) => sum + attempts, 0),
      elapsedMs: Math.round(performance.now() - start),
      misses: [
        ...new Set(judge(tried, seen, subject)),
        ...troubles.map((trouble) => `the kit itself failed: ${trouble}`),
        ...(busy > 0 ? [`${counted(busy, 'connection')} stayed at work after the answer`] : []),
        ...(left > 0 ? [`${counted(left, 'connection')} stayed open after everything else had ended`] : []),
      ],
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      ...about,
      seen: 'nothing',
      attempts: 0,
      elapsedMs: Math.round(performance.now() - start),
      misses: [message],
    };
  }
};

/** Runs one trial; what misses is run once more with twice the time, and what misses then is a miss. */
export const runPatiently = async (trial: Trial, without: readonly PolicyName[] = []): Promise<CaseReport> => {
  const report = await runTrial(trial, without);
  return report.misses.length === 0 ? report : secondTry(trial, without);
};

const secondTry = async (trial: Trial, without: readonly PolicyName[]): Promise<CaseReport> => ({
  ...(await runTrial(trial, without, patientTimes)),
  tries: 2,
});

export interface RunOptions {
  /** Trials at the same time; of operations with wide answers no more than 2. @default 6 */
  readonly parallel?: number;
  readonly without?: readonly PolicyName[];
  /** Hears of each, once, when it is known what came of it. */
  readonly onReport?: (report: CaseReport) => void;
}

/** Whether a trial holds up the whole process, or measures it. */
export const isAlone = ({ tried }: Trial): boolean =>
  tried.asking?.alone === true || tried.asking?.blockMs !== undefined;

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
