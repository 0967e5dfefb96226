import { UpstreamError } from '../../../resilience/index.ts';
import type { Joined } from './path.ts';

/** What a URL holds as it is between items, and percent-encoded within them: an API can tell the two apart (RFC 3986 section 2.2). */
const DELIMITER = /[!$&()*+,;=:@|/]/;

/** Delimiters that `encodeURIComponent` leaves as they are. */
const LEFT = /[!()*]/g;

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** Encodes items by `encode`, and joins them so that none falls apart. @throws UpstreamError `unsafe`, for an item that would */
export const joinItems = ({ items, separator }: Joined, encode: (item: string | number) => string): string => {
  const told = separator === '' || DELIMITER.test(separator);
  const encodeItem = (item: string | number): string => {
    if (!told && fallsApart(String(item), separator))
      throw new UpstreamError('unsafe', { sent: 'no', detail: 'the separator of a list cannot be part of an item' });
    return encode(item).replace(LEFT, (character) => (separator.includes(character) ? percent(character) : character));
  };
  return items.map(encodeItem).join(separator);
};

/** Whether the separator is found before the item ends: within it, or half within and half after it. */
const fallsApart = (item: string, separator: string): boolean =>
  [separator, decoded(separator)].some((each) => `${item}${each}`.indexOf(each) < item.length);

/** An author may have encoded a separator already: `%2C`. */
const decoded = (separator: string): string => {
  try {
    return decodeURIComponent(separator);
  } catch {
    return separator;
  }
};
