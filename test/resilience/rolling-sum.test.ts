import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { rollingSum } from '../../src/resilience/rolling-sum.ts';
import { virtualClock } from '../support/virtual-clock.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

describe('rolling sum', () => {
  test('forgets what is older than its window, a slice at a time', async () => {
    const clock = virtualClock(0);
    const sum = rollingSum(3_000, 3, clock);
    sum.add(1);
    await clock.advance(1_500);
    sum.add(2);
    await clock.advance(1_499);
    expect([sum.total(), sum.slices()]).toEqual([3, 2]);
    await clock.advance(1);
    expect([sum.total(), sum.slices()]).toEqual([2, 1]);
    await clock.advance(1_000);
    expect([sum.total(), sum.slices()]).toEqual([0, 0]);
  });

  test('can be cleared', () => {
    const sum = rollingSum(3_000, 3, virtualClock());
    sum.add(5);
    sum.clear();
    expect([sum.total(), sum.slices()]).toEqual([0, 0]);
    sum.add(2);
    expect(sum.total()).toBe(2);
  });

  test('is the sum of what was added in the last slices, wherever the clock starts', async () => {
    const step = fc.record({ wait: fc.integer({ min: 0, max: 1_500 }), amount: fc.integer({ min: -5, max: 9 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40, size: 'max' }),
        fc.integer({ min: -9_999, max: 9_999 }),
        async (steps, start) => {
          const clock = virtualClock(start);
          const sum = rollingSum(5_000, 5, clock);
          const added: { readonly slice: number; readonly amount: number }[] = [];
          const present = () => Math.floor(clock.now() / 1_000);
          for (const { wait, amount } of steps) {
            await clock.advance(wait);
            sum.add(amount);
            added.push({ slice: present(), amount });
            const recent = added.filter(({ slice }) => slice > present() - 5);
            expect(sum.total()).toBe(recent.reduce((total, each) => total + each.amount, 0));
            expect(sum.slices()).toBe(new Set(recent.map(({ slice }) => slice)).size);
          }
        },
      ),
    );
  });
});
