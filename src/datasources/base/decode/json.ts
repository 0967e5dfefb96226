import { UpstreamError } from '../../../resilience/index.ts';
import { isDeeperThan } from './depth.ts';
import { Digits } from './digits.ts';
import { jsonErrorAt } from './json-error-at.ts';
import { mayHoldInexactNumber, scanJson } from './scan-json.ts';

const MAX_DEPTH = 64;
/** In characters. What is longer is looked over for depth first: the parser takes 70 bytes for each bracket of a deep text. */
const LONG = 250_000;

/** `JSON.parse` with the third parameter of its reviver, which TypeScript does not know yet. */
const parse = JSON.parse as (
  text: string,
  reviver?: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

/**
 * Text as a JSON value. With `exact`, a number that JavaScript would spell differently (1.10, 9007199254740993, 1e999)
 * comes as `Digits`: nothing is rounded. Most documents have none, and are parsed by plain `JSON.parse`.
 */
export const parseJson = (text: string, { exact }: { readonly exact: boolean }): unknown => {
  const mayBeInexact = exact && mayHoldInexactNumber(text);
  if (!mayBeInexact && text.length <= LONG) return parsePlain(text);
  const found = scanJson(text, MAX_DEPTH);
  if (found === 'deep') throw tooDeep();
  return exact && found === 'inexact' ? wellFormed(text, () => parse(text, keepDigits)) : parsePlain(text);
};

const parsePlain = (text: string): unknown => {
  const value = wellFormed(text, () => parse(text));
  // The parser itself minds no depth, but those who walk the value would.
  if (isDeeperThan(value, MAX_DEPTH)) throw tooDeep();
  return value;
};

const keepDigits = (_key: string, value: unknown, { source }: { readonly source?: string }): unknown =>
  typeof value === 'number' && source !== undefined && String(value) !== source ? new Digits(source) : value;

const wellFormed = (text: string, read: () => unknown): unknown => {
  try {
    return read();
  } catch {
    // The engine's message quotes the text: it is not passed on, not even as a cause.
    throw new UpstreamError('malformed', { detail: `not well-formed JSON at character ${jsonErrorAt(text) + 1}` });
  }
};

const tooDeep = (): UpstreamError => new UpstreamError('malformed', { detail: `nested deeper than ${MAX_DEPTH}` });
