import { UpstreamError } from '../../../resilience/index.ts';
import type { Format } from './charset.ts';

const LOOK_AT = 256;
const names = { json: 'JSON', xml: 'XML' } as const;
const articled = { json: 'a JSON document', xml: 'an XML document' } as const;

/**
 * Throws `malformed` if the text is plainly of another kind, and says of which: an HTML error page is the likeliest
 * answer of all that are not the expected one. The text decides; the content type, often wrong, only hints.
 */
export const expectFormat = (text: string, contentType: string | undefined, format: Format): void => {
  const begin = text.search(/\S/);
  const found = begin < 0 ? 'an empty body' : kindOf(text.slice(begin, begin + LOOK_AT), contentType, format);
  if (found !== articled[format])
    throw new UpstreamError('malformed', { detail: `expected ${names[format]}, got ${found}` });
};

const kindOf = (head: string, contentType: string | undefined, format: Format): string => {
  if (head.startsWith('<')) {
    if (/<!doctype\s+html|<html[\s>]/i.test(head)) return 'an HTML page';
    if (format === 'json' && /^\s*text\/html\b/i.test(contentType ?? '')) return 'an HTML page';
    return articled.xml;
  }
  return looksLikeJson(head) ? articled.json : 'plain text';
};

const looksLikeJson = (head: string): boolean =>
  /^["[{]/.test(head) || /^(?:true|false|null)\s*$/.test(head) || /^-?\d[\d.eE+-]*\s*$/.test(head);
