import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/faults/catalogue/index.ts';
import { isSubject, subjectsOf } from '../../src/kit/kit-subject.ts';
import { readContract } from '../../src/kit/read-contract.ts';
import { runTrials } from '../../src/kit/run-trials.ts';
import { trialsOf } from '../../src/kit/trials.ts';
import { pagedSdl, pagedSources } from '../kit/paged.ts';

const sources = pagedSources.map((Source) => [Source.api.name, Source] as const);

describe('the whole catalogue', () => {
  test.each(sources)(
    'is survived %s',
    async (name, Source) => {
      const subjects = subjectsOf(Source, readContract([Source], pagedSdl(name))).filter(isSubject);
      const reports = await runTrials(trialsOf(catalogue, subjects).trials, { parallel: 3 });
      expect(reports.flatMap(({ id, says, misses }) => misses.map((miss) => `${id} ${says}: ${miss}`))).toEqual([]);
      expect(reports.length).toBeGreaterThan(300);
    },
    300_000,
  );
});
