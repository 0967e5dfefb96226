import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/faults/catalogue/index.ts';
import { isSubject, subjectsOf } from '../../src/kit/kit-subject.ts';
import { readContract } from '../../src/kit/read-contract.ts';
import { runTrials } from '../../src/kit/run-trials.ts';
import { trialsOf } from '../../src/kit/trials.ts';
import { Billing, billingSdl } from './billing.ts';

const subjects = subjectsOf(Billing, readContract([Billing], billingSdl)).filter(isSubject);

/** Where what may be repeated makes a difference; `npm run test:long` runs them all. */
const entries = catalogue.filter(({ id }) =>
  ['C1', 'C7', 'C8', 'M1', 'M6', 'S10', 'S11', 'S13', 'F12', 'X4'].includes(id),
);

const run = async (operation: string) => {
  const { trials } = trialsOf(
    entries,
    subjects.filter(({ name }) => name === operation),
  );
  const reports = await runTrials(trials, { parallel: 3 });
  const misses = reports.flatMap(({ id, says, misses: all }) => all.map((miss) => `${id} ${says}: ${miss}`));
  return { reports, misses };
};

describe('a write survives what may or may not be repeated', () => {
  test.each(['create', 'charge'])(
    '%s',
    async (operation) => {
      const { reports, misses } = await run(operation);
      expect(misses).toEqual([]);
      expect(new Set(reports.map(({ id }) => id))).toContain('X4');
    },
    100_000,
  );
});
