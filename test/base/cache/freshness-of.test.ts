import { describe, expect, test } from '@jest/globals';
import { type FreshnessOf, freshnessOf } from '../../../src/datasources/base/cache/freshness-of.ts';

const NOW = Date.UTC(2026, 4, 1, 12);
const HOUR = 3_600_000;
const DEFAULT = 300_000;
type Options = Parameters<typeof freshnessOf>[0];

const at = (ms: number) => new Date(NOW + ms).toUTCString();
const of = (
  response: Record<string, string>,
  options: Options = {},
  request: Record<string, string> = {},
): ReturnType<FreshnessOf> => freshnessOf(options, () => NOW)(request, response);
const control = (text: string, options?: Options) => of({ 'cache-control': text }, options);

const times = (freshMs: number, whileRevalidateMs: number, ifErrorMs: number) => ({
  freshMs,
  whileRevalidateMs,
  ifErrorMs,
  keepMs: freshMs + Math.max(whileRevalidateMs, ifErrorMs),
});

describe('an answer that may not be kept', () => {
  test.each(['no-store', 'No-Store', 'max-age=60, no-store', 'private, NO-STORE'])('says so: %s', (text) => {
    expect(control(text)).toBeNull();
    expect(control(text, { ttlMs: 1_000 })).toBeNull();
  });

  test('varies by what nobody can know', () => {
    expect(of({ 'cache-control': 'max-age=60', vary: '*' })).toBeNull();
    expect(of({ 'cache-control': 'max-age=60', vary: 'accept, *' })).toBeNull();
  });

  test('is any, where the source keeps nothing, or the request says no-store', () => {
    expect(of({ 'cache-control': 'max-age=60' }, null)).toBeNull();
    expect(of({ 'cache-control': 'max-age=60' }, {}, { 'cache-control': 'no-store' })).toBeNull();
  });

  test('is of no use: neither fresh, nor fit to stand in, nor to be confirmed', () => {
    expect(control('max-age=0, must-revalidate')).toBeNull();
    expect(control('no-cache')).toBeNull();
    expect(of({}, { ttlMs: 0, staleIfErrorMs: 0 })).toBeNull();
  });
});

describe('how long an answer is fresh', () => {
  test.each([
    ['max-age=60', 60_000],
    ['Max-Age="60"', 60_000],
    ['private, max-age=60', 60_000],
    ['s-maxage=5, max-age=60', 60_000],
    ['max-age=60, max-age=9', 60_000],
    ['max-age=-60', 0],
    ['max-age=soon', 0],
    ['', 0],
    ['public', 0],
    ['immutable', 0],
  ])('"%s" means %d ms', (text, freshMs) => {
    expect(control(text)?.freshMs).toBe(freshMs);
  });

  test('goes by Expires where there is no max-age', () => {
    expect(of({ date: at(0), expires: at(90_000) })?.freshMs).toBe(90_000);
    expect(of({ expires: at(90_000) })?.freshMs).toBe(90_000);
    expect(of({ date: at(0), expires: '0' })?.freshMs).toBe(0);
    expect(of({ date: at(0), expires: at(90_000), 'cache-control': 'max-age=1' })?.freshMs).toBe(1_000);
  });

  test('ends earlier by the age it came with, which cannot be negative', () => {
    expect(of({ 'cache-control': 'max-age=60', age: '45' })?.freshMs).toBe(15_000);
    expect(of({ 'cache-control': 'max-age=60', age: '600' })?.freshMs).toBe(0);
    expect(of({ 'cache-control': 'max-age=60', age: '-600' })?.freshMs).toBe(60_000);
  });

  test('is not guessed from Last-Modified', () => {
    expect(of({ date: at(0), 'last-modified': at(-1_000 * HOUR) })?.freshMs).toBe(0);
  });

  test.each([-1, 1])('does not depend on a clock that is years off (%d)', (way) => {
    const years = way * 10 * 365 * 24 * HOUR;
    expect(of({ date: at(years), 'cache-control': 'max-age=60' })?.freshMs).toBe(60_000);
    expect(of({ date: at(years), expires: at(years + 60_000) })?.freshMs).toBe(60_000);
  });

  test('is a day at most, where two clocks are mixed up', () => {
    expect(of({ date: at(-10 * 365 * 24 * HOUR), expires: at(60_000) })?.freshMs).toBe(24 * HOUR);
    expect(control('max-age=999999999999')?.freshMs).toBe(24 * HOUR);
  });

  test('is what the source says, if it says so', () => {
    expect(control('max-age=60', { ttlMs: 5_000 })?.freshMs).toBe(5_000);
    expect(control('max-age=60', { ttlMs: 0 })?.freshMs).toBe(0);
    expect(control('no-cache', { ttlMs: 5_000 })?.freshMs).toBe(5_000);
    expect(of({}, { ttlMs: 48 * HOUR })?.freshMs).toBe(48 * HOUR);
  });

  test('is nothing, where the request wants none kept or the API speaks HTTP/1.0', () => {
    expect(of({ 'cache-control': 'max-age=60' }, {}, { 'cache-control': 'no-cache' })?.freshMs).toBe(0);
    expect(of({ pragma: 'no-cache', expires: at(60_000) })).toBeNull();
  });
});

describe('an answer that is no longer fresh', () => {
  test('stands in for five minutes where the API says nothing', () => {
    expect(of({})).toEqual(times(0, 0, DEFAULT));
    expect(control('max-age=60')).toEqual(times(60_000, 0, DEFAULT));
  });

  test('is used as the API says', () => {
    expect(control('max-age=60, stale-while-revalidate=30, stale-if-error=90')).toEqual(times(60_000, 30_000, 90_000));
    expect(control('max-age=60, stale-if-error=0')).toEqual(times(60_000, 0, 0));
  });

  test('is used as the source says before that', () => {
    const options = { staleWhileRevalidateMs: 1_000, staleIfErrorMs: 2_000 };
    expect(control('max-age=60, stale-while-revalidate=30, stale-if-error=90', options)).toEqual(
      times(60_000, 1_000, 2_000),
    );
  });

  test.each(['must-revalidate', 'no-cache', 'NO-CACHE="set-cookie, x"'])(
    'is not used at all where the API forbids it: %s',
    (text) => {
      const options = { staleWhileRevalidateMs: 1_000, staleIfErrorMs: 2_000 };
      const strict = of({ 'cache-control': `max-age=60, stale-if-error=9, ${text}`, etag: '"a"' }, options);
      expect(strict).toMatchObject({ whileRevalidateMs: 0, ifErrorMs: 0 });
      // A source that says how long takes that upon itself.
      const own = of({ 'cache-control': `max-age=60, ${text}`, etag: '"a"' }, { ...options, ttlMs: 5 });
      expect(own).toMatchObject({ freshMs: 5, whileRevalidateMs: 1_000, ifErrorMs: 2_000 });
    },
  );

  test('had a part of its time before it came', () => {
    const late = of({ 'cache-control': 'max-age=60, stale-while-revalidate=30, stale-if-error=90', age: '100' });
    expect(late).toEqual({ ...times(0, 0, 50_000), agedMs: 100_000 });
  });

  test('is kept an hour longer if it can be confirmed', () => {
    expect(of({ 'cache-control': 'max-age=60', etag: '"a"' })?.keepMs).toBe(60_000 + DEFAULT + HOUR);
    expect(of({ 'cache-control': 'no-cache', 'last-modified': at(-HOUR) })?.keepMs).toBe(HOUR);
  });
});
