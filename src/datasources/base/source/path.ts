import { UpstreamError } from '../../../resilience/index.ts';
import { joinItems } from './join-items.ts';

const BRAND = Symbol.for('breakwater.Joined');

/** A list in a path or a query, each item encoded before they are joined. */
export interface Joined {
  readonly [BRAND]: true;
  readonly items: readonly (string | number)[];
  readonly separator: string;
}

/**
 * Joins values so that an item that contains the separator stays one item. For paths and queries. An item's own `;` or `*` is sent
 * percent-encoded. A separator that encoding does not tell apart is another matter: `-`, `.`, `_`, `~`, letters and digits mean the same
 * encoded and not (RFC 3986 section 2.3), and blanks and quotes are encoded in a separator too. With one of these, an item that holds it is
 * refused (`unsafe`), for the API would take it for two.
 */
export const joined = (items: readonly (string | number)[], separator: string): Joined => ({
  [BRAND]: true,
  items,
  separator,
});

/** True for what `joined` made. Input objects of clients may look alike, but cannot hold a symbol: their "separator" is never trusted. */
export const isJoined = (value: unknown): value is Joined =>
  typeof value === 'object' && value !== null && BRAND in value;

/** A path made by `path`: every value in it was encoded and looked at. */
export type Path = string & { readonly __path: true };

/** Longer values belong in a query or a body. */
const MAX_LENGTH = 512;

/**
 * Makes a path from a template: ``path`users/${id}` ``. Each value becomes part of one segment.
 * @throws UpstreamError `unsafe`, for a value that would escape its segment: `..`, a slash, a control character, nothing at all
 */
export const path = (template: TemplateStringsArray, ...values: readonly (string | number | Joined)[]): Path =>
  template.reduce((whole, literal, i) => whole + encode(values[i - 1] ?? '') + literal) as Path;

const encode = (value: string | number | Joined): string =>
  isJoined(value) ? segment(joinItems(value, segment), false) : segment(value);

const segment = (value: string | number, encodes = true): string => {
  const text = String(value);
  const wrong =
    text === ''
      ? 'an empty value'
      : text === '.' || text === '..'
        ? 'dots alone'
        : text.length > MAX_LENGTH && encodes
          ? `more than ${MAX_LENGTH} characters`
          : escapes(text, encodes);
  if (wrong) throw new UpstreamError('unsafe', { sent: 'no', detail: `${wrong} cannot be part of a path` });
  return encodes ? encodeURIComponent(text) : text;
};

/** Also what a server further on may decode once more: `%2e%2e%2f`. */
const escapes = (text: string, encodes: boolean): string | undefined => {
  if (!encodes) return undefined;
  if (/[/\\]|%2f|%5c|%2e/i.test(text)) return 'a slash, or an encoded one,';
  if (/[?#]/.test(text)) return 'a "?" or "#"';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(text)) return 'a control character'; // oxlint-disable-line no-control-regex
  return text.isWellFormed() ? undefined : 'half a character';
};
