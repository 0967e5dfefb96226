import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/faults/catalogue/index.ts';
import { isSubject, subjectsOf } from '../../src/kit/kit-subject.ts';
import { readContract } from '../../src/kit/read-contract.ts';
import { runTrials } from '../../src/kit/run-trials.ts';
import { trialsOf } from '../../src/kit/trials.ts';
import { Billing, billingSdl } from '../kit/billing.ts';

const subjects = subjectsOf(Billing, readContract([Billing], billingSdl)).filter(isSubject);

const run = async (operation: string) => {
  const { trials } = trialsOf(
    catalogue,
    subjects.filter(({ name }) => name === operation),
  );
  const reports = await runTrials(trials, { parallel: 3 });
  const misses = reports.flatMap(({ id, says, misses: all }) => all.map((miss) => `${id} ${says}: ${miss}`));
  return { reports, misses };
};

describe('a write survives the whole catalogue', () => {
  test.each(['create', 'charge', 'replace'])(
    '%s',
    async (operation) => {
      const { reports, misses } = await run(operation);
      expect(misses).toEqual([]);
      expect(new Set(reports.map(({ id }) => id))).toContain('X4');
      expect(reports.length).toBeGreaterThan(300);
    },
    400_000,
  );
});
