import { type Clock, systemClock } from '../resilience/index.ts';

/** The same time, for what nobody waits for: on the system's clock, its timers do not keep the process alive. */
export const backgroundClock = (clock: Clock): Clock =>
  clock !== systemClock
    ? clock
    : {
        now: () => clock.now(),
        after(ms, wake) {
          const timer = setTimeout(wake, ms).unref();
          return () => clearTimeout(timer);
        },
      };
