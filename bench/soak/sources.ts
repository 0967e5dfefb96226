import { type Api, bearer, type SourceClass } from '../../src/datasources/base/index.ts';
import type { Times } from '../../src/faults/fault.ts';
import { VARIABLE } from './identities.ts';

/** A tenth of the usual times: what is waited for is waited for often. In milliseconds. */
export const times: Times = { connectMs: 200, attemptMs: 300, totalMs: 1_500 };

/** How long an operation may take if its client does not say, in milliseconds. */
export const DEADLINE_MS = 3_000;

/** Attempts of one call, the first included. */
const MAX_ATTEMPTS = 3;

/** Calls to one source that may be under way for one gateway. */
export const MAX_CONCURRENT = 8;

const common: Partial<Api> = {
  auth: bearer({ env: VARIABLE }),
  timeouts: times,
  retry: { maxAttempts: MAX_ATTEMPTS, baseMs: 10, throttledBaseMs: 20, capMs: 50, maxRetryAfterMs: 300 },
  budget: { ratio: 0.5, perSecond: 10 },
  breaker: { windowMs: 2_000, minCalls: 20, breakMs: 200, maxBreakMs: 800 },
  bulkhead: { maxConcurrent: MAX_CONCURRENT, maxQueue: 24, maxQueueMs: 400 },
};

/** Every way of keeping answers, and hedging, are on for some source. */
const special: Readonly<Record<string, Partial<Api>>> = {
  currencies: { cache: { ttlMs: 100, staleWhileRevalidateMs: 200 } },
  openMeteo: { cache: false },
  usgs: { cache: false, hedge: { afterMs: 80 } },
};

/** Whether a source may send a second copy of an attempt. */
const isHedged = (source: string): boolean => special[source]?.hedge !== undefined;

/** Beside those that are counted, one at once on another connection if a kept one was closed; and a copy of each where there is hedging. */
export const mostAttempts = (source: string): number => (MAX_ATTEMPTS + 1) * (isHedged(source) ? 2 : 1);

/** Of any source. */
export const MOST_ATTEMPTS = 2 * (MAX_ATTEMPTS + 1);

/** The source as it is, with times scaled down, and signed requests. */
export const scaled = (Source: SourceClass): SourceClass => {
  class Scaled extends Source {
    static override readonly api: Api = { ...Source.api, ...common, ...special[Source.api.name] };
  }
  return Scaled;
};
