import { parseHttpDate } from '../http/http-date.ts';

/** No token is believed to last longer, in milliseconds: clocks and APIs err. */
const MAX_MS = 24 * 3_600_000;

/**
 * How long a token lasts, in milliseconds from now: the API says seconds (RFC 6749 section 5.1), a date, or seconds or milliseconds since 1970.
 * @returns undefined if it says nothing, or nothing that can be read
 */
export const lifetimeMs = (said: unknown, nowEpochMs: number): number | undefined => {
  const text = typeof said === 'number' ? String(said) : typeof said === 'string' ? said.trim() : '';
  const ms = isNumber(text) ? ofNumber(Number(text), nowEpochMs) : ofDate(text, nowEpochMs);
  return Number.isNaN(ms) ? undefined : Math.min(MAX_MS, Math.max(0, ms));
};

const isNumber = (text: string): boolean => /^[+-]?\d+(?:\.\d*)?(?:e\+?\d+)?$/i.test(text);

/** Thirty years of seconds are an instant, not a time. */
const ofNumber = (value: number, nowEpochMs: number): number => {
  if (value >= 1e12) return value - nowEpochMs;
  return value >= 1e9 ? value * 1_000 - nowEpochMs : value * 1_000;
};

const ofDate = (text: string, nowEpochMs: number): number => {
  const date = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : parseHttpDate(text, nowEpochMs);
  return (date ?? Number.NaN) - nowEpochMs;
};
