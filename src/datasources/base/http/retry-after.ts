import { parseHttpDate } from './http-date.ts';

/**
 * How long the other side asked us to wait, in milliseconds; `undefined` if it did not, or not clearly (RFC 9110
 * section 10.2.3). A date counts from the response's own `Date`, so that clocks that differ do no harm.
 */
export const retryAfterMs = (headers: Readonly<Record<string, string>>, nowEpochMs: number): number | undefined => {
  const asked = headers['retry-after'];
  if (asked === undefined) return undefined;
  if (/^\d+$/.test(asked)) return Math.min(Number(asked) * 1000, Number.MAX_SAFE_INTEGER);
  const until = parseHttpDate(asked, nowEpochMs);
  if (until === undefined) return undefined;
  const theirNow = parseHttpDate(headers['date'] ?? '', nowEpochMs) ?? nowEpochMs;
  return Math.max(0, until - theirNow);
};
