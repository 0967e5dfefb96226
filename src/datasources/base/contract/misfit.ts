import { UpstreamError } from '../../../resilience/index.ts';
import { Digits } from '../decode/digits.ts';

import type { Cursor } from './medium.ts';

/** `$.rows[3].value`: for logs and explain, never for clients. */
export const placeOf = ({ path }: Cursor): string =>
  path.reduce<string>((place, part) => place + (typeof part === 'number' ? `[${part}]` : part.startsWith('[') ? part : `.${part}`), '$');

/**
 * A value that does not fit its declared type. It is kept in the place of the value, and raised only if somebody asks for it.
 * @param what the coordinate of the field, as clients know it: `Country.population`
 */
export const misfit = (cursor: Cursor, what: string, expected: string, got: string): UpstreamError =>
  new UpstreamError('mismatch', {
    source: cursor.source,
    sent: 'yes',
    detail: `${what}: expected ${expected}, got ${got}`,
    place: placeOf(cursor),
  });

/** A value in one or two words that do not give it away. */
export const inWords = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (value instanceof Digits) return 'a number';
  if (Array.isArray(value)) return 'a list';
  if (value === '') return 'an empty string';
  return { string: 'a string', number: 'a number', boolean: 'a boolean' }[typeof value as string] ?? 'an object';
};
