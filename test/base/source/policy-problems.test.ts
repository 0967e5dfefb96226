import { describe, expect, test } from '@jest/globals';
import { apiKey } from '../../../src/datasources/base/index.ts';
import { started } from './started.ts';

const NEVER = 'or the second copy is never sent.';

/** Options that cannot work, each with all that is said of it. */
const refused: readonly (readonly [options: object, ...sentences: string[]])[] = [
  // times
  [{ timeouts: { totalMs: 0 } }, 'timeouts.totalMs must be a positive number, not 0.'],
  [
    { timeouts: { attemptMs: 5_000, totalMs: 4_000 } },
    'timeouts.attemptMs (5000) must not exceed timeouts.totalMs (4000).',
  ],
  [{ timeouts: { attemptMs: 20_000 } }, 'timeouts.attemptMs (20000) must not exceed timeouts.totalMs (10000).'],
  [{ timeouts: { connectMs: 4_000 } }, 'timeouts.connectMs (4000) must not exceed timeouts.attemptMs (3000).'],
  [{ timeouts: { connectMs: '500' } }, 'timeouts.connectMs must be a positive number, not "500".'],
  [
    { timeouts: { totalMs: 2 ** 31 } },
    'timeouts.totalMs must be at most 2147483647, the longest that a timer can wait, not 2147483648.',
  ],
  [{ timeouts: { totalMs: Infinity } }, 'timeouts.totalMs must be a positive number, not Infinity.'],
  [
    { timeouts: { attemptMs: 1 } },
    'timeouts.attemptMs must be at least 10, not 1: with less, no answer would come in time.',
  ],
  [{ timeouts: 5_000 }, 'timeouts must be an object, not 5000.'],
  // retries and their budget
  [{ retry: { maxAttempts: 0 } }, 'retry.maxAttempts must be a whole number from 1 to 10, not 0.'],
  [{ retry: { maxAttempts: 2.5 } }, 'retry.maxAttempts must be a whole number from 1 to 10, not 2.5.'],
  [{ retry: { maxAttempts: '3' } }, 'retry.maxAttempts must be a whole number from 1 to 10, not "3".'],
  [{ retry: { baseMs: Number.NaN } }, 'retry.baseMs must be a positive number, not NaN.'],
  [{ retry: { throttledBaseMs: -1 } }, 'retry.throttledBaseMs must be a positive number, not -1.'],
  [{ retry: { capMs: null } }, 'retry.capMs must be a positive number, not null.'],
  [{ retry: { maxRetryAfterMs: Infinity } }, 'retry.maxRetryAfterMs must be a positive number, not Infinity.'],
  [
    { retry: { maxAttempts: 10 } },
    'the pauses between attempts, at their longest, (17000) must not exceed timeouts.totalMs (10000): lower retry.maxAttempts, retry.throttledBaseMs or retry.capMs.',
  ],
  [
    { retry: { maxAttempts: 8 } },
    'the pauses between attempts, at their longest, (13000) must not exceed timeouts.totalMs (10000): lower retry.maxAttempts, retry.throttledBaseMs or retry.capMs.',
  ],
  [
    { retry: { maxAttempts: 7, baseMs: 1_900, throttledBaseMs: 200 } },
    'the pauses between attempts, at their longest, (11900) must not exceed timeouts.totalMs (10000): lower retry.maxAttempts, retry.baseMs or retry.capMs.',
  ],
  [{ retry: { throttledBaseMs: 60_000 } }, 'retry.throttledBaseMs (60000) must not exceed retry.capMs (2000).'],
  [{ retry: { baseMs: 3_000 } }, 'retry.baseMs (3000) must not exceed retry.capMs (2000).'],
  [{ retry: { baseMs: 300, capMs: 200 } }, 'retry.baseMs (300) must not exceed retry.capMs (200).'],
  [
    { retry: { throttledBaseMs: 3_000 }, timeouts: { totalMs: 2_000 } },
    'retry.throttledBaseMs (3000) must not exceed timeouts.totalMs (2000).',
  ],
  [{ retry: { maxAttempts: 2, capMs: 11_000 } }, 'retry.capMs (11000) must not exceed timeouts.totalMs (10000).'],
  [
    { retry: { maxAttempts: 5 }, budget: { ratio: 0, perSecond: 0 } },
    'retry.maxAttempts (5) needs a budget: budget.ratio and budget.perSecond cannot both be 0, or nothing is ever tried again.',
  ],
  [{ retry: 3 }, 'retry must be an object, not 3.'],
  [{ retry: null }, 'retry must be an object, not null.'],
  [{ budget: { ratio: 1.5 } }, 'budget.ratio must be a number from 0 to 1, not 1.5.'],
  [{ budget: { ratio: '0.1' } }, 'budget.ratio must be a number from 0 to 1, not "0.1".'],
  [{ budget: { perSecond: -1 } }, 'budget.perSecond must be a number from 0, not -1.'],
  [{ budget: { perSecond: Infinity } }, 'budget.perSecond must be a number from 0, not Infinity.'],
  [{ budget: 0.1 }, 'budget must be an object, not 0.1.'],
  // breaker
  [{ breaker: true }, 'breaker must be an object, or false, not true.'],
  [{ breaker: null }, 'breaker must be an object, or false, not null.'],
  [
    { breaker: { windowMs: 5_000 } },
    'breaker.windowMs (5000) must be at least twice timeouts.attemptMs (3000), or timeouts are forgotten before they are enough to open it.',
  ],
  [{ breaker: { windowMs: Number.NaN } }, 'breaker.windowMs must be a positive number, not NaN.'],
  [{ breaker: { minCalls: 0 } }, 'breaker.minCalls must be a whole number from 1, not 0.'],
  [{ breaker: { consecutive: Infinity } }, 'breaker.consecutive must be a whole number from 1 to 1000, not Infinity.'],
  [{ breaker: { consecutive: 2_000 } }, 'breaker.consecutive must be a whole number from 1 to 1000, not 2000.'],
  [{ breaker: { failureRatio: 0 } }, 'breaker.failureRatio must be a number above 0 and at most 1, not 0.'],
  [{ breaker: { failureRatio: '0.5' } }, 'breaker.failureRatio must be a number above 0 and at most 1, not "0.5".'],
  [{ breaker: { breakMs: 0 } }, 'breaker.breakMs must be a positive number, not 0.'],
  [{ breaker: { breakMs: 90_000 } }, 'breaker.breakMs (90000) must not exceed breaker.maxBreakMs (60000).'],
  [{ breaker: { maxBreakMs: Number.NaN } }, 'breaker.maxBreakMs must be a positive number, not NaN.'],
  // bulkhead and quota
  [{ bulkhead: 5 }, 'bulkhead must be an object, not 5.'],
  [{ bulkhead: { maxConcurrent: 0 } }, 'bulkhead.maxConcurrent must be a whole number from 1, not 0.'],
  [{ bulkhead: { maxQueue: -1 } }, 'bulkhead.maxQueue must be a whole number from 0, not -1.'],
  [{ bulkhead: { maxQueueMs: 0 } }, 'bulkhead.maxQueueMs must be a positive number, not 0.'],
  [{ bulkhead: { maxQueueMs: 11_000 } }, 'bulkhead.maxQueueMs (11000) must not exceed timeouts.totalMs (10000).'],
  [{ quota: 100 }, 'quota must be an object with a limit and a windowMs, or a list of them, not 100.'],
  [{ quota: ['5/s'] }, 'quota must be an object with a limit and a windowMs, or a list of them, not a list.'],
  [{ quota: { limit: 0, windowMs: 1_000 } }, 'quota.limit must be a whole number from 1, not 0.'],
  [{ quota: [{ limit: 5, windowMs: 0 }] }, 'quota.windowMs must be a positive number, not 0.'],
  [{ quota: { limit: 2.5, windowMs: 1_000 } }, 'quota.limit must be a whole number from 1, not 2.5.'],
  [{ quota: [] }, 'quota is an empty list: leave it out where there is none, or nothing is paced.'],
  [{ quota: { limit: 5 } }, 'quota.windowMs must be a positive number, not undefined.'],
  // hedge
  [{ hedge: true }, 'hedge must be an object, not true.'],
  [{ hedge: {} }, 'hedge.afterMs must be a positive number, or "p95", not undefined.'],
  [{ hedge: { afterMs: 'p99' } }, 'hedge.afterMs must be a positive number, or "p95", not "p99".'],
  [{ hedge: { afterMs: 3_000 } }, `hedge.afterMs (3000) must be less than timeouts.attemptMs (3000), ${NEVER}`],
  [
    { hedge: { afterMs: 2_000 }, timeouts: { totalMs: 4_000 } },
    `hedge.afterMs (2000) must be less than half of timeouts.totalMs (4000), ${NEVER}`,
  ],
  [
    { hedge: { afterMs: 'p95' }, timeouts: { attemptMs: 50 } },
    `hedge.afterMs ("p95", at least 50 ms) must be less than timeouts.attemptMs (50), ${NEVER}`,
  ],
  [
    { hedge: { afterMs: 'p95' }, budget: { ratio: 0, perSecond: 0 } },
    `hedge needs a budget: budget.ratio and budget.perSecond cannot both be 0, ${NEVER}`,
  ],
  [
    { hedge: { afterMs: 100 }, bulkhead: { maxConcurrent: 1 } },
    `hedge needs two calls at a time: bulkhead.maxConcurrent cannot be 1, ${NEVER}`,
  ],
  // cache
  [{ cache: true }, 'cache must be an object, or false, not true.'],
  [{ cache: { ttlMs: -1 } }, 'cache.ttlMs must be a number from 0, not -1.'],
  [{ cache: { ttlMs: '1 h' } }, 'cache.ttlMs must be a number from 0, not "1 h".'],
  [{ cache: { ttlMs: null } }, 'cache.ttlMs must be a number from 0, not null.'],
  [{ cache: { staleWhileRevalidateMs: Number.NaN } }, 'cache.staleWhileRevalidateMs must be a number from 0, not NaN.'],
  [{ cache: { staleIfErrorMs: Infinity } }, 'cache.staleIfErrorMs must be a number from 0, not Infinity.'],
  [{ cache: { maxBytes: 0 } }, 'cache.maxBytes must be a whole number from 1, not 0.'],
  [
    { cache: { maxBytes: 0.5 } },
    'cache.maxBytes must be a whole number from 1, not 0.5.',
    'cache.maxEntryBytes must be a whole number from 1, not 0.5.',
  ],
  [{ cache: { maxEntryBytes: 99.5 } }, 'cache.maxEntryBytes must be a whole number from 1, not 99.5.'],
  [
    { cache: { maxBytes: 1_000, maxEntryBytes: 2_000 } },
    'cache.maxEntryBytes (2000) must not exceed cache.maxBytes (1000).',
  ],
  // all else
  [{ maxBytes: '10' }, 'maxBytes must be a whole number from 1, not "10".'],
  [{ maxUrlLength: 0 }, 'maxUrlLength must be a whole number from 1, not 0.'],
  [{ maxBytes: 1_000.5 }, 'maxBytes must be a whole number from 1, not 1000.5.'],
  [{ required: 'yes' }, 'required must be true or false, not "yes".'],
  [{ allowPrivate: 1 }, 'allowPrivate must be true or false, not 1.'],
  [{ query: 'a=1' }, 'query must be an object.'],
  [{ headers: ['x'] }, 'headers must be an object.'],
  [{ auth: 'secret' }, 'auth must be made by apiKey, basic, bearer, or another of docs/auth.md.'],
  [{ auth: apiKey }, 'auth must be made by apiKey, basic, bearer, or another of docs/auth.md.'],
  [{ faults: {} }, 'faults must be a list of objects, each with a path as its "at", not an object.'],
  [{ faults: [{ code: 'error.code' }] }, 'faults must be a list of objects, each with a path as its "at", not a list.'],
  [{ format: 5 }, 'format must be one of json, xml, soap, graphql, not 5.'],
  [
    { names: 'kebab' },
    'names must be one of camelCase, snake_case, kebab-case, PascalCase, CONSTANT_CASE, lowercase, not "kebab".',
  ],
  [
    { failures: { failed: { retry: 'no' }, rejected: { retry: 'yes' } } },
    'failures: rejected.retry cannot be "yes": a source may only be stricter than the table, which says "no".',
  ],
  [{ failures: true }, 'failures must be an object, not true.'],
];

describe('options of a source that cannot work', () => {
  test.each(refused.map(([options, ...sentences]) => [options, sentences] as const))(
    '%j is refused at start, in sentences',
    (options, sentences) => {
      expect(started(options)).toEqual(sentences);
    },
  );
});

describe('options of a source that can work', () => {
  test.each<[object]>([
    [{}],
    [{ timeouts: { totalMs: 200 } }],
    [{ timeouts: { totalMs: 60_000, attemptMs: 20_000 } }],
    [
      {
        timeouts: undefined,
        retry: undefined,
        breaker: undefined,
        cache: undefined,
        quota: undefined,
        hedge: undefined,
      },
    ],
    [{ retry: { maxAttempts: 1 } }],
    [{ retry: { maxAttempts: 6 } }],
    [{ retry: { maxAttempts: 1 }, budget: { ratio: 0, perSecond: 0 } }],
    [{ retry: { capMs: 20 } }],
    [{ retry: { baseMs: 1, throttledBaseMs: 1, capMs: 1 } }],
    [{ retry: { baseMs: 100, throttledBaseMs: 1_000 }, timeouts: { totalMs: 3_000 } }],
    [{ retry: { baseMs: 100 }, timeouts: { totalMs: 300 } }],
    [{ timeouts: { attemptMs: 10 } }],
    [{ breaker: { consecutive: 1_000 } }],
    [{ hedge: { afterMs: 'p95' }, timeouts: { attemptMs: 51 } }],
    [{ budget: { ratio: 0, perSecond: 0 } }],
    [{ breaker: false, cache: false }],
    [
      {
        quota: [
          { limit: 5, windowMs: 1_000 },
          { limit: 1_000, windowMs: 86_400_000 },
        ],
      },
    ],
    [{ bulkhead: { maxConcurrent: 1, maxQueue: 0 } }],
    [{ hedge: { afterMs: 'p95' } }],
    [{ cache: { ttlMs: 0 } }],
    [{ cache: { maxBytes: 1_000 } }],
  ])('%j starts', (options) => {
    expect(started(options)).toEqual([]);
  });
});
