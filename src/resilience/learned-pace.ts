import type { Random } from './backoff.ts';
import type { Clock } from './clock.ts';
import type { Pushback } from './pushback.ts';
import { throttleGate } from './throttle-gate.ts';
import type { Pace } from './turns.ts';
import type { UpstreamError } from './upstream-error.ts';

/** The pace that the other side has taught us, for one account. */
export interface LearnedPace extends Pace {
  /** What the answer to the call of this number said. */
  hear(number: number, pushback: Pushback): void;
  /** The call of this number has ended: with an answer, or with a failure. */
  end(number: number, failure?: UpstreamError): void;
  /** Whether it has taught us nothing that still holds. */
  isIdle(): boolean;
}

/** What the other side last said about its window. */
interface Window {
  /** The call to which it was said. */
  readonly number: number;
  /** Calls left after that one, as it knew. */
  readonly remaining: number;
  readonly resetsAt: number;
  /** From one start to the next, so that the last calls of the window last until its end. 0: no need yet. */
  readonly spaceMs: number;
}

/** Below this share of the limit, calls are spread over the rest of the window. */
const SCARCE = 0.1;

/** @param maxGateMs however long it asks to be left alone, it is asked again after this */
export const learnedPace = (maxGateMs: number, clock: Clock, random: Random): LearnedPace => {
  const gate = throttleGate(maxGateMs, clock, random);
  let window: Window | undefined;
  let begun = 0;
  let lastStart = -Infinity;

  /** Calls left for certain: those that began after what was said come off, also while they are under way. */
  const left = ({ number, remaining }: Window) => remaining - (begun - number);
  const windowOpensAt = (said: Window, ahead: number): number => {
    const spaced = lastStart + said.spaceMs * (ahead + 1);
    const spent = left(said) > ahead ? -Infinity : lastStart + maxGateMs;
    return Math.min(said.resetsAt, Math.max(spaced, spent));
  };

  return {
    opensAt(ahead) {
      if (window && window.resetsAt <= clock.now()) window = undefined;
      return Math.max(gate.opensAt(), window ? windowOpensAt(window, ahead) : -Infinity);
    },
    full: (ahead) => gate.full(ahead),
    begin() {
      begun += 1;
      lastStart = clock.now();
      gate.begin();
      return begun;
    },
    hear(number, { waitMs, remaining, limit, resetMs }) {
      if (waitMs !== undefined) gate.close(waitMs);
      if (remaining === undefined || resetMs === undefined) return;
      const spaceMs = Math.min(spacing(remaining, limit, resetMs), maxGateMs);
      const said = { number, remaining, resetsAt: clock.now() + resetMs, spaceMs };
      // Answers overtake each other: an older one counts only if it says less.
      if (window && number < window.number && left(said) >= left(window)) return;
      window = said;
      if (remaining === 0) gate.closeAbout(resetMs);
    },
    end: (number, failure) => gate.end(number, begun, failure),
    isIdle: () => (window === undefined || window.resetsAt <= clock.now()) && gate.isIdle(),
  };
};

const spacing = (remaining: number, limit: number | undefined, resetMs: number): number =>
  limit === undefined || remaining === 0 || remaining >= limit * SCARCE ? 0 : resetMs / remaining;
