import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { UpstreamError } from '../../../resilience/index.ts';

/** Every decoder must know windows up to 8 MiB, and no encoder may use more (RFC 9659 section 3): a larger one is memory asked for by the other side. */
const MAX_ZSTD_WINDOW = { [zlib.constants.ZSTD_d_windowLogMax]: 23 };

interface Bounds {
  readonly maxOutputLength: number;
  readonly chunkSize: number;
}

type Decoder = (body: Uint8Array, bounds: Bounds) => Promise<Uint8Array>;

const gunzip: Decoder = promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.gunzip);
const inflate: Decoder = promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.inflate);
const inflateRaw: Decoder = promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.inflateRaw);
const unzstd = promisify<Uint8Array, zlib.ZstdOptions, Uint8Array>(zlib.zstdDecompress);

const decoders = new Map<string, Decoder>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  // Some servers send deflate without its zlib wrapper, against RFC 9110 section 8.4.1.2.
  ['deflate', (body, options) => (((body[0] ?? 0) & 0x0f) === 8 ? inflate : inflateRaw)(body, options)],
  ['br', promisify<Uint8Array, zlib.BrotliOptions, Uint8Array>(zlib.brotliDecompress)],
  ['zstd', (body, options) => unzstd(body, { ...options, params: MAX_ZSTD_WINDOW })],
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

/** Undoes the codings. No step may yield more than `maxBytes`, so a bomb stops there. @throws UpstreamError */
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
      decoded = await undo(decode, decoded, maxBytes);
    } catch (error) {
      throw broken(error, maxBytes);
    }
  }
  return decoded;
};

/** Few bodies become longer than this, in bytes. Those that do are undone in turn, or bombs that come together would add up. */
const SMALL = 2 ** 20;
/** Each chunk is a way to another thread and back: with Node's 16 KiB, a busy process takes seconds for a few megabytes. */
const CHUNK = 64 * 1024;
/** Half of the threads that Node has for it. */
const AT_ONCE = 2;

const undo = async (decode: Decoder, body: Uint8Array, maxBytes: number): Promise<Uint8Array> => {
  try {
    return await decode(body, { maxOutputLength: Math.min(SMALL, maxBytes), chunkSize: CHUNK });
  } catch (error) {
    if (codeOf(error) !== TOO_LARGE || maxBytes <= SMALL) throw error;
  }
  return inTurn(() => decode(body, { maxOutputLength: maxBytes, chunkSize: CHUNK }));
};

let running = 0;
const waiting: (() => void)[] = [];

/** Runs `work` when fewer than `AT_ONCE` others run, first come, first served. */
const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
};

const TOO_LARGE = 'ERR_BUFFER_TOO_LARGE';

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

const broken = (error: unknown, maxBytes: number): UpstreamError => {
  const code = codeOf(error);
  if (code === TOO_LARGE) return new UpstreamError('tooLarge', { detail: `more than ${maxBytes} bytes` });
  return new UpstreamError(code === 'Z_BUF_ERROR' ? 'truncated' : 'undecodable', {}, error);
};
