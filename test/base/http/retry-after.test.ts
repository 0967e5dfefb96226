import { describe, expect, test } from '@jest/globals';
import { retryAfterMs } from '../../../src/datasources/base/http/retry-after.ts';

const NOW = Date.UTC(1994, 10, 6, 8, 49, 37);
const asked = (value: string, date?: string) =>
  retryAfterMs({ 'retry-after': value, ...(date === undefined ? {} : { date }) }, NOW);

describe('when it is not clear what was asked', () => {
  test.each([
    [''],
    [' '],
    ['-5'],
    ['+5'],
    ['1.'],
    ['.5'],
    ['1e3'],
    ['0x10'],
    ['soon'],
    ['1, 2'],
    ['Sun, 06 Nov 1994 08:50:37 GMT, Sun, 06 Nov 1994 08:51:37 GMT'],
    ['Sun, 06 Nov 1994 08:50:37 UTC'],
    ['Sun, 6 Nov 1994 08:50:37 GMT'],
    ['Sun, 31 Feb 1994 08:50:37 GMT'],
    ['Sun, 06 Nxx 1994 08:50:37 GMT'],
    ['1994-11-06T08:50:37Z'],
  ])('"%s" is ignored', (value) => {
    expect(asked(value)).toBeUndefined();
  });

  test('a missing header is nothing asked', () => {
    expect(retryAfterMs({}, NOW)).toBeUndefined();
  });
});

test.each([
  ['0', 0],
  ['120', 120_000],
  ['1.5', 1_500],
  ['Sun, 06 Nov 1994 08:50:37 GMT', 60_000],
  ['Sunday, 06-Nov-94 08:50:37 GMT', 60_000],
  ['Sun Nov  6 08:50:37 1994', 60_000],
  ['Sun, 06 Nov 1994 08:00:00 GMT', 0],
])('%s asks for %i ms', (value, ms) => {
  expect(asked(value)).toBe(ms);
});

test.each(['9'.repeat(400), '1000000000000', '86401', 'Sun, 06 Nov 2050 08:50:37 GMT'])(
  '%s asks for a day at most',
  (value) => {
    expect(asked(value)).toBe(86_400_000);
  },
);

test('a date counts from the response’s own clock', () => {
  expect(asked('Sun, 06 Nov 1994 09:00:10 GMT', 'Sun, 06 Nov 1994 09:00:00 GMT')).toBe(10_000);
});

test('a date counts from our clock if the response’s is unreadable', () => {
  expect(asked('Sun, 06 Nov 1994 08:50:37 GMT', 'yesterday')).toBe(60_000);
});

test.each([
  ['27', 86_400_000],
  ['76', 86_400_000],
  ['77', 0],
])('in 2026 a year of two digits, %s, is one of at most fifty years ahead', (year, ms) => {
  expect(retryAfterMs({ 'retry-after': `Friday, 06-Nov-${year} 08:50:37 GMT` }, Date.UTC(2026, 10, 6))).toBe(ms);
});

test('at the end of a century two digits may mean the next', () => {
  const now = Date.UTC(2099, 11, 31, 23, 59, 59);
  expect(retryAfterMs({ 'retry-after': 'Friday, 01-Jan-00 00:00:10 GMT' }, now)).toBe(11_000);
});
