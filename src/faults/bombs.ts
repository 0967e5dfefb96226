import zlib from 'node:zlib';

const MILLION = 1_000_000;

/** In a hurry: a process that is busy making its bomb reads no answer in time. */
const makers = {
  // Members one after another are as good as one (RFC 1952 section 2.2).
  gzip: (millions) => Buffer.concat(Array<Buffer>(millions).fill(zlib.gzipSync(Buffer.alloc(MILLION)))),
  br: (millions) =>
    zlib.brotliCompressSync(Buffer.alloc(millions * MILLION), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }),
  zstd: (millions) => zlib.zstdCompressSync(Buffer.alloc(millions * MILLION)),
} as const satisfies Record<string, (millions: number) => Buffer>;

type Coding = keyof typeof makers;

const made = new Map<string, Buffer>();

/** At most 20 kB that become 20 MB, or as many millions of bytes as are asked for. Made when it is first needed. */
export const bombOf = (coding: Coding, millions = 20): Buffer => {
  const name = `${coding} ${millions}`;
  const bomb = made.get(name) ?? makers[coding](millions);
  made.set(name, bomb);
  return bomb;
};
