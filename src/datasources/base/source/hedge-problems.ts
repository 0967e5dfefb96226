import { MIN_P95_MS } from '../../../resilience/index.ts';
import type { Policies } from './policies.ts';
import { told, unless } from './sentences.ts';

const NEVER = 'or the second copy is never sent.';

/** A copy that could never be sent is no policy, but a mistake. */
export const hedgeProblems = (
  { afterMs }: NonNullable<Policies['hedge']>,
  { timeouts, budget, bulkhead }: Policies,
): readonly string[] => {
  const leastMs = afterMs === 'p95' ? MIN_P95_MS : afterMs;
  const its = afterMs === 'p95' ? `"p95", at least ${MIN_P95_MS} ms` : told(afterMs);
  return [
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
      !reaches(leastMs, timeouts.attemptMs),
      `hedge.afterMs (${its}) must be less than timeouts.attemptMs (${told(timeouts.attemptMs)}), ${NEVER}`,
    ),
    ...unless(
      !reaches(afterMs, timeouts.totalMs, 2),
      `hedge.afterMs (${told(afterMs)}) must be less than half of timeouts.totalMs (${told(timeouts.totalMs)}), ${NEVER}`,
    ),
  ];
};

const reaches = (value: unknown, limit: number, times = 1): boolean =>
  Number.isFinite(value) && Number.isFinite(limit) && Number(value) * times >= limit;
