import { UpstreamError } from '../../../resilience/index.ts';

/** The formats a document can be expected in. */
export type Format = 'json' | 'xml';

/**
 * Bytes as text. The encoding is told by, in this order: a byte order mark, the content type's charset, the XML
 * declaration, zero bytes beside the first character; else it is UTF-8. Bytes that the encoding has no meaning for
 * are a failure: replaced by U+FFFD they would be wrong data.
 */
export const decodeText = (body: Uint8Array, contentType: string | undefined, format: Format): string => {
  const label = byteOrderMark(body) ?? labelled(body, contentType, format) ?? zeroBytes(body) ?? 'utf-8';
  const decoder = decoderFor(label);
  try {
    return decoder.decode(body);
  } catch (error) {
    throw new UpstreamError('malformed', { detail: `not valid ${decoder.encoding}` }, error);
  }
};

const byteOrderMark = ([a, b, c]: Uint8Array): string | undefined => {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
};

/** JSON and XML begin with an ASCII character, so a zero byte there can only be half of one. */
const zeroBytes = ([a, b]: Uint8Array): string | undefined => {
  if (a !== 0 && b === 0) return 'utf-16le';
  return a === 0 && b !== 0 ? 'utf-16be' : undefined;
};

const labelled = (body: Uint8Array, contentType: string | undefined, format: Format): string | undefined => {
  const charset = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec((contentType ?? '').slice(0, 500));
  const named = charset?.[1] ?? charset?.[2];
  // A charset without a name says no more than none.
  if (named?.trim()) return /^utf-?16$/i.test(named) ? (zeroBytes(body) ?? named) : named;
  const declared = format === 'xml' ? declaredEncoding(body) : undefined;
  // A declaration that could be read byte by byte is not in UTF-16, even if it says so (some do).
  return declared !== undefined && /^utf-?16/i.test(declared) ? 'utf-8' : declared;
};

const declaredEncoding = (body: Uint8Array): string | undefined => {
  const head = String.fromCharCode(...body.subarray(0, 256));
  return /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"'>]*)["']/.exec(head)?.[1];
};

const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

const decoderFor = (label: string): InstanceType<typeof TextDecoder> => {
  const known = decoders.get(label);
  if (known) return known;
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    // One decoder an encoding: labels are the other side's, and must not fill the memory.
    if (decoders.size < 50) decoders.set(label, decoder);
    return decoder;
  } catch {
    // The label is the other side's own words. The engine's message quotes it, and loggers print causes: it is not passed on.
    throw new UpstreamError('malformed', { detail: 'an unknown charset' });
  }
};
