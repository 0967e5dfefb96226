import type { PolicyName } from '../datasources/base/index.ts';
import type { Times } from '../faults/fault.ts';
import { counted } from './counted.ts';
import { judge, kindsOf } from './judge.ts';
import { kitTimes, patientTimes } from './times.ts';
import { saysOf, type Trial } from './trials.ts';
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

/** With twice the time. */
export const secondTry = async (trial: Trial, without: readonly PolicyName[]): Promise<CaseReport> => ({
  ...(await runTrial(trial, without, patientTimes)),
  tries: 2,
});
