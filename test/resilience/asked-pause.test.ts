import { describe, expect, test } from '@jest/globals';
import { backoff } from '../../src/resilience/backoff.ts';

/** Chances that come one after another. */
const chances = (...values: readonly number[]) => {
  let i = 0;
  return () => values[i++ % values.length] ?? 0;
};
const asked = (askedMs: number, ...values: readonly number[]) => backoff(1, 100, 2_000, askedMs, chances(...values));

describe('a pause that the other side asked for', () => {
  test('is kept to the millisecond at the least, and only lengthened: by a tenth, and by a second at most', () => {
    expect([asked(5_000, 0), asked(5_000, 0.5), asked(5_000, 0.999)]).toEqual([5_000, 5_250, 5_499.5]);
    expect([asked(60_000, 0), asked(60_000, 0.5)]).toEqual([60_000, 60_500]);
  });

  test('is spread, so that those who were told the same do not return together', () => {
    const pauses = Array.from({ length: 20 }, (_, i) => asked(10_000, i / 20));
    expect(new Set(pauses).size).toBe(20);
    expect(Math.min(...pauses)).toBe(10_000);
  });

  test('shorter than our own is no reason to come sooner', () => {
    expect(asked(10, 0.9, 0)).toBe(90);
    expect(asked(0, 0.5, 0.5)).toBe(50);
  });
});
