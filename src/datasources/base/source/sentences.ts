/** A sentence, unless what it says is not so. */
export const unless = (holds: boolean, sentence: string): readonly string[] => (holds ? [] : [sentence]);

/** A value in a sentence. Whoever writes options without the compiler may have written anything. */
export const told = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 100));
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
};

/** The longest that a timer of Node.js can wait, about 24 days: it would not wait at all for longer. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export const positive = (what: string, value: unknown): readonly string[] =>
  unless(Number.isFinite(value) && Number(value) > 0, `${what} must be a positive number, not ${told(value)}.`);

/** A time that something waits for. */
export const waiting = (what: string, value: unknown): readonly string[] => [
  ...positive(what, value),
  ...unless(
    !(Number.isFinite(value) && Number(value) > MAX_TIMER_MS),
    `${what} must be at most ${MAX_TIMER_MS}, the longest that a timer can wait, not ${told(value)}.`,
  ),
];

export const notNegative = (what: string, value: unknown): readonly string[] =>
  unless(Number.isFinite(value) && Number(value) >= 0, `${what} must be a number from 0, not ${told(value)}.`);

export const whole = (what: string, value: unknown, least: number, most = Infinity): readonly string[] =>
  unless(
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
    `${what} must be a whole number ${most === Infinity ? `from ${least}` : `from ${least} to ${most}`}, not ${told(value)}.`,
  );

/** Whether a number, so many times, is above a limit. What makes no sense by itself is told of elsewhere. */
export const exceeds = (value: unknown, limit: unknown, times = 1): boolean =>
  Number.isFinite(value) && Number.isFinite(limit) && Number(limit) > 0 && Number(value) * times > Number(limit);

export const atMost = (small: string, value: unknown, large: string, limit: unknown): readonly string[] =>
  unless(!exceeds(value, limit), `${small} (${told(value)}) must not exceed ${large} (${told(limit)}).`);
