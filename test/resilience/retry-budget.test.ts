import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { type RetryBudget, retryBudget } from '../../src/resilience/index.ts';
import { virtualClock } from '../support/virtual-clock.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

const deposited = (budget: RetryBudget, calls: number) => {
  for (let i = 0; i < calls; i += 1) budget.deposit();
};
/** How many can be taken, up to so many. */
const taken = (budget: RetryBudget, most = 1_000): number => {
  let count = 0;
  while (count < most && budget.withdraw()) count += 1;
  return count;
};

describe('retry budget, when it is spent', () => {
  test('gives nothing more until calls have been made', () => {
    const budget = retryBudget({ ratio: 0.1, perSecond: 0 }, virtualClock());
    expect(budget.withdraw()).toBe(false);
    deposited(budget, 9);
    expect(budget.withdraw()).toBe(false);
    deposited(budget, 1);
    expect([budget.withdraw(), budget.withdraw()]).toEqual([true, false]);
  });
});

describe('retry budget', () => {
  test('gives retries in proportion to calls', () => {
    const budget = retryBudget({ ratio: 0.1, perSecond: 0 }, virtualClock());
    deposited(budget, 500);
    expect(taken(budget)).toBe(50);
  });

  test('keeps a reserve for those who call rarely', () => {
    const budget = retryBudget({ ratio: 0.1, perSecond: 2 }, virtualClock());
    expect(taken(budget)).toBe(20);
  });

  test('forgets calls, and what was taken, after ten seconds', async () => {
    const clock = virtualClock(0);
    const budget = retryBudget({ ratio: 0.5, perSecond: 0 }, clock);
    deposited(budget, 10);
    await clock.advance(9_999);
    expect(budget.withdraw()).toBe(true);
    await clock.advance(1);
    expect(budget.withdraw()).toBe(false);
    deposited(budget, 10);
    expect(taken(budget)).toBe(4);
    await clock.advance(20_000);
    deposited(budget, 10);
    expect(taken(budget)).toBe(5);
  });

  test('never gives more than its share of all calls, beside the reserve, whatever comes when', async () => {
    const step = fc.oneof(
      fc.record({ does: fc.constant('wait' as const), amount: fc.integer({ min: 1, max: 4_000 }) }),
      fc.record({ does: fc.constant('call' as const), amount: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ does: fc.constant('retry' as const), amount: fc.integer({ min: 1, max: 40 }) }),
    );
    const options = fc.record({
      ratio: fc.constantFrom(0.05, 0.1, 0.2, 0.5, 1),
      perSecond: fc.constantFrom(0, 0, 1, 2),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), options, async (steps, { ratio, perSecond }) => {
        const clock = virtualClock();
        const budget = retryBudget({ ratio, perSecond }, clock);
        let calls = 0;
        let retries = 0;
        const start = clock.now();
        for (const { does, amount } of steps) {
          if (does === 'wait') await clock.advance(amount);
          if (does === 'call') deposited(budget, amount);
          if (does === 'call') calls += amount;
          if (does === 'retry') retries += taken(budget, amount);
          // The reserve is of a window: at most one more has begun than have passed, and its edge is a slice wide.
          const windows = Math.ceil((clock.now() - start + 1_000) / 10_000) + 1;
          expect(retries).toBeLessThanOrEqual(ratio * calls + perSecond * 10 * windows + 1e-9);
        }
      }),
    );
  });
});
