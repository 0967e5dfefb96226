import type { Raw } from './demand.ts';

const TOKEN = /yyyy|MMM|MM|dd|HH|mm|SSS|ss|Z|EEE/g;

/** Spellings of a moment, in milliseconds of the epoch, as a scalar of time with that format; none for other scalars. */
export const spellInstant = (scalar: string, format: string | undefined, ms: number): readonly Raw[] => {
  const date = new Date(ms);
  const iso = date.toISOString();
  if (scalar === 'DateTime' && format === 'unix') return [ms / 1000];
  if (scalar === 'DateTime' && format === 'unixMs') return [ms];
  if (scalar === 'DateTime' && format === 'http') return [date.toUTCString()];
  const [from, to] = { Date: [0, 10], DateTime: [0, 19], LocalDateTime: [0, 19], Time: [11, 19] }[scalar] ?? [0, 0];
  if (to === 0) return [];
  if (format !== undefined) return ['+0000', 'Z'].map((zone) => byPattern(format, date, zone));
  return [iso.slice(from, to) + (scalar === 'DateTime' ? 'Z' : '')];
};

const byPattern = (pattern: string, date: Date, zone: string): string => {
  const iso = date.toISOString();
  // As HTTP spells it: Sun, 22 Nov 2026 10:00:00 GMT.
  const [weekday = '', , month = ''] = date.toUTCString().split(/[ ,]+/);
  const parts: Readonly<Record<string, string>> = {
    yyyy: iso.slice(0, 4),
    MM: iso.slice(5, 7),
    MMM: month,
    dd: iso.slice(8, 10),
    HH: iso.slice(11, 13),
    mm: iso.slice(14, 16),
    ss: iso.slice(17, 19),
    SSS: iso.slice(20, 23),
    Z: zone,
    EEE: weekday,
  };
  return pattern.replace(TOKEN, (token) => parts[token] ?? token);
};
