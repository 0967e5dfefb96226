import { describe, expect, test } from '@jest/globals';
import { lifetimeMs } from '../../../src/datasources/base/auth/lifetime.ts';

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

describe('how long a token lasts', () => {
  test.each<readonly [unknown, number | undefined]>([
    [undefined, undefined],
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    [true, undefined],
    [{}, undefined],
    [[3600], undefined],
    [Number.NaN, undefined],
    ['0x10', undefined],
    ['2026-99-99', undefined],
    [0, 0],
    [-1, 0],
    [3600, HOUR],
    ['3600', HOUR],
    [' 3600 ', HOUR],
    [0.5, 500],
    [1e8, 24 * HOUR],
    [NOW / 1_000 + 60, 60_000],
    [NOW + 60_000, 60_000],
    [String(NOW + 60_000), 60_000],
    [NOW / 1_000 - 60, 0],
    ['2026-01-01T01:00:00Z', HOUR],
    ['2026-01-01T01:00:00+01:00', 0],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
  ])('%p is %p ms', (said, expected) => {
    expect(lifetimeMs(said, NOW)).toBe(expected);
  });
});
