import type { SourceClass } from '../../src/datasources/base/index.ts';
import { catalogue } from '../../src/faults/catalogue/index.ts';
import { isSubject, subjectsOf } from '../../src/kit/kit-subject.ts';
import { readContract } from '../../src/kit/read-contract.ts';
import type { CaseReport } from '../../src/kit/run-trial.ts';
import { runTrials } from '../../src/kit/run-trials.ts';
import { trialsOf } from '../../src/kit/trials.ts';

/** What came of these entries of the catalogue with a source: with all its operations, or one of them. */
export const reportsOf = (
  Source: SourceClass,
  sdl: string,
  ids: readonly string[],
  operation?: string,
): Promise<readonly CaseReport[]> => {
  const subjects = subjectsOf(Source, readContract([Source], sdl)).filter(isSubject);
  const { trials } = trialsOf(
    catalogue.filter(({ id }) => ids.includes(id)),
    subjects.filter(({ name }) => operation === undefined || name === operation),
  );
  return runTrials(trials);
};

/** Whatever missed, with why. */
export const missesOf = async (...asked: Parameters<typeof reportsOf>): Promise<readonly string[]> =>
  (await reportsOf(...asked)).flatMap(({ id, says, misses }) => misses.map((miss) => `${id} ${says}: ${miss}`));
