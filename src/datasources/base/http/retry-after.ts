import { parseHttpDate } from './http-date.ts';
import { plausibleWait } from './longest-wait.ts';

/**
 * How long the other side asked us to wait, in milliseconds, at most a day; `undefined` if it did not, or not clearly (RFC 9110
 * section 10.2.3). A date counts from the response's own `Date`, so that clocks that differ do no harm.
 */
export const retryAfterMs = (headers: Readonly<Record<string, string>>, nowEpochMs: number): number | undefined => {
  const asked = headers['retry-after'];
  if (asked === undefined) return undefined;
  // A fraction is against the RFC, and clear all the same: Shopify says `2.0`.
  if (/^\d+(?:\.\d+)?$/.test(asked)) return plausibleWait(Math.ceil(Number(asked) * 1000));
  const until = parseHttpDate(asked, nowEpochMs);
  return until === undefined ? undefined : plausibleWait(until - theirNow(headers, nowEpochMs));
};

/** The time of day over there, in milliseconds since 1970: the response's `Date`, or our own clock if it has none. */
export const theirNow = (headers: Readonly<Record<string, string>>, nowEpochMs: number): number =>
  parseHttpDate(headers['date'] ?? '', nowEpochMs) ?? nowEpochMs;
