import type { Pushback } from '../../../resilience/index.ts';
import { saysLimited } from './limit-words.ts';
import { readPushback } from './read-pushback.ts';

/** A refusal that means a limit; `retryAfterMs` where it is known how long it lasts. */
export interface LimitHint {
  readonly retryAfterMs?: number;
}

/** So much of a body is looked at, in characters. */
export const LIMIT_TEXT_LENGTH = 2048;
/** For limits that give no time: GitHub asks for at least a minute. */
const UNTOLD_MS = 60_000;
/** Windows are reset on the second; the clock over there may be a little behind its own announcement. */
const AFTER_RESET_MS = 1000;

const SECONDARY_TEXT = /secondary rate limit/i;

/** Whether a short body speaks of a limit: for answers of success that could not be read. */
export const isLimitText = (bodyText: string): boolean => bodyText.length <= LIMIT_TEXT_LENGTH && saysLimited(bodyText);

/**
 * Whether a refusal means a limit, and until when: 429 and 529 always do, 403 where headers or the body say so
 * (as GitHub and Google have it). `null`: it does not.
 * @param bodyText the body, of which only the first 2048 characters are looked at
 * @param nowEpochMs our time of day
 */
export const limitHint = (
  status: number,
  headers: Readonly<Record<string, string>>,
  bodyText: string,
  nowEpochMs: number,
): LimitHint | null => {
  if (status !== 403 && status !== 429 && status !== 529) return null;
  const said = readPushback(status, headers, nowEpochMs) ?? {};
  const text = bodyText.slice(0, LIMIT_TEXT_LENGTH);
  const askedMs = said.waitMs ?? untilReset(said, status !== 403);
  if (askedMs !== undefined) return { retryAfterMs: askedMs };
  if (SECONDARY_TEXT.test(text)) return { retryAfterMs: UNTOLD_MS };
  // The words add nothing to a 429, whose limit may be one a second: how long is for the policies to find out.
  if (status !== 403) return {};
  return said.remaining === 0 || saysLimited(text) ? { retryAfterMs: UNTOLD_MS } : null;
};

/** @param certain there is nothing left, even if it is not said */
const untilReset = ({ remaining, resetMs }: Pushback, certain: boolean): number | undefined =>
  resetMs !== undefined && (remaining === 0 || (certain && remaining === undefined))
    ? resetMs + AFTER_RESET_MS
    : undefined;
