import { MAX_STREAK, narrowingProblems } from '../../../resilience/index.ts';
import type { Api } from './api.ts';
import { hedgeProblems } from './hedge-problems.ts';
import { type Policies, policiesOf } from './policies.ts';
import { retryProblems } from './retry-problems.ts';
import { atMost, exceeds, notNegative, positive, told, unless, waiting, whole } from './sentences.ts';

/** What cannot be meant by an API's policies, in full sentences. */
export const policyProblems = (api: Api): readonly string[] => {
  const policies = policiesOf(api);
  return [
    ...checks.flatMap((check) => check(policies, api)),
    ...narrowingProblems(api.failures).map((sentence) => `failures: ${sentence}`),
  ];
};

/** An attempt is not begun with less than 100 ms left, and is given an end 20 ms before the call's. */
export const LEAST_TOTAL_MS = 200;
/** Not even a machine in the same room answers in less for certain. */
const LEAST_ATTEMPT_MS = 10;

/** One check for each policy: what its numbers may be, and what they cannot be together. */
const checks: readonly ((policies: Policies, said: Api) => readonly string[])[] = [
  ({ timeouts: { totalMs, attemptMs, connectMs } }) => [
    ...waiting('timeouts.totalMs', totalMs),
    ...unless(
      !(Number.isFinite(totalMs) && totalMs > 0 && totalMs < LEAST_TOTAL_MS),
      `timeouts.totalMs must be at least ${LEAST_TOTAL_MS}, not ${told(totalMs)}: with less, no attempt would begin.`,
    ),
    ...waiting('timeouts.attemptMs', attemptMs),
    ...unless(
      !(Number.isFinite(attemptMs) && attemptMs > 0 && attemptMs < LEAST_ATTEMPT_MS),
      `timeouts.attemptMs must be at least ${LEAST_ATTEMPT_MS}, not ${told(attemptMs)}: with less, no answer would come in time.`,
    ),
    ...waiting('timeouts.connectMs', connectMs),
    ...atMost('timeouts.attemptMs', attemptMs, 'timeouts.totalMs', totalMs),
    ...atMost('timeouts.connectMs', connectMs, 'timeouts.attemptMs', attemptMs),
  ],
  (policies, { retry = {} }) => retryProblems(policies, retry),
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
          ...whole('breaker.consecutive', breaker.consecutive, 1, MAX_STREAK),
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
  ({ quotas }, { quota }) => [
    ...unless(
      quota === undefined || quotas.length > 0,
      'quota is an empty list: leave it out where there is none, or nothing is paced.',
    ),
    ...quotas.flatMap(({ limit, windowMs }) => [
      ...whole('quota.limit', limit, 1),
      ...positive('quota.windowMs', windowMs),
    ]),
  ],
  (policies) => (policies.hedge === null ? [] : hedgeProblems(policies.hedge, policies)),
  ({ cache }) => (cache === null ? [] : cacheProblems(cache)),
];

const cacheProblems = (cache: NonNullable<Policies['cache']>): readonly string[] => [
  ...(['ttlMs', 'staleWhileRevalidateMs', 'staleIfErrorMs'] as const).flatMap((name) =>
    cache[name] === undefined ? [] : notNegative(`cache.${name}`, cache[name]),
  ),
  ...whole('cache.maxBytes', cache.maxBytes, 1),
  ...whole('cache.maxEntryBytes', cache.maxEntryBytes, 1),
  ...atMost('cache.maxEntryBytes', cache.maxEntryBytes, 'cache.maxBytes', cache.maxBytes),
];
