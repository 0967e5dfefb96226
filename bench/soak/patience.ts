/** What timers, sockets and other processes may add to a time that is kept to, in milliseconds. */
const BOUND_MS = 250;

/** Turns of the event loop between a timer and whoever waits for what it does: each may be late. */
const TURNS = 3;

/** How much later than its time something may happen. @param delayMs the longest delay of the event loop meanwhile */
export const patienceMs = (delayMs: number): number => BOUND_MS + TURNS * delayMs;
