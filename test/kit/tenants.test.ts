import { expect, test } from '@jest/globals';
import { catalogue } from '../../src/faults/catalogue/index.ts';
import { isSubject, subjectsOf } from '../../src/kit/kit-subject.ts';
import { readContract } from '../../src/kit/read-contract.ts';
import { runTrial } from '../../src/kit/run-trial.ts';
import { trialsOf } from '../../src/kit/trials.ts';
import { Stocks, stocksSdl } from './stocks.ts';

test('a source whose base URL callers fill is tried where the kit is', async () => {
  class Tenants extends Stocks {
    static override readonly api = {
      ...Stocks.api,
      baseUrl: 'https://{tenant}.example.com/{region}/v1/',
      baseUrlFrom: {
        tenant: { header: 'x-tenant', allow: ['acme'] },
        region: { header: 'x-region', allow: /eu|us/ },
      },
    };
  }
  const subjects = subjectsOf(Tenants, readContract([Tenants], stocksSdl)).filter(isSubject);
  const { trials } = trialsOf(
    catalogue.filter(({ id }) => ['R2', 'S1', 'L1'].includes(id)),
    subjects.slice(0, 2),
  );
  expect(trials.length).toBeGreaterThan(5);
  const misses: string[] = [];
  for (const trial of trials) misses.push(...(await runTrial(trial)).misses);
  expect(misses).toEqual([]);
}, 60_000);
