/** At most so many calls begin within any so many milliseconds. */
export interface Quota {
  /** Calls a window, at least 1. */
  readonly limit: number;
  /** Length of the window, in milliseconds. */
  readonly windowMs: number;
}

/** When calls may begin under one quota. */
export interface SlidingWindow {
  /** The instant from which the next call may begin, with so many ahead of it: exact for 0, else no later than the truth. */
  opensAt(ahead: number, now: number): number;
  /** A call begins. */
  begin(now: number): void;
  /** Whether it has no start to remember. */
  isIdle(now: number): boolean;
}

/**
 * Keeps the instants of the last `limit` starts in a ring: the next one may follow a whole window after the oldest of them.
 * Exact, unlike counting by fixed windows, two of which may meet back to back.
 */
export const slidingWindow = ({ limit, windowMs }: Quota): SlidingWindow => {
  const starts: number[] = [];
  let begun = 0;
  return {
    opensAt(ahead, now) {
      const oldest = starts[(begun + ahead) % limit] ?? now - windowMs;
      return Math.max(oldest, now - windowMs) + windowMs * (1 + Math.floor(ahead / limit));
    },
    begin(now) {
      starts[begun % limit] = now;
      begun += 1;
    },
    isIdle: (now) => begun === 0 || (starts[(begun - 1) % limit] ?? now) <= now - windowMs,
  };
};
