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

/** A limit, and a 403 that gives a time is one (as GitHub has it). */
const LIMITS: ReadonlySet<number> = new Set([403, 429]);
/** By these it says what it cannot do, or somebody else answered. */
const NO_OUTAGE: ReadonlySet<number> = new Set([501, 505, 511]);

/**
 * Whether Retry-After is said of the whole API: with a limit (RFC 6585 section 4), or while it is unavailable (RFC 9110 section 10.2.3). With
 * success, in a redirect, and in a refusal it speaks of one thing, such as a report being made: all others may be asked for.
 */
const asksAllToWait = (status: number): boolean =>
  LIMITS.has(status) || (status >= 500 && status < 600 && !NO_OUTAGE.has(status));

const byStrictness = (a: Pushback, b: Pushback): number =>
  compare(a.remaining ?? Number.MAX_VALUE, b.remaining ?? Number.MAX_VALUE) || compare(b.resetMs ?? 0, a.resetMs ?? 0);

const compare = (a: number, b: number): number => a - b;
