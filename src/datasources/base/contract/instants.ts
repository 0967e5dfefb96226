import { type Fit, type Leaf, spelled, textual, UNFIT } from './leaf.ts';
import { patternReader } from './date-pattern.ts';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d|:60)?(\.\d{1,9})?$/;
const OFFSET = /(Z|z|[+-]([01]\d|2[0-3]):?[0-5]\d)$/;
const DURATION = /^[+-]?P(?!$)(\d+(\.\d+)?W|(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?D)?(T(?=\d)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?)$/;

/** Whether the day is in the calendar: the 30th of February is not. */
const isDate = (text: string): boolean => {
  const [, year, month, day] = DATE.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
};

const isLocal = (text: string): boolean => {
  const [date = '', time = '', ...rest] = text.split(/[Tt ]/);
  return rest.length === 0 && isDate(date) && TIME.test(time);
};

const isInstant = (text: string): boolean => {
  const offset = OFFSET.exec(text)?.[0];
  return offset !== undefined && isLocal(text.slice(0, -offset.length));
};

const when = (holds: (text: string) => boolean) => (text: string): Fit => (holds(text) ? text : UNFIT);

/** The instant in ISO 8601; epoch seconds or milliseconds may have a fraction. */
const epoch = (perMs: number) => (text: string): Fit => {
  const ms = /^[+-]?\d{1,17}(\.\d{1,9})?$/.test(text) ? Number(text) * perMs : Number.NaN;
  const date = new Date(Math.round(ms));
  return Number.isNaN(date.getTime()) ? UNFIT : date.toISOString();
};

/** An HTTP date: RFC 9110 section 5.6.7, or the older RFC 2822 spelling with an offset. */
const httpDate = (text: string): Fit => {
  if (text.length > 40 || !/^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}(:\d{2})? (GMT|UTC|[+-]\d{4})$/.test(text)) return UNFIT;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? UNFIT : new Date(ms).toISOString();
};

const seconds = (perSecond: number) => (text: string): Fit =>
  /^\d{1,15}(\.\d{1,9})?$/.test(text) ? `PT${Number(text) / perSecond}S` : UNFIT;

const leaves: Readonly<Record<string, Readonly<Record<string, Leaf>>>> = {
  Date: { '': textual('a Date (2026-11-22)', when(isDate)) },
  DateTime: {
    '': textual('a DateTime with an offset (2026-11-22T10:00:00Z)', when(isInstant)),
    unix: spelled('a DateTime in epoch seconds', epoch(1000)),
    unixMs: spelled('a DateTime in epoch milliseconds', epoch(1)),
    http: textual('a DateTime as HTTP spells it', httpDate),
  },
  Time: { '': textual('a Time (10:00:00)', when((text) => TIME.test(text))) },
  LocalDateTime: { '': textual('a LocalDateTime without an offset (2026-11-22T10:00)', when(isLocal)) },
  Duration: {
    '': textual('a Duration (PT1H30M)', when((text) => text.length < 100 && DURATION.test(text))),
    seconds: spelled('a Duration in seconds', seconds(1)),
    milliseconds: spelled('a Duration in milliseconds', seconds(1000)),
  },
};

/** Date, DateTime, Time, LocalDateTime and Duration, as ISO 8601 text; other spellings by `format`. */
export const instantLeaf = (scalar: string, format: string | undefined): Leaf | undefined => {
  const known = leaves[scalar];
  if (!known) return undefined;
  if (format === undefined || Object.hasOwn(known, format)) return known[format ?? ''];
  const read = scalar === 'Duration' ? undefined : patternReader(format, scalar);
  return read && textual(`a ${scalar} spelled ${format}`, (text) => read(text) ?? UNFIT);
};
