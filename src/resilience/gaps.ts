import type { Clock } from './clock.ts';

/** How long it takes from one turn to the next while calls wait. */
export interface Gaps {
  /** Calls begin to wait. */
  start(): void;
  /** One of them gets its turn. */
  turn(): void;
  /** The gap as it was lately, in milliseconds; 0 before the first turn. */
  meanMs(): number;
}

/** The mean is that of about so many turns. */
const TURNS = 16;

/** The mean of the gaps since calls wait: at first of all, then weighted exponentially, so that it follows what changes. */
export const gaps = (clock: Clock): Gaps => {
  let turns = 0;
  let last = 0;
  let meanMs = 0;
  return {
    start() {
      turns = 0;
      meanMs = 0;
      last = clock.now();
    },
    turn() {
      turns += 1;
      meanMs += (clock.now() - last - meanMs) / Math.min(turns, TURNS);
      last = clock.now();
    },
    meanMs: () => meanMs,
  };
};
