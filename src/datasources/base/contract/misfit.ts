import { UpstreamError } from '../../../resilience/index.ts';
import { Digits } from '../decode/digits.ts';
import type { Cursor } from './medium.ts';

/** `$.rows[3].value`: for logs and explain, never for clients. */
export const placeOf = ({ path }: Cursor): string => path.reduce<string>((place, part) => place + spelled(part), '$');

const spelled = (part: string | number): string => {
  if (typeof part === 'number') return `[${part}]`;
  if (part === '.') return '';
  return part.startsWith('[') ? part : `.${part}`;
};

/**
 * A value that does not fit its declared type. It is kept in the place of the value, and raised only if somebody asks for it.
 * @throws the same, once too many values of one answer did not fit
 * @param what the coordinate of the field, as clients know it: `Country.population`
 */
export const misfit = (cursor: Cursor, what: string, expected: string, got: string): UpstreamError => {
  cursor.misfits += 1;
  const failure = withoutStack(() => {
    const detail = `${what}: expected ${expected}, got ${got}`;
    return new UpstreamError('mismatch', { source: cursor.source, sent: 'yes', detail, place: placeOf(cursor) });
  });
  if (cursor.misfits > MAX_MISFITS) throw failure;
  return failure;
};

/** An answer with more is another answer than the contract's: it fails as a whole, before its errors outweigh it. */
const MAX_MISFITS = 1000;

/** Where a misfit was noticed is of no interest, and a stack costs most of its time: a column may hold thousands. */
const withoutStack = <E extends Error>(make: () => E): E => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
};

/** A value in one or two words that do not give it away. */
export const inWords = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (value instanceof Digits) return 'a number';
  if (Array.isArray(value)) return 'a list';
  if (value === '') return 'an empty string';
  return { string: 'a string', number: 'a number', boolean: 'a boolean' }[typeof value as string] ?? 'an object';
};
