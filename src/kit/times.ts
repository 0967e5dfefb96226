import type { Api } from '../datasources/base/index.ts';
import type { Times } from '../faults/fault.ts';

/** Times scaled down so that waiting for them costs little, and up from what a busy machine needs. */
export const kitTimes: Times = { connectMs: 200, attemptMs: 300, totalMs: 1_500 };

/** For what missed at first: a machine that was busy by chance has twice the time. */
export const patientTimes: Times = {
  connectMs: 2 * kitTimes.connectMs,
  attemptMs: 2 * kitTimes.attemptMs,
  totalMs: 2 * kitTimes.totalMs,
};

/** A case's own options, where they are times measured by the attempt's: they grow with it, and never shrink. */
export const inProportion = (words: Partial<Api>, { attemptMs }: Times): Partial<Api> => {
  const factor = Math.max(1, attemptMs / kitTimes.attemptMs);
  const { bulkhead, timeouts } = words;
  return {
    ...words,
    ...(bulkhead?.maxQueueMs === undefined
      ? {}
      : { bulkhead: { ...bulkhead, maxQueueMs: bulkhead.maxQueueMs * factor } }),
    ...(timeouts
      ? { timeouts: Object.fromEntries(Object.entries(timeouts).map(([name, ms]) => [name, ms * factor])) }
      : {}),
  };
};
