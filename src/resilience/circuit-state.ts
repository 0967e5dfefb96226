import type { Random } from './backoff.ts';
import type { Clock } from './clock.ts';
import { type Health, type HealthOptions, health } from './health.ts';

/** When a failing target is left alone, and for how long. */
export interface BreakerOptions extends HealthOptions {
  /** How long it is left alone, in milliseconds, a fifth more or less. Doubles each time a probe fails. Then one call at a time may try it: two in a row that it answers end the break. @default 5000 */
  readonly breakMs: number;
  /** That doubling ends here, in milliseconds. Only the target itself may ask for longer (Retry-After), up to 5 min. @default 60000 */
  readonly maxBreakMs: number;
}

/** Each entry into a state makes a new object, so that its identity tells what happened before the last change from what happened after. */
export type CircuitState =
  | { readonly name: 'closed'; readonly health: Health }
  | { readonly name: 'open'; readonly until: number; readonly failedProbes: number }
  | {
      readonly name: 'halfOpen';
      readonly failedProbes: number;
      /** From this instant on, a call that is not safe to repeat may be the probe: none that is has come for as long as a break. */
      readonly anyFrom: number;
      probing: boolean;
      successes: number;
    };

/** How one state follows from another. */
export interface CircuitStates {
  closed(): CircuitState;
  /** What an open circuit is by now; any other is as it is. */
  byNow(state: CircuitState): CircuitState;
  /** What follows from an attempt that was let through in `state`: `state` itself, if nothing does. */
  after(state: CircuitState, outcome: 'success' | 'failure', whose: object, askedMs: number): CircuitState;
  /** Whether one that is closed and knows nothing would do as well: also where no probe has come for another break. */
  isIdle(state: CircuitState): boolean;
}

/** One lucky probe proves nothing. */
const SUCCESSES_TO_CLOSE = 2;
const MAX_ASKED_MS = 300_000;

/** The states of a circuit breaker (Nygard, "Release It!"). */
export const circuitStates = (options: BreakerOptions, clock: Clock, random: Random): CircuitStates => {
  const closed = (): CircuitState => ({ name: 'closed', health: health(options, clock) });
  const open = (failedProbes: number, askedMs: number): CircuitState => ({
    name: 'open',
    until: clock.now() + Math.max(breakOf(options, failedProbes, random), Math.min(askedMs, MAX_ASKED_MS)),
    failedProbes,
  });
  return {
    closed,
    byNow: (state) =>
      state.name === 'open' && clock.now() >= state.until
        ? {
            name: 'halfOpen',
            failedProbes: state.failedProbes,
            anyFrom: state.until + breakOf(options, state.failedProbes, () => 0.5),
            probing: false,
            successes: 0,
          }
        : state,
    after(state, outcome, whose, askedMs) {
      if (state.name === 'open') return state;
      if (outcome === 'failure') {
        if (state.name === 'halfOpen') return open(state.failedProbes + 1, askedMs);
        return state.health.failed(whose) ? open(0, askedMs) : state;
      }
      if (state.name === 'closed') state.health.succeeded();
      else state.successes += 1;
      return state.name === 'halfOpen' && state.successes >= SUCCESSES_TO_CLOSE ? closed() : state;
    },
    isIdle(state) {
      if (state.name === 'closed') return state.health.isIdle();
      return state.name === 'halfOpen' && clock.now() >= state.anyFrom;
    },
  };
};

const breakOf = ({ breakMs, maxBreakMs }: BreakerOptions, failedProbes: number, random: Random): number =>
  Math.min(maxBreakMs, breakMs * 2 ** failedProbes) * (0.8 + 0.4 * random());
