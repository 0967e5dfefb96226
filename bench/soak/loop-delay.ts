/** How long this process kept others waiting. */
export interface LoopDelay {
  /** The longest delay since that moment, on `performance.now()`'s clock, in milliseconds; no more than the last ten seconds are known. */
  since(start: number): number;
  /** The longest of all, in milliseconds. */
  longest(): number;
  stop(): void;
}

const EVERY_MS = 10;
const KNOWN_MS = 10_000;
/** Timers are not exact: less than this says nothing. */
const NOTHING_MS = 2;

interface Delay {
  readonly at: number;
  readonly ms: number;
}

/** A timer that looks at how late it is. */
export const loopDelay = (): LoopDelay => {
  let delays: Delay[] = [];
  let longest = 0;
  let last = performance.now();
  const late = () => Math.max(0, performance.now() - last - EVERY_MS);
  const timer = setInterval(() => {
    const ms = late();
    last = performance.now();
    longest = Math.max(longest, ms);
    if (ms > NOTHING_MS) delays.push({ at: last, ms });
    if (delays.length > KNOWN_MS / EVERY_MS) delays = delays.filter(({ at }) => at > last - KNOWN_MS);
  }, EVERY_MS);
  return {
    // The delay that is under way is one too: whoever asks may be first in the turn that was late.
    since: (start) => delays.reduce((most, { at, ms }) => (at >= start ? Math.max(most, ms) : most), late()),
    longest: () => longest,
    stop: () => clearInterval(timer),
  };
};
