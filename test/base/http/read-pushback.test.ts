import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { readPushback } from '../../../src/datasources/base/http/read-pushback.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

/** Tuesday, 14 November 2023, 22:13:20 GMT: 1 700 000 000 seconds. */
const NOW = 1_700_000_000_000;
const DAY = 86_400_000;
const heard = (headers: Readonly<Record<string, string>>, status = 200) => readPushback(status, headers, NOW);

describe('what cannot be read is ignored', () => {
  test.each([
    {},
    { ratelimit: '"default";r=50;t=', 'ratelimit-policy': '"default";q=100;w=60' },
    { ratelimit: '"default";r=-1;t=30' },
    { ratelimit: '"default";r=1.5;t=30' },
    { ratelimit: '"default";r="5";t=30' },
    { ratelimit: '"default";t=30' },
    { ratelimit: '"default"; r=5;; t=30' },
    { ratelimit: 'limit=100, reset=5' },
    { ratelimit: '"bytes";r=5;t=30', 'ratelimit-policy': '"bytes";q=100;w=60;qu="content-bytes"' },
    { 'ratelimit-policy': '"default";q=100;w=60' },
    { 'x-ratelimit-remaining': '-1' },
    { 'x-ratelimit-remaining': 'NaN' },
    { 'x-ratelimit-remaining': '60,120' },
    { 'x-ratelimit-remaining': '' },
    { 'x-ratelimit-remaining': '1e3' },
    { 'x-ratelimit-remaining': 'unlimited', 'x-ratelimit-reset': 'never' },
    { 'x-ratelimit-reset': '-5' },
    { 'x-ratelimit-reset': '' },
    { 'x-ratelimit-reset': '1s1h' },
    { 'x-ratelimit-reset': '9'.repeat(50) },
    { 'x-ratelimit-limit': '60' },
    { 'x-shopify-shop-api-call-limit': '39/40' },
  ])('%j', (headers) => {
    expect(heard(headers)).toBeUndefined();
  });

  test('a reset that cannot be read leaves what remains', () => {
    expect(heard({ 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': 'soon' })).toEqual({ remaining: 7 });
  });

  test('nothing makes it throw, or say what is negative, no number, or longer than a day', () => {
    const names = [
      'ratelimit',
      'ratelimit-policy',
      'x-ratelimit-remaining',
      'ratelimit-reset',
      'x-ratelimit-reset',
      'retry-after',
      'date',
      'age',
    ];
    const value = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.double().map(String),
      fc.constantFrom('1e99', '"a";r=3;t=99999999', '99999999999999', '1h', 'Infinity'),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...names), value),
        fc.constantFrom(200, 403, 429),
        (headers, status) => {
          for (const [word, number] of Object.entries(readPushback(status, headers, NOW) ?? {})) {
            expect(number).toBeGreaterThanOrEqual(0);
            expect(number).toBeLessThanOrEqual(word.endsWith('Ms') ? DAY : Number.MAX_SAFE_INTEGER);
          }
        },
      ),
    );
  });
});

describe('what APIs send', () => {
  test.each([
    [
      'the draft, with its policy',
      { 'ratelimit-policy': '"burst";q=100;w=60,"daily";q=1000;w=86400', ratelimit: '"burst";r=50;t=30' },
      { remaining: 50, limit: 100, resetMs: 30_000 },
    ],
    [
      'the draft, several policies: the one with the fewest calls left',
      { ratelimit: '"daily";r=900;t=36000, "burst";r=3;t=30', 'ratelimit-policy': '"burst";q=10, "daily";q=1000' },
      { remaining: 3, limit: 10, resetMs: 30_000 },
    ],
    [
      'the draft, several spent: the one that lasts longest',
      { ratelimit: '"burst";r=0;t=30, "daily";r=0;t=3600' },
      { remaining: 0, resetMs: 3_600_000 },
    ],
    ['the draft without a time', { ratelimit: '"default";r=50' }, { remaining: 50 }],
    [
      'draft 7, as express-rate-limit sends it',
      { 'ratelimit-policy': '5;w=60', ratelimit: 'limit=5, remaining=4, reset=60' },
      { remaining: 4, limit: 5, resetMs: 60_000 },
    ],
    [
      'draft 6',
      { 'ratelimit-limit': '5', 'ratelimit-remaining': '4', 'ratelimit-reset': '60', 'ratelimit-policy': '5;w=60' },
      { remaining: 4, limit: 5, resetMs: 60_000 },
    ],
    [
      'GitHub',
      {
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': '4987',
        'x-ratelimit-reset': '1700003600',
        'x-ratelimit-used': '13',
        'x-ratelimit-resource': 'core',
      },
      { remaining: 4987, limit: 5000, resetMs: 3_600_000 },
    ],
    [
      'X',
      { 'x-rate-limit-limit': '900', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '1700000900' },
      { remaining: 0, limit: 900, resetMs: 900_000 },
    ],
    [
      'Discord, to the millisecond',
      {
        'x-ratelimit-limit': '5',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': '1700009999.123',
        'x-ratelimit-reset-after': '1.5',
        'x-ratelimit-bucket': 'abcd1234',
      },
      { remaining: 0, limit: 5, resetMs: 1500 },
    ],
    [
      'OpenAI, requests and not tokens',
      {
        'x-ratelimit-limit-requests': '60',
        'x-ratelimit-remaining-requests': '59',
        'x-ratelimit-reset-requests': '6m0s',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '20ms',
      },
      { remaining: 59, limit: 60, resetMs: 360_000 },
    ],
    [
      'GitLab',
      {
        'ratelimit-limit': '60',
        'ratelimit-name': 'throttle_authenticated_web',
        'ratelimit-observed': '67',
        'ratelimit-remaining': '0',
        'ratelimit-reset': '1700000030',
        'ratelimit-resettime': 'Tue, 14 Nov 2023 22:13:50 GMT',
      },
      { remaining: 0, limit: 60, resetMs: 30_000 },
    ],
    [
      'Zendesk',
      { 'x-rate-limit': '700', 'x-rate-limit-remaining': '699', 'ratelimit-remaining': '699', 'ratelimit-reset': '41' },
      { remaining: 699, resetMs: 41_000 },
    ],
    ['Zendesk, before that', { 'x-rate-limit': '700', 'x-rate-limit-remaining': '5' }, { remaining: 5, limit: 700 }],
    [
      'Reddit, in fractions',
      { 'x-ratelimit-used': '1', 'x-ratelimit-remaining': '599.0', 'x-ratelimit-reset': '234' },
      { remaining: 599, resetMs: 234_000 },
    ],
    [
      'RapidAPI',
      {
        'x-ratelimit-requests-limit': '500',
        'x-ratelimit-requests-remaining': '2',
        'x-ratelimit-requests-reset': '7200',
      },
      { remaining: 2, limit: 500, resetMs: 7_200_000 },
    ],
  ])('%s', (_, headers, expected) => {
    expect(heard(headers)).toEqual(expected);
  });
});

describe('when the window begins anew', () => {
  const resetMs = (value: string, more = {}) => heard({ 'x-ratelimit-reset': value, ...more })?.resetMs;

  test.each([
    ['0', 0],
    ['30', 30_000],
    ['1.5', 1500],
    ['1700000060', 60_000],
    ['1700000060000', 60_000],
    ['1s', 1000],
    ['20ms', 20],
    ['6m0s', 360_000],
    ['1h2m3.5s', 3_723_500],
  ])('%s is in %i ms', (value, ms) => {
    expect(resetMs(value)).toBe(ms);
  });

  test('the past is now', () => {
    expect(resetMs('1699999999')).toBe(0);
    expect(resetMs('1699999999000')).toBe(0);
  });

  test('nothing is further away than a day', () => {
    expect(['999999999', '1800000000', '9999999999999', '100h'].map((value) => resetMs(value))).toEqual([
      DAY,
      DAY,
      DAY,
      DAY,
    ]);
  });

  test('a time of day counts from the clock over there', () => {
    const date = 'Tue, 14 Nov 2023 23:13:20 GMT';
    expect(resetMs('1700003660', { date })).toBe(60_000);
    expect(resetMs('30', { date })).toBe(30_000);
  });

  test('a time of day counts from our clock if theirs cannot be read', () => {
    expect(resetMs('1700000060', { date: 'today' })).toBe(60_000);
  });
});

describe('Retry-After', () => {
  const waitMs = (value: string, more = {}) => heard({ 'retry-after': value, ...more }, 429)?.waitMs;

  test.each([
    ['0', 0],
    ['30', 30_000],
    ['2.0', 2000],
    ['Tue, 14 Nov 2023 22:14:20 GMT', 60_000],
    ['Tuesday, 14-Nov-23 22:14:20 GMT', 60_000],
    ['Tue Nov 14 22:14:20 2023', 60_000],
    ['Tue, 14 Nov 2023 22:00:00 GMT', 0],
    ['1000000000000', DAY],
    ['Fri, 14 Nov 2025 22:14:20 GMT', DAY],
  ])('%s asks for %i ms', (value, ms) => {
    expect(waitMs(value)).toBe(ms);
  });

  test.each(['', '-1', 'soon', '1, 2', 'NaN', '1e3', '0x10'])('"%s" asks for nothing', (value) => {
    expect(waitMs(value)).toBeUndefined();
  });

  test('a date counts from the clock over there', () => {
    expect(waitMs('Tue, 14 Nov 2023 23:13:30 GMT', { date: 'Tue, 14 Nov 2023 23:13:20 GMT' })).toBe(10_000);
  });

  test('wins over any reset', () => {
    const more = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '3600', ratelimit: '"default";r=0;t=60' };
    expect(heard({ 'retry-after': '5', ...more }, 429)).toEqual({ waitMs: 5000 });
    expect(heard({ 'retry-after': 'soon', ...more }, 429)).toEqual({ remaining: 0, resetMs: 3_600_000 });
  });

  test.each([
    ['success', [200, 202, 204]],
    ['a redirect', [301, 302, 307]],
    ['a refusal of one request', [400, 401, 404, 405, 409, 410, 413, 422, 423, 425]],
    ['what it cannot do at all', [501, 505]],
    ['a captive portal, which is somebody else', [511]],
    ['no status', [0, 600, 999]],
  ])('speaks of one thing, and not of the API, where it comes with %s: %p', (_, statuses) => {
    for (const status of statuses) expect([status, heard({ 'retry-after': '5' }, status)]).toEqual([status, undefined]);
  });

  test('speaks of the API where it comes with a limit, or with a failure of the whole', () => {
    for (const status of [403, 429, 500, 502, 503, 504, 520, 529])
      expect([status, heard({ 'retry-after': '5' }, status)]).toEqual([status, { waitMs: 5000 }]);
  });

  test('of one thing leaves what is said of the quota', () => {
    expect(heard({ 'retry-after': '5', 'x-ratelimit-remaining': '7' }, 404)).toEqual({ remaining: 7 });
  });
});

describe('an answer from a cache', () => {
  const spent = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' };

  test('says nothing of what remains now', () => {
    expect(heard({ ...spent, age: '1' })).toBeUndefined();
  });

  test.each(['0', '-1', 'old'])('is not what Age: %s says', (age) => {
    expect(heard({ ...spent, age })).toEqual({ remaining: 0, resetMs: 60_000 });
  });

  test('may still ask to wait', () => {
    expect(heard({ 'retry-after': '5', age: '3' }, 503)).toEqual({ waitMs: 5000 });
  });
});
