/** A day, in milliseconds. Nothing longer is believed: what asks for more is read as asking for this. */
const LONGEST_WAIT_MS = 86_400_000;

/** A wait as it is believed: the past is now, and nothing is longer than a day. */
export const plausibleWait = (ms: number): number => Math.min(Math.max(0, ms), LONGEST_WAIT_MS);
