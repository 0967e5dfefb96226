import type { Clock } from './clock.ts';

/**
 * Calls back when a limit is over that may move while it runs: others may join a call meanwhile, and bring more time. Looked at again only when
 * it seems to be over. Gives what cancels it.
 * @param limitMs from now, in milliseconds
 * @param end hears the limit, and how long it took in truth
 */
export const afterLimit = (
  clock: Clock,
  limitMs: () => number,
  end: (limitMs: number, elapsedMs: number) => void,
): (() => void) => {
  const start = clock.now();
  let limit = limitMs();
  const ring = () => {
    const elapsedMs = clock.now() - start;
    const moved = limitMs();
    // The rest of a sum of fractions is no time.
    if (moved < elapsedMs + 1) return end(limit, elapsedMs);
    limit = moved;
    cancel = clock.after(limit - elapsedMs, ring);
  };
  let cancel = clock.after(limit, ring);
  return () => cancel();
};
