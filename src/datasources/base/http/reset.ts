import { plausibleWait } from './longest-wait.ts';

const DURATION = /^(?:(?<h>\d+)h)?(?:(?<m>\d+)m)?(?:(?<s>\d+(?:\.\d+)?)s)?(?:(?<ms>\d+)ms)?$/;
const LONGEST_TEXT = 40;

/**
 * How long until a window begins anew, in milliseconds, at most a day. APIs do not agree on what they say: seconds from now
 * (`30`), seconds or milliseconds since 1970 (`1700000000`, `1700000000000`), or a duration (`6m0s`, `20ms`); the size of the
 * number tells them apart. `undefined` for anything else.
 * @param theirNowEpochMs the time of day over there
 */
export const parseReset = (text: string, theirNowEpochMs: number): number | undefined => {
  if (text.length > LONGEST_TEXT) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(text)) return plausibleWait(ofNumber(Number(text), theirNowEpochMs));
  const parts = DURATION.exec(text)?.groups;
  if (parts === undefined || text === '') return undefined;
  const part = (name: string) => Number(parts[name] ?? 0);
  return plausibleWait(((part('h') * 60 + part('m')) * 60 + part('s')) * 1000 + part('ms'));
};

const ofNumber = (value: number, theirNowEpochMs: number): number => {
  if (value > 1e12) return value - theirNowEpochMs;
  return value > 1e9 ? value * 1000 - theirNowEpochMs : value * 1000;
};
