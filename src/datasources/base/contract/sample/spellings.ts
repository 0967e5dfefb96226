import type { Raw } from './demand.ts';
import { spellInstant } from './spell-instant.ts';

/** A value of a scalar for each number; different ones for different numbers, as far as the scalar goes. */
type Make = (n: number, name: string) => Raw;

const plain: Readonly<Record<string, Make>> = {
  ID: (n, name) => `${name}-${n}`,
  String: (n, name) => `${name} ${n}`,
  Int: (n) => n,
  Float: (n) => n + 0.5,
  Decimal: (n) => `${n}.25`,
  // More than a JavaScript number holds.
  BigInt: (n) => `${9_007_199_254_740_993n + BigInt(n)}`,
};

/** A day, a minute and a second apart, so that dates and times differ alike. */
const APART_MS = 86_461_000;
const FIRST_MS = Date.UTC(2020, 0, 1);
/** Beyond it years have more than four digits. */
const MOMENTS = 2_000_000;

/** Spellings of the `n`th value of a scalar; of several, the first is the usual one. Empty for scalars nobody knows. */
export const spellingsOf = (scalar: string, format: string | undefined, n: number, name: string): readonly Raw[] => {
  if (scalar === 'Boolean') return booleans(format, n);
  if (scalar === 'Duration') return [{ seconds: n, milliseconds: n * 500 }[format ?? ''] ?? `PT${n}M`];
  const make = plain[scalar];
  if (!make) return spellInstant(scalar, format, FIRST_MS + (n % MOMENTS) * APART_MS);
  const value = make(n, name);
  return format === undefined || scalar === 'String' ? [value] : [grouped(String(value), format)];
};

/** Spellings of a certain value of a scalar. */
export const spellingsFor = (
  scalar: string,
  format: string | undefined,
  wanted: string | number | boolean,
): readonly Raw[] => {
  const number = Number(wanted);
  // Text is looked at first, so that the digits of an id stay as they are.
  const asItIs: readonly Raw[] = [wanted, String(wanted), ...(Number.isFinite(number) ? [number] : [])];
  if (format === undefined) return asItIs;
  if (scalar === 'Boolean') return [format.split('/')[wanted === true ? 0 : 1] ?? '', ...asItIs];
  if (scalar === 'Duration') return [...counted(String(wanted), format), ...asItIs];
  if (Object.hasOwn(plain, scalar)) return [grouped(String(wanted), format), ...asItIs];
  const ms = moment(String(wanted));
  return [...(Number.isNaN(ms) ? [] : spellInstant(scalar, format, ms)), ...asItIs];
};

const booleans = (format: string | undefined, n: number): readonly Raw[] => {
  const words = format === undefined ? [true, false] : format.split('/');
  return n % 2 === 0 ? words : words.toReversed();
};

/** `1234567.5` as the example says: `"1.234,5"` groups by points. */
const grouped = (digits: string, example: string): string => {
  const [whole = '', fraction] = digits.split('.');
  const [, group = '', , , , point = ''] = example;
  return whole.replace(/\B(?=(?:\d{3})+$)/g, group) + (fraction === undefined ? '' : point + fraction);
};

/** The moment that ISO 8601 text says, in milliseconds; what has no offset, or no day, in UTC. */
export const moment = (text: string): number => {
  const dated = /^\d{2}:/.test(text) ? `1970-01-01T${text}` : text;
  return Date.parse(/T.*(?:Z|[+-]\d{2}:?\d{2})$|^[^T]*$/.test(dated) ? dated : `${dated}Z`);
};

const counted = (duration: string, format: string): readonly Raw[] => {
  const seconds = Number(/^PT([\d.]+)S$/.exec(duration)?.[1] ?? Number.NaN);
  return Number.isNaN(seconds) ? [] : [format === 'seconds' ? seconds : seconds * 1000];
};
