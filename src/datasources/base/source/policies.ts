import type {
  BreakerOptions,
  BulkheadOptions,
  HedgeOptions,
  RetryBudgetOptions,
  RetryOptions,
} from '../../../resilience/index.ts';
import type { CacheOptions } from '../cache/cache-options.ts';
import type { Api, Timeouts } from './api.ts';
import { given } from './given.ts';

/** So many calls in so much time, as an API's terms of use say it. */
export interface Quota {
  /** Calls. */
  readonly limit: number;
  /** In any span of this length, in milliseconds. */
  readonly windowMs: number;
}

/** What every policy is set to, nothing left open. */
export interface Policies {
  readonly timeouts: Timeouts;
  readonly retry: RetryOptions;
  readonly budget: RetryBudgetOptions;
  /** `null`: none. */
  readonly breaker: BreakerOptions | null;
  readonly bulkhead: BulkheadOptions;
  readonly quotas: readonly Quota[];
  /** `null`: none. */
  readonly hedge: HedgeOptions | null;
  /** `null`: nothing is kept. */
  readonly cache: CacheOptions | null;
}

const TOTAL_MS = 10_000;
/** What no pause is longer than where the call has time enough. */
export const USUAL_CAP_MS = 2_000;
const retry = {
  maxAttempts: 3,
  baseMs: 100,
  throttledBaseMs: 1_000,
  capMs: USUAL_CAP_MS,
  maxRetryAfterMs: 20_000,
} satisfies RetryOptions;
const budget = { ratio: 0.1, perSecond: 2 } satisfies RetryBudgetOptions;
const breaker = {
  windowMs: 30_000,
  minCalls: 20,
  failureRatio: 0.5,
  consecutive: 5,
  breakMs: 5_000,
  maxBreakMs: 60_000,
} satisfies BreakerOptions;
const bulkhead = { maxConcurrent: 32, maxQueue: 256, maxQueueMs: 2_000 } satisfies BulkheadOptions;
const cache = { maxBytes: 64 * 2 ** 20, maxEntryBytes: 2 ** 20 } satisfies CacheOptions;

/** The defaults of an API that says nothing. Less for the whole is less for its parts: a shorter time, or a smaller cache. */
export const policiesOf = (api: Api): Policies => {
  const { totalMs = TOTAL_MS, ...parts } = given(api.timeouts);
  const limitMs = sound(totalMs, TOTAL_MS);
  const { attemptMs = Math.min(3_000, limitMs) } = parts;
  const { connectMs = Math.min(1_000, sound(attemptMs, limitMs)) } = parts;
  const windowMs = Math.max(breaker.windowMs, 2 * sound(attemptMs, limitMs));
  const capMs = Math.min(retry.capMs, limitMs / 4);
  const mostMs = sound(api.retry?.capMs, capMs);
  const firstMs = {
    baseMs: Math.min(retry.baseMs, mostMs),
    throttledBaseMs: Math.min(retry.throttledBaseMs, mostMs),
  };
  const maxQueueMs = Math.min(bulkhead.maxQueueMs, limitMs);
  return {
    timeouts: { totalMs, attemptMs, connectMs },
    retry: { ...retry, ...firstMs, capMs, ...given(api.retry) },
    budget: { ...budget, ...given(api.budget) },
    breaker: api.breaker === false ? null : { ...breaker, windowMs, ...given(api.breaker) },
    bulkhead: { ...bulkhead, maxQueueMs, ...given(api.bulkhead) },
    quotas: [api.quota ?? []].flat(),
    hedge: api.hedge ?? null,
    cache: api.cache === false ? null : cacheOf(given(api.cache)),
  };
};

const cacheOf = (said: Partial<CacheOptions>): CacheOptions => {
  const maxBytes = sound(said.maxBytes, cache.maxBytes);
  return { ...cache, maxEntryBytes: Math.min(cache.maxEntryBytes, maxBytes), ...said };
};

/** What is said, where it makes sense: defaults that follow from nonsense would only be complained of once more. */
const sound = (said: number | undefined, otherwise: number): number =>
  said !== undefined && Number.isFinite(said) && said > 0 ? said : otherwise;
