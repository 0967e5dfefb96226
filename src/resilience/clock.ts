/** Time as a parameter: policies never read the wall clock, so that tests can run hours in milliseconds. */
export interface Clock {
  /** Milliseconds on a scale that never jumps. Only differences mean anything. */
  now(): number;
  /** Runs `wake` after `ms` milliseconds; the function returned cancels it. The timer keeps the process alive. */
  after(ms: number, wake: () => void): () => void;
}

/** The longest `setTimeout`: anything longer would run at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The monotonic clock of this process. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, wake) {
    const timer = setTimeout(wake, Math.min(Math.max(0, ms), MAX_TIMER_MS));
    return () => clearTimeout(timer);
  },
};

/**
 * Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it aborts.
 * No timer and no listener outlives the promise.
 */
export const sleep = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const leave = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', leave);
      resolve();
    });
    signal.addEventListener('abort', leave, { once: true });
  });
