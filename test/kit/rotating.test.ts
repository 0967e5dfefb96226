import { expect, test } from '@jest/globals';
import { bearer, oauth2ClientCredentials, rotating } from '../../src/datasources/base/index.ts';
import { catalogue } from '../../src/faults/catalogue/index.ts';
import { isSubject, subjectsOf } from '../../src/kit/kit-subject.ts';
import { readContract } from '../../src/kit/read-contract.ts';
import { runTrial } from '../../src/kit/run-trial.ts';
import { trialsOf } from '../../src/kit/trials.ts';
import { Stocks, stocksSdl } from './stocks.ts';

const keys = rotating(bearer({ env: 'KEY_A' }), bearer({ env: 'KEY_B' }));
const machines = rotating(
  oauth2ClientCredentials({ tokenUrl: '/token', id: 'ID_A', secret: 'SECRET_A' }),
  bearer({ env: 'KEY_B' }),
);

test.each([
  ['that stay', keys],
  ['that are given out', machines],
])(
  'what is said of limits is seen to fail with several credentials %s too',
  async (_says, auth) => {
    class Rotating extends Stocks {
      static override readonly api = { ...Stocks.api, auth };
    }
    const subjects = subjectsOf(Rotating, readContract([Rotating], stocksSdl)).filter(isSubject);
    const { trials } = trialsOf(
      catalogue.filter(({ id }) => /^R\d$/.test(id)),
      subjects.slice(0, 1),
    );
    expect(trials.length).toBeGreaterThan(20);
    const misses: string[] = [];
    for (const trial of trials) misses.push(...(await runTrial(trial)).misses);
    expect(misses).toEqual([]);
  },
  120_000,
);
