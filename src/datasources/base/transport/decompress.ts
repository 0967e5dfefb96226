import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { UpstreamError } from '../../../resilience/index.ts';

type Decoder = (body: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Uint8Array>;

const gunzip: Decoder = promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.gunzip);
const inflate: Decoder = promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.inflate);
const inflateRaw: Decoder = promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.inflateRaw);

const decoders = new Map<string, Decoder>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  // Some servers send deflate without its zlib wrapper, against RFC 9110 section 8.4.1.2.
  ['deflate', (body, options) => (((body[0] ?? 0) & 0x0f) === 8 ? inflate : inflateRaw)(body, options)],
  ['br', promisify<Uint8Array, zlib.BrotliOptions, Uint8Array>(zlib.brotliDecompress)],
  ['zstd', promisify<Uint8Array, zlib.ZstdOptions, Uint8Array>(zlib.zstdDecompress)],
]);

/** What to ask for. */
export const ACCEPTED_CODINGS = 'gzip, deflate, br, zstd';
const MAX_CODINGS = 3;

/** The codings of a body in the order they were applied. Refuses those that cannot be undone. */
export const readCodings = (contentEncoding: string | undefined): readonly string[] => {
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > MAX_CODINGS || codings.some((coding) => !decoders.has(coding)))
    throw new UpstreamError('protocol', { detail: 'unknown content coding' });
  return codings;
};

/** Undoes the codings. No step may yield more than `maxBytes`, so a bomb stops there. */
export const decompress = async (
  body: Uint8Array,
  codings: readonly string[],
  maxBytes: number,
): Promise<Uint8Array> => {
  let decoded = body;
  for (const coding of codings.toReversed()) {
    const decode = decoders.get(coding);
    if (decode === undefined || decoded.length === 0) return decoded;
    try {
      decoded = await decode(decoded, { maxOutputLength: maxBytes });
    } catch (error) {
      throw broken(error, maxBytes);
    }
  }
  return decoded;
};

const broken = (error: unknown, maxBytes: number): UpstreamError => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ERR_BUFFER_TOO_LARGE') return new UpstreamError('tooLarge', { detail: `more than ${maxBytes} bytes` });
  return new UpstreamError(code === 'Z_BUF_ERROR' ? 'truncated' : 'undecodable', {}, error);
};
