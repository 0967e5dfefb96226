import type { BreakerOptions, BreakerState } from '../../src/resilience/index.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';

type End = 'success' | 'failure' | 'neutral';

/** An attempt that was let through, as the model remembers it. */
export interface Attempt {
  readonly whose: object;
  readonly change: number;
  readonly probe: boolean;
}

/** The same rules, written as plainly as they can be: every outcome is kept, nothing is summed up, changes are numbered. */
export const breakerModel = (options: BreakerOptions, clock: VirtualClock) => {
  let state: BreakerState = 'closed';
  let change = 0;
  let until = 0;
  let breaks = 0;
  let successes = 0;
  let probing = false;
  let outcomes: { readonly at: number; readonly end: End; readonly whose: object }[] = [];
  const become = (next: BreakerState) => {
    state = next;
    change += 1;
    outcomes = [];
    successes = 0;
    probing = false;
  };
  const open = () => {
    until = clock.now() + Math.min(options.maxBreakMs, options.breakMs * 2 ** breaks);
    breaks += 1;
    become('open');
  };
  const slice = (at: number) => Math.floor(at / 1_000);
  const failing = () => {
    const failures = outcomes.filter(({ end }) => end === 'failure');
    // A burst begins with a failure that comes 50 ms or more after the beginning of the one before.
    const bursts: number[] = [];
    for (const { at } of failures) if (at - (bursts.at(-1) ?? Number.NEGATIVE_INFINITY) >= 50) bursts.push(at);
    const recent = <T>(all: readonly T[], at: (each: T) => number) =>
      all.filter((each) => slice(at(each)) > slice(clock.now()) - 5);
    const counted = recent(outcomes, ({ at }) => at);
    const bad = recent(failures, ({ at }) => at);
    const streak = outcomes
      .slice(outcomes.findLastIndex(({ end }) => end === 'success') + 1)
      .filter(({ at }) => clock.now() - at < options.windowMs);
    return (
      (counted.length >= options.minCalls &&
        bad.length >= options.failureRatio * counted.length &&
        new Set(recent(bursts, (at) => at).map(slice)).size >= 2) ||
      (streak.length >= options.consecutive &&
        new Set(streak.map(({ whose }) => whose)).size >= 2 &&
        clock.now() - (streak[0]?.at ?? 0) >= 50)
    );
  };
  return {
    state: () => state,
    admit(idempotent: boolean, whose: object): Attempt | null {
      if (state === 'open' && clock.now() >= until) become('halfOpen');
      if (
        state === 'open' ||
        (state === 'halfOpen' &&
          (probing ||
            (!idempotent && clock.now() < until + Math.min(options.maxBreakMs, options.breakMs * 2 ** (breaks - 1)))))
      )
        return null;
      if (state === 'halfOpen') probing = true;
      return { whose, change, probe: state === 'halfOpen' };
    },
    end({ whose, change: of, probe }: Attempt, end: End) {
      if (of !== change) return;
      if (probe) probing = false;
      if (end === 'neutral') return;
      if (state === 'halfOpen' && end === 'failure') return open();
      if (state === 'halfOpen') {
        successes += 1;
        if (successes < 2) return;
        breaks = 0;
        return become('closed');
      }
      outcomes.push({ at: clock.now(), end, whose });
      if (end === 'failure' && failing()) open();
    },
  };
};
