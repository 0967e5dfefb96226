import { describe, expect, test } from '@jest/globals';
import { isLimitText, limitHint } from '../../../src/datasources/base/http/limit-hint.ts';

const NOW = 1_700_000_000_000;
const hint = (status: number, headers: Readonly<Record<string, string>> = {}, body = '') =>
  limitHint(status, headers, body, NOW);

const SECONDARY =
  '{"message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}';

describe('a 403 that means no limit', () => {
  test.each([
    ['plain', {}, ''],
    [
      'of GitHub, with calls left',
      { 'x-ratelimit-remaining': '4000', 'x-ratelimit-reset': '1700000060' },
      '{"message":"Resource not accessible by integration"}',
    ],
    ['an error page', {}, '<html><title>403 Forbidden</title></html>'],
    ['words beyond the first 2 KB', {}, `${' '.repeat(2048)}rate limit`],
    ['Retry-After that cannot be read', { 'retry-after': '-1' }, ''],
    ['spent, from a cache', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60', age: '9' }, ''],
  ])('%s', (_, headers, body) => {
    expect(hint(403, headers, body)).toBeNull();
  });

  test('other statuses are not asked', () => {
    for (const status of [200, 400, 401, 404, 500, 503])
      expect(hint(status, { 'retry-after': '5' }, SECONDARY)).toBeNull();
  });
});

describe('a 403 that means a limit', () => {
  test.each([
    [
      'GitHub, primary: until the reset and a second',
      { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1700000060' },
      '',
      61_000,
    ],
    [
      'GitHub, secondary, with a time',
      { 'retry-after': '30', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1700003600' },
      SECONDARY,
      30_000,
    ],
    [
      'GitHub, secondary, without a time',
      { 'x-ratelimit-remaining': '4000', 'x-ratelimit-reset': '1700003600' },
      SECONDARY,
      60_000,
    ],
    ['GitHub, in the past', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1699999000' }, '', 1000],
    [
      'Google',
      {},
      '{"error":{"errors":[{"domain":"usageLimits","reason":"userRateLimitExceeded"}],"code":403}}',
      60_000,
    ],
    ['Google, by day', {}, '{"error":{"errors":[{"reason":"quotaExceeded"}]}}', 60_000],
    ['a gateway', {}, 'Request was THROTTLED. Expected available in 4 seconds.', 60_000],
    ['words', {}, 'Too Many Requests', 60_000],
    ['nothing left, nobody knows until when', { 'x-ratelimit-remaining': '0' }, '', 60_000],
  ])('%s', (_, headers, body, retryAfterMs) => {
    expect(hint(403, headers, body)).toEqual({ retryAfterMs });
  });
});

describe('a 429', () => {
  test.each([
    [
      'Stripe, without a time',
      { 'stripe-rate-limited-reason': 'global-rate', 'stripe-should-retry': 'true' },
      '{"error":{"type":"rate_limit_error"}}',
      {},
    ],
    ['Shopify', { 'retry-after': '2.0', 'x-shopify-shop-api-call-limit': '40/40' }, '', { retryAfterMs: 2000 }],
    [
      'Discord',
      {
        'retry-after': '65',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset-after': '64.57',
        'x-ratelimit-scope': 'user',
      },
      '',
      { retryAfterMs: 65_000 },
    ],
    [
      'X, whose reset is all there is',
      { 'x-rate-limit-limit': '900', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '1700000900' },
      '',
      { retryAfterMs: 901_000 },
    ],
    ['Reddit', { 'x-ratelimit-remaining': '0.0', 'x-ratelimit-reset': '8' }, '', { retryAfterMs: 9000 }],
    [
      'GitLab',
      { 'retry-after': '30', 'ratelimit-remaining': '0', 'ratelimit-reset': '1700000030' },
      'Retry later',
      { retryAfterMs: 30_000 },
    ],
    [
      'Zendesk',
      { 'retry-after': '93', 'x-rate-limit': '700', 'x-rate-limit-remaining': '0' },
      '',
      { retryAfterMs: 93_000 },
    ],
    [
      'OpenAI',
      { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1s' },
      '',
      { retryAfterMs: 2000 },
    ],
    ['a reset alone', { 'ratelimit-reset': '4' }, '', { retryAfterMs: 5000 }],
    [
      'GitHub, secondary',
      { 'x-ratelimit-remaining': '4000', 'x-ratelimit-reset': '1700003600' },
      SECONDARY,
      { retryAfterMs: 60_000 },
    ],
    ['calls left in some other window', { 'x-ratelimit-remaining': '4000', 'x-ratelimit-reset': '1700003600' }, '', {}],
    ['words that say no more than the status', {}, 'Too Many Requests', {}],
  ])('%s', (_, headers, body, expected) => {
    expect(hint(429, headers, body)).toEqual(expected);
  });

  test('so is a 529', () => {
    expect([hint(529), hint(529, { 'retry-after': '1' })]).toEqual([{}, { retryAfterMs: 1000 }]);
  });
});

describe('text that speaks of a limit', () => {
  test.each([
    'Rate limit exceeded',
    'rate-limited',
    'RATE_LIMITED',
    'API rateLimitExceeded',
    'too many requests',
    'Quota exceeded',
    'ThrottlingException',
  ])('%s', (text) => {
    expect(isLimitText(text)).toBe(true);
  });

  test.each(['', 'Currency rate: limited', '<html>Welcome</html>', 'unlimited quota', `rate limit${' '.repeat(2048)}`])(
    'not: %p',
    (text) => {
      expect(isLimitText(text)).toBe(false);
    },
  );
});
