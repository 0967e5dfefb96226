import { narrowingProblems } from '../../../resilience/index.ts';
import type { Api } from './api.ts';
import { type Policies, policiesOf } from './policies.ts';
import { atMost, exceeds, notNegative, positive, told, unless, waiting, whole } from './sentences.ts';

/** What cannot be meant by an API's policies, in full sentences. */
export const policyProblems = (api: Api): readonly string[] => {
  const policies = policiesOf(api);
  return [
    ...checks.flatMap((check) => check(policies)),
    ...narrowingProblems(api.failures).map((sentence) => `failures: ${sentence}`),
  ];
};

/** An attempt is not begun with less than 100 ms left, and is given an end 20 ms before the call's. */
const LEAST_TOTAL_MS = 200;

/** One check for each policy: what its numbers may be, and what they cannot be together. */
const checks: readonly ((policies: Policies) => readonly string[])[] = [
  ({ timeouts: { totalMs, attemptMs, connectMs } }) => [
    ...waiting('timeouts.totalMs', totalMs),
    ...unless(
      !(Number.isFinite(totalMs) && totalMs > 0 && totalMs < LEAST_TOTAL_MS),
      `timeouts.totalMs must be at least ${LEAST_TOTAL_MS}, not ${told(totalMs)}: with less, no attempt would begin.`,
    ),
    ...waiting('timeouts.attemptMs', attemptMs),
    ...waiting('timeouts.connectMs', connectMs),
    ...atMost('timeouts.attemptMs', attemptMs, 'timeouts.totalMs', totalMs),
    ...atMost('timeouts.connectMs', connectMs, 'timeouts.attemptMs', attemptMs),
  ],
  ({ retry, timeouts }) => [
    ...whole('retry.maxAttempts', retry.maxAttempts, 1, 10),
    ...(['baseMs', 'throttledBaseMs', 'capMs', 'maxRetryAfterMs'] as const).flatMap((name) =>
      positive(`retry.${name}`, retry[name]),
    ),
    ...atMost(
      'the pauses between attempts, at their longest,',
      longestPauses(retry),
      'timeouts.totalMs',
      timeouts.totalMs,
    ),
  ],
  ({ budget }) => [
    ...unless(
      Number.isFinite(budget.ratio) && budget.ratio >= 0 && budget.ratio <= 1,
      `budget.ratio must be a number from 0 to 1, not ${told(budget.ratio)}.`,
    ),
    ...notNegative('budget.perSecond', budget.perSecond),
  ],
  ({ breaker, timeouts }) =>
    breaker === null
      ? []
      : [
          ...positive('breaker.windowMs', breaker.windowMs),
          ...whole('breaker.minCalls', breaker.minCalls, 1),
          ...whole('breaker.consecutive', breaker.consecutive, 1),
          ...unless(
            Number.isFinite(breaker.failureRatio) && breaker.failureRatio > 0 && breaker.failureRatio <= 1,
            `breaker.failureRatio must be a number above 0 and at most 1, not ${told(breaker.failureRatio)}.`,
          ),
          ...positive('breaker.breakMs', breaker.breakMs),
          ...positive('breaker.maxBreakMs', breaker.maxBreakMs),
          ...atMost('breaker.breakMs', breaker.breakMs, 'breaker.maxBreakMs', breaker.maxBreakMs),
          ...unless(
            !exceeds(timeouts.attemptMs, breaker.windowMs, 2),
            `breaker.windowMs (${told(breaker.windowMs)}) must be at least twice timeouts.attemptMs (${told(timeouts.attemptMs)}), or timeouts are forgotten before they are enough to open it.`,
          ),
        ],
  ({ bulkhead, timeouts }) => [
    ...whole('bulkhead.maxConcurrent', bulkhead.maxConcurrent, 1),
    ...whole('bulkhead.maxQueue', bulkhead.maxQueue, 0),
    ...positive('bulkhead.maxQueueMs', bulkhead.maxQueueMs),
    ...atMost('bulkhead.maxQueueMs', bulkhead.maxQueueMs, 'timeouts.totalMs', timeouts.totalMs),
  ],
  ({ quotas }) =>
    quotas.flatMap(({ limit, windowMs }) => [
      ...whole('quota.limit', limit, 1),
      ...positive('quota.windowMs', windowMs),
    ]),
  (policies) => (policies.hedge === null ? [] : hedgeProblems(policies.hedge, policies)),
  ({ cache }) => (cache === null ? [] : cacheProblems(cache)),
];

const NEVER = 'or the second copy is never sent.';

/** A copy that could never be sent is no policy, but a mistake. */
const hedgeProblems = (
  { afterMs }: NonNullable<Policies['hedge']>,
  { timeouts, budget, bulkhead }: Policies,
): readonly string[] => [
  ...unless(
    budget.ratio !== 0 || budget.perSecond !== 0,
    `hedge needs a budget: budget.ratio and budget.perSecond cannot both be 0, ${NEVER}`,
  ),
  ...unless(
    bulkhead.maxConcurrent !== 1,
    `hedge needs two calls at a time: bulkhead.maxConcurrent cannot be 1, ${NEVER}`,
  ),
  ...unless(
    afterMs === 'p95' || (Number.isFinite(afterMs) && afterMs > 0),
    `hedge.afterMs must be a positive number, or "p95", not ${told(afterMs)}.`,
  ),
  ...unless(
    !reaches(afterMs, timeouts.attemptMs),
    `hedge.afterMs (${told(afterMs)}) must be less than timeouts.attemptMs (${told(timeouts.attemptMs)}), ${NEVER}`,
  ),
  ...unless(
    !reaches(afterMs, timeouts.totalMs, 2),
    `hedge.afterMs (${told(afterMs)}) must be less than half of timeouts.totalMs (${told(timeouts.totalMs)}), ${NEVER}`,
  ),
];

const reaches = (value: unknown, limit: number, times = 1): boolean =>
  Number.isFinite(value) && Number.isFinite(limit) && Number(value) * times >= limit;

const longestPauses = ({ maxAttempts, baseMs, capMs }: Policies['retry']): number => {
  if (![maxAttempts, baseMs, capMs].every(Number.isFinite)) return 0;
  const pauses = Array.from({ length: Math.max(0, Math.min(maxAttempts, 10) - 1) }, (_, i) =>
    Math.min(capMs, baseMs * 2 ** i),
  );
  return pauses.reduce((sum, pause) => sum + pause, 0);
};

const cacheProblems = (cache: NonNullable<Policies['cache']>): readonly string[] => [
  ...(['ttlMs', 'staleWhileRevalidateMs', 'staleIfErrorMs'] as const).flatMap((name) =>
    cache[name] === undefined ? [] : notNegative(`cache.${name}`, cache[name]),
  ),
  ...positive('cache.maxBytes', cache.maxBytes),
  ...positive('cache.maxEntryBytes', cache.maxEntryBytes),
  ...atMost('cache.maxEntryBytes', cache.maxEntryBytes, 'cache.maxBytes', cache.maxBytes),
];
