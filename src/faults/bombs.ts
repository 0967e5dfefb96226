import zlib from 'node:zlib';

const MILLION = 1_000_000;
const SIZE = 20 * MILLION;

/** In a hurry: a process that is busy making its bomb reads no answer in time. */
const makers = {
  // Members one after another are as good as one (RFC 1952 section 2.2).
  gzip: () => Buffer.concat(Array<Buffer>(SIZE / MILLION).fill(zlib.gzipSync(Buffer.alloc(MILLION)))),
  br: () => zlib.brotliCompressSync(Buffer.alloc(SIZE), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }),
  zstd: () => zlib.zstdCompressSync(Buffer.alloc(SIZE)),
};

type Coding = keyof typeof makers;

const made = new Map<Coding, Buffer>();

/** At most 20 kB that become 20 MB. Made when it is first needed. */
export const bombOf = (coding: Coding): Buffer => {
  const bomb = made.get(coding) ?? makers[coding]();
  made.set(coding, bomb);
  return bomb;
};
