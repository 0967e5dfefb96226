import type { Clock } from '../../../resilience/index.ts';

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** Pauses after failures, each twice as long as the one before: 1 s to 30 s. A while without failures, and it begins anew. */
export interface Cooldown {
  /** What is left of the pause, in milliseconds; 0 if there is none. */
  leftMs(): number;
  /** Begins a pause, of at least so many milliseconds. */
  begin(atLeastMs?: number): void;
  /** Nothing is wrong any more. */
  end(): void;
}

export const cooldown = (clock: Clock): Cooldown => {
  let until = Number.NEGATIVE_INFINITY;
  let pauseMs = 0;
  return {
    leftMs: () => Math.max(0, until - clock.now()),
    begin(atLeastMs = 0) {
      const calm = clock.now() - until > LONGEST_MS;
      pauseMs = calm || pauseMs === 0 ? FIRST_MS : Math.min(LONGEST_MS, 2 * pauseMs);
      until = clock.now() + Math.max(pauseMs, atLeastMs);
    },
    end() {
      until = Number.NEGATIVE_INFINITY;
      pauseMs = 0;
    },
  };
};
