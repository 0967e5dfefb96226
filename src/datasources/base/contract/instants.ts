import { patternReader } from './date-pattern.ts';
import { type Fit, type Leaf, spelled, textual, UNFIT } from './leaf.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d|:60)?(\.\d{1,9})?$/;
const OFFSET = /(Z|z|[+-]([01]\d|2[0-3]):?[0-5]\d)$/;
const USUAL_INSTANT =
  /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const DURATION =
  /^[+-]?P(?!$)(\d+(\.\d+)?W|(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?D)?(T(?=\d)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?)$/;

/** Whether the day is in the calendar: the 30th of February is not. */
const isDate = (text: string): boolean => {
  if (!DATE.test(text)) return false;
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= new Date(Date.UTC(Number(text.slice(0, 4)), month, 0)).getUTCDate();
};

/** The usual spelling of a LocalDateTime: `T` between date and time. Undefined if it is none. */
const toLocal = (text: string): string | undefined => {
  const [date = '', time = '', ...rest] = text.split(/[Tt ]/);
  return rest.length === 0 && isDate(date) && TIME.test(time) ? `${date}T${time}` : undefined;
};

/** The usual spelling of a DateTime: `T`, and `Z` or an offset with a colon, however they were sent. */
const toInstant = (text: string): string | undefined => {
  // Nearly all are sent as they should be.
  if (USUAL_INSTANT.test(text) && isDate(text.slice(0, 10))) return text;
  const offset = OFFSET.exec(text)?.[0];
  const local = offset === undefined ? undefined : toLocal(text.slice(0, -offset.length));
  return local && offset && local + offset.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
};

const when =
  (holds: (text: string) => boolean) =>
  (text: string): Fit =>
    holds(text) ? text : UNFIT;

/** Digits of a second that a DateTime holds: nanoseconds. */
const FRACTION_DIGITS = 9;

/**
 * The instant in ISO 8601, from a count of seconds, or of what is 10^-`places` of them, before or after 1970. The point is moved, nothing
 * is rounded; what is finer than nanoseconds is cut off.
 */
const epoch =
  (places: number) =>
  (text: string): Fit => {
    const [, minus, whole, fraction = ''] = /^([+-])?(\d{1,17})(?:\.(\d{1,9}))?$/.exec(text) ?? [];
    if (whole === undefined) return UNFIT;
    // Nearly all are whole, and of this age.
    if (fraction === '' && minus === undefined) return written(Number(whole) * 10 ** (3 - places));
    const digits = whole + fraction.padEnd(FRACTION_DIGITS, '0');
    const unsigned = BigInt(digits.slice(0, digits.length - places));
    const nanos = minus === '-' ? -unsigned : unsigned;
    const below = ((nanos % 1_000_000n) + 1_000_000n) % 1_000_000n;
    return written(Number((nanos - below) / 1_000_000n), below);
  };

/** Milliseconds taken for seconds lead to years that ISO 8601 spells with a sign. */
const written = (ms: number, nanos = 0n): Fit => {
  const date = new Date(ms);
  if (!(date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999)) return UNFIT;
  const finer = nanos === 0n ? '' : String(nanos).padStart(6, '0').replace(/0+$/, '');
  return date.toISOString().replace('Z', `${finer}Z`);
};

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const HTTP_DATE =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) \d{2}:\d{2}(?::\d{2})? (?:GMT|UTC|[+-]\d{4})$/;

/** An HTTP date: RFC 9110 section 5.6.7, or the older RFC 2822 spelling with an offset. One of its parts is wrong where they disagree. */
const httpDate = (text: string): Fit => {
  const [, weekday = '', day, month, year] = (text.length <= 40 && HTTP_DATE.exec(text)) || [];
  const date = new Date(`${day} ${month} ${year} 00:00:00 GMT`);
  // JavaScript takes the 31st of February for a day in March.
  if (date.getUTCDate() !== Number(day) || DAYS[date.getUTCDay()] !== weekday) return UNFIT;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? UNFIT : new Date(ms).toISOString();
};

/** A Duration from a count of seconds, or of what is 10^-`places` of them; the point is moved, nothing is rounded. */
const counted =
  (places: number) =>
  (text: string): Fit => {
    const [, whole, fraction = ''] = /^(\d{1,15})(?:\.(\d{1,9}))?$/.exec(text) ?? [];
    if (whole === undefined) return UNFIT;
    const digits = whole.padStart(places + 1, '0');
    const point = digits.length - places;
    const rest = (digits.slice(point) + fraction).replace(/0+$/, '');
    return `PT${digits.slice(0, point).replace(/^0+(?=\d)/, '')}${rest && `.${rest}`}S`;
  };

const leaves: Readonly<Record<string, Readonly<Record<string, Leaf>>>> = {
  Date: { '': textual('a Date (2026-11-22)', when(isDate)) },
  DateTime: {
    '': textual('a DateTime with an offset (2026-11-22T10:00:00Z)', (text) => toInstant(text) ?? UNFIT),
    unix: spelled('a DateTime in epoch seconds', epoch(0)),
    unixMs: spelled('a DateTime in epoch milliseconds', epoch(3)),
    http: textual('a DateTime as HTTP spells it', httpDate),
  },
  Time: {
    '': textual(
      'a Time (10:00:00)',
      when((text) => TIME.test(text)),
    ),
  },
  LocalDateTime: {
    '': textual('a LocalDateTime without an offset (2026-11-22T10:00)', (text) => toLocal(text) ?? UNFIT),
  },
  Duration: {
    '': textual(
      'a Duration (PT1H30M)',
      when((text) => text.length < 100 && DURATION.test(text)),
    ),
    seconds: spelled('a Duration in seconds', counted(0)),
    milliseconds: spelled('a Duration in milliseconds', counted(3)),
  },
};

/** Date, DateTime, Time, LocalDateTime and Duration, as ISO 8601 text; other spellings by `format`. */
export const instantLeaf = (scalar: string, format: string | undefined): Leaf | undefined => {
  const known = Object.hasOwn(leaves, scalar) ? leaves[scalar] : undefined;
  if (!known) return undefined;
  if (format === undefined || Object.hasOwn(known, format)) return known[format ?? ''];
  const read = scalar === 'Duration' ? undefined : patternReader(format, scalar);
  return read && textual(`a ${scalar} spelled ${format}`, (text) => read(text) ?? UNFIT);
};
