import type { Clock } from '../../src/resilience/index.ts';

/** Time that passes only when a test says so. */
export interface VirtualClock extends Clock {
  /** Lets `ms` milliseconds pass: wakes whoever is due, in order, and lets promises settle before, between and after. */
  advance(ms: number): Promise<void>;
  /** Timers that wait. */
  readonly pending: number;
}

interface Timer {
  readonly due: number;
  readonly wake: () => void;
}

/** Lets promises, and what `process.nextTick` put off, come to rest. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that starts anywhere: only differences mean anything. */
export const virtualClock = (start = -5_000): VirtualClock => {
  const timers = new Set<Timer>();
  let now = start;
  const nextWithin = (limit: number): Timer | undefined =>
    [...timers].filter(({ due }) => due <= limit).toSorted((a, b) => a.due - b.due)[0];
  return {
    now: () => now,
    after(ms, wake) {
      const timer = { due: now + Math.max(0, ms), wake };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(ms) {
      const until = now + ms;
      await settle();
      for (let timer = nextWithin(until); timer; timer = nextWithin(until)) {
        timers.delete(timer);
        now = timer.due;
        timer.wake();
        await settle();
      }
      now = until;
    },
    get pending() {
      return timers.size;
    },
  };
};
