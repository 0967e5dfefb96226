import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { recentSamples } from '../../src/resilience/recent-samples.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

describe('recent samples', () => {
  test('tell nothing while there are too few', () => {
    const samples = recentSamples(10, 3);
    samples.add(1);
    samples.add(2);
    expect(samples.quantile(0.5)).toBeUndefined();
    samples.add(3);
    expect(samples.quantile(0.5)).toBe(2);
  });

  test('are the last ones only, and give what the share of them does not exceed', () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 60, size: 'max' });
    fc.assert(
      fc.property(numbers, fc.constantFrom(0, 0.5, 0.95, 1), (given, q) => {
        const samples = recentSamples(20, 1);
        for (const each of given) samples.add(each);
        const last = given.slice(-20);
        const quantile = samples.quantile(q) ?? Number.NaN;
        expect(last).toContain(quantile);
        expect(last.filter((each) => each <= quantile).length).toBeGreaterThanOrEqual(q * last.length);
        expect(last.filter((each) => each < quantile).length).toBeLessThanOrEqual(q * last.length);
      }),
    );
  });
});
