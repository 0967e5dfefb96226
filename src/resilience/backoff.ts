/** Chance as a parameter: a number in [0, 1). */
export type Random = () => number;

/** How long to pause between attempts. All in milliseconds. */
export interface BackoffOptions {
  /** First pause is at most this long; it doubles with each attempt. @default 100, or `capMs` where that is less */
  readonly baseMs: number;
  /** The same after the other side asked for fewer calls. @default 1000, or `capMs` where that is less */
  readonly throttledBaseMs: number;
  /** No pause of our own is longer; at most the time of the whole call. @default 2000, or a quarter of the time of the whole call where that is less */
  readonly capMs: number;
}

/**
 * Full jitter: a pause drawn evenly from nothing to the exponential bound, so that callers who failed together do not return together
 * (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015). A pause the other side asked for is never cut short,
 * only lengthened a little, for the same reason.
 * @param attempt attempts made so far, from 1
 */
export const backoff = (
  attempt: number,
  baseMs: number,
  capMs: number,
  askedMs: number | undefined,
  random: Random,
): number => {
  const own = random() * Math.min(capMs, baseMs * 2 ** (attempt - 1));
  return askedMs === undefined ? own : Math.max(own, askedMs) + random() * Math.min(1000, askedMs / 10);
};
