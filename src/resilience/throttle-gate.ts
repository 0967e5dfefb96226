import type { Random } from './backoff.ts';
import type { Clock } from './clock.ts';
import type { UpstreamError } from './upstream-error.ts';

/** Closed for as long as the other side asks; after a refusal it opens little by little. */
export interface ThrottleGate {
  opensAt(): number;
  /** Whether as many calls are under way, or about to be, as it lets through at a time. */
  full(ahead: number): boolean;
  /** Stays closed for this long from now, if it is not closed for longer. */
  close(ms: number): void;
  /** The same and a little longer: not everybody should return on the instant. */
  closeAbout(ms: number): void;
  begin(): void;
  /** A call ended. @param number its number @param begun the number of the last call that began */
  end(number: number, begun: number, failure?: UpstreamError): void;
  /** Whether nothing is under way, and its last closing long past. */
  isIdle(): boolean;
}

/** The pause after a refusal that gives no time; it doubles with each that follows. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
/** So many calls under way without a refusal, and the gate is as open as before. */
const WIDE = 32;

/** A single call that is refused does not mean that two at a time are too many. */
const LEAST_FAMILIAR = 4;

/**
 * A refusal for too many calls closes the gate. When it opens, one call goes first, and each answer lets one more go beside it, up to
 * half of what was too much, and fewer beyond: all who waited, let go at once, would be refused again. This is slow start and
 * congestion avoidance (RFC 5681 section 3.1), counted in calls under way.
 */
export const throttleGate = (maxGateMs: number, clock: Clock, random: Random): ThrottleGate => {
  let opens = -Infinity;
  let pauseMs = FIRST_PAUSE_MS;
  let width = Infinity;
  /** Up to here the width grows by one with each answer, beyond it by one with each round of answers. */
  let familiar = Infinity;
  let underWay = 0;
  /** The last call that began before the last refusal: later news of it, or of those before, is no news. */
  let refusedAt = 0;

  const close = (ms: number) => {
    opens = Math.max(opens, clock.now() + Math.min(ms, maxGateMs));
  };
  const closeAbout = (ms: number) => close(ms + random() * Math.min(1000, ms / 10));
  const refused = (number: number, begun: number, retryAfterMs: number | undefined) => {
    if (retryAfterMs !== undefined) close(retryAfterMs);
    if (number <= refusedAt) return;
    refusedAt = begun;
    familiar = Math.max(LEAST_FAMILIAR, Math.min(width, underWay) / 2);
    width = 1;
    if (retryAfterMs !== undefined) return;
    closeAbout(pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  };
  const answered = (number: number) => {
    if (number <= refusedAt) return;
    pauseMs = FIRST_PAUSE_MS;
    width += width < familiar ? 1 : 1 / width;
    if (width > WIDE) width = Infinity;
  };

  return {
    opensAt: () => opens,
    full: (ahead) => underWay + ahead + 1 > width,
    close,
    closeAbout,
    begin() {
      underWay += 1;
    },
    end(number, begun, failure) {
      underWay -= 1;
      if (failure?.kind === 'throttled') refused(number, begun, failure.facts.retryAfterMs);
      // A refusal for other reasons is an answer too; silence, and failing, are not.
      else if (failure === undefined || (failure.facts.status ?? 500) < 500) answered(number);
    },
    // How wide it is and how long it pauses are of use for about as long as the longest pause.
    isIdle: () => underWay === 0 && clock.now() >= opens + LONGEST_PAUSE_MS,
  };
};
