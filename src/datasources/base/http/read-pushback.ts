import type { Pushback } from '../../../resilience/index.ts';
import { legacyQuotas } from './legacy-quotas.ts';
import { retryAfterMs, theirNow } from './retry-after.ts';
import { structuredQuotas } from './structured-quotas.ts';

/** Of a response: lower-case names; repeated ones joined by `, `. */
type Headers = Readonly<Record<string, string>>;

/**
 * What a response's headers say about how fast we may call; `undefined` if nothing, or nothing that can be read.
 * Retry-After wins over any reset. Of several quotas the one with the fewest calls left counts; of equals, the longest wait.
 * @param nowEpochMs our time of day, for dates where the response has none of its own
 */
export const readPushback = (status: number, headers: Headers, nowEpochMs: number): Pushback | undefined => {
  const waitMs = asksAllToWait(status) ? retryAfterMs(headers, nowEpochMs) : undefined;
  if (waitMs !== undefined) return { waitMs };
  // From a cache on the way: true when it was first said.
  if (Number(headers['age'] ?? 0) > 0) return undefined;
  const quotas = [...structuredQuotas(headers), ...legacyQuotas(headers, theirNow(headers, nowEpochMs))];
  return quotas.toSorted(byStrictness)[0];
};

/** On success and in a redirect Retry-After speaks of one resource, such as a report being made; so it does with 413. */
const asksAllToWait = (status: number): boolean => status >= 400 && status !== 413;

const byStrictness = (a: Pushback, b: Pushback): number =>
  compare(a.remaining ?? Number.MAX_VALUE, b.remaining ?? Number.MAX_VALUE) || compare(b.resetMs ?? 0, a.resetMs ?? 0);

const compare = (a: number, b: number): number => a - b;
