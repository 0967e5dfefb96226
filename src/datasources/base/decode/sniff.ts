import { UpstreamError } from '../../../resilience/index.ts';
import { prologEnd } from '../xml/prolog.ts';
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
  const found = begin < 0 ? 'an empty body' : kindOf(text, begin, contentType, format);
  if (found !== articled[format])
    throw new UpstreamError('malformed', { detail: `expected ${names[format]}, got ${found}` });
};

const kindOf = (text: string, begin: number, contentType: string | undefined, format: Format): string => {
  if (text.startsWith('<', begin)) {
    if (beginsHtml(text)) return 'an HTML page';
    if (format === 'json' && /^\s*text\/html\b/i.test(contentType ?? '')) return 'an HTML page';
    return articled.xml;
  }
  return looksLikeJson(text.slice(begin, begin + LOOK_AT)) ? articled.json : 'plain text';
};

/** Only what comes first counts: further on, XML may well speak of HTML. */
const beginsHtml = (text: string): boolean => {
  const begin = prologEnd(text);
  return /^<(?:!doctype\s+html|html)(?![\w.:-])/i.test(text.slice(begin, begin + LOOK_AT));
};

const looksLikeJson = (head: string): boolean =>
  /^["[{]/.test(head) || /^(?:true|false|null)\s*$/.test(head) || /^-?\d[\d.eE+-]*\s*$/.test(head);
