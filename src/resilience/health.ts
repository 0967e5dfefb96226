import type { Clock } from './clock.ts';
import { rollingSum } from './rolling-sum.ts';

/** When a target counts as failing. */
export interface HealthOptions {
  /** How far back outcomes count, in milliseconds; at least twice the time of an attempt. @default 30000, or twice the time of an attempt where that is more */
  readonly windowMs: number;
  /** Outcomes within the window before their ratio means anything. @default 20 */
  readonly minCalls: number;
  /** Failures for each outcome, from 0 to 1, at which the target counts as failing. @default 0.5 */
  readonly failureRatio: number;
  /** So many failures in a row are enough, however few the calls; at most 1000. They must come from at least two calls. @default 5 */
  readonly consecutive: number;
}

/** What is known of a target while it is called freely. */
export interface Health {
  succeeded(): void;
  /** Tells whether the target counts as failing now. `whose`: the identity of the call that the attempt was made for. */
  failed(whose: object): boolean;
  /** Whether nothing has been heard of it lately. */
  isIdle(): boolean;
}

/** A failure in a row of them. */
interface Failed {
  readonly at: number;
  readonly whose: object;
}

const SLICE_MS = 1000;
/** Failures in a row that are remembered: `consecutive` is no more. */
export const MAX_STREAK = 1000;
/** Failures that come closer together than this may have one cause, and on our side: an event loop that was blocked, for one. */
const BURST_MS = 50;

/** Counts outcomes. Neither one burst of failures nor the retries of one call make a target count as failing. */
export const health = ({ windowMs, minCalls, failureRatio, consecutive }: HealthOptions, clock: Clock): Health => {
  const slices = Math.max(2, Math.ceil(windowMs / SLICE_MS));
  const outcomes = rollingSum(windowMs, slices, clock);
  const failures = rollingSum(windowMs, slices, clock);
  // Only the first failure of each burst, so that a burst across the edge of two slices counts in one of them.
  const bursts = rollingSum(windowMs, slices, clock);
  let burstAt = Number.NEGATIVE_INFINITY;
  let streak: Failed[] = [];
  const tooMany = () => outcomes.total() >= minCalls && failures.total() >= failureRatio * outcomes.total();
  const tooLong = () =>
    streak.length >= consecutive &&
    new Set(streak.map(({ whose }) => whose)).size > 1 &&
    clock.now() - (streak[0]?.at ?? 0) >= BURST_MS;
  return {
    succeeded() {
      outcomes.add(1);
      streak = [];
    },
    failed(whose) {
      const now = clock.now();
      outcomes.add(1);
      failures.add(1);
      if (now - burstAt >= BURST_MS) {
        burstAt = now;
        bursts.add(1);
      }
      // What is long ago is in no row with this one.
      streak = [...streak.filter(({ at }) => now - at < windowMs), { at: now, whose }].slice(-MAX_STREAK);
      return tooLong() || (tooMany() && bursts.slices() >= 2);
    },
    isIdle: () => outcomes.total() === 0,
  };
};
