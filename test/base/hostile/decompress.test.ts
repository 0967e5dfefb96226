import zlib from 'node:zlib';
import { expect, test } from '@jest/globals';
import { decompress, readCodings } from '../../../src/datasources/base/transport/decompress.ts';
import { isUpstreamError } from '../../../src/resilience/index.ts';

const MAX_BYTES = 3 * 2 ** 20;
const long = Buffer.alloc(MAX_BYTES, 'abcdefg ');
const tooLong = zlib.gzipSync(Buffer.alloc(MAX_BYTES + 1));

const outcome = (body: Uint8Array, coding = 'gzip', maxBytes = MAX_BYTES): Promise<unknown> =>
  decompress(body, readCodings(coding), maxBytes).then(
    ({ length }) => length,
    (error: unknown) => (isUpstreamError(error) ? error.kind : error),
  );

test('long bodies wait for each other, and a bomb holds nobody up for good', async () => {
  const broken = zlib.gzipSync(long);
  // The checksum, which comes last.
  broken.fill(1, broken.length - 8);
  const bodies = Array.from({ length: 5 }, () => [zlib.gzipSync(long), tooLong, broken, zlib.gzipSync('short')]).flat();
  const outcomes = await Promise.all(bodies.map((body) => outcome(body)));
  expect(outcomes).toEqual(Array.from({ length: 5 }, () => [long.length, 'tooLarge', 'undecodable', 5]).flat());
  expect(await outcome(zlib.gzipSync(long))).toBe(long.length);
});

test.each([
  ['gzip', zlib.gzipSync],
  ['deflate', zlib.deflateSync],
  ['deflate', zlib.deflateRawSync],
  ['br', zlib.brotliCompressSync],
  ['zstd', zlib.zstdCompressSync],
])('%s of as many bytes as may be is read, of one more is not', async (coding, compress) => {
  for (const max of [1000, 2 ** 20, 2 ** 20 + 1, MAX_BYTES]) {
    expect(await outcome(compress(long.subarray(0, max)), coding, max)).toBe(max);
    expect(await outcome(compress(Buffer.alloc(max + 1)), coding, max)).toBe('tooLarge');
  }
});

test('zstd with the largest window that HTTP allows is read, with a larger one it is not', async () => {
  const random = Buffer.from(Array.from({ length: 2 ** 16 }, (_, i) => (i * 2_654_435_761) >>> 24));
  const within = async (windowLog: number) => {
    const compressor = zlib.createZstdCompress({ params: { [zlib.constants.ZSTD_c_windowLog]: windowLog } });
    const parts: Uint8Array[] = [];
    compressor.on('data', (part: Uint8Array) => parts.push(part));
    const ended = new Promise((resolve) => compressor.once('end', resolve));
    // Written in pieces: the length is not known before, and the frame says its window.
    for (let at = 0; at < random.length; at += 1024) compressor.write(random.subarray(at, at + 1024));
    compressor.end();
    await ended;
    return outcome(Buffer.concat(parts), 'zstd');
  };
  expect([await within(23), await within(24)]).toEqual([random.length, 'undecodable']);
});
