import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable, type Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import zlib from 'node:zlib';

const GIB = 2 ** 30;
const MIB = 2 ** 20;

/** `times` times the same piece, which is held in memory once. */
function* repeated(piece: Uint8Array, times: number): Generator<Uint8Array> {
  for (let i = 0; i < times; i += 1) yield piece;
}

/** What `coder` makes of so many bytes of zeros. */
const bomb = (coder: Transform, bytes = GIB): Promise<Buffer> =>
  buffer(Readable.from(repeated(Buffer.alloc(MIB), bytes / MIB)).pipe(coder));

const documents = {
  xml: { begin: '<rows>', piece: '<row>12345</row>\n', end: '</rows>' },
  json: { begin: '{"rows":[', piece: '12345678,      \n', end: '1]}' },
} as const;

const long = (format: 'json' | 'xml', bytes: number): { readonly size: number; readonly body: Readable } => {
  const { begin, piece, end } = documents[format];
  const block = Buffer.from(piece.repeat(4096));
  const times = Math.ceil(bytes / block.length);
  const parts = function* () {
    yield Buffer.from(begin);
    yield* repeated(block, times);
    yield Buffer.from(end);
  };
  return { size: begin.length + times * block.length + end.length, body: Readable.from(parts()) };
};

type Answer = (response: http.ServerResponse) => void;

const answers = (bombs: Readonly<Record<string, Buffer>>): Readonly<Record<string, Answer>> => {
  const coded =
    (coding: string, body: Uint8Array = Buffer.alloc(0)): Answer =>
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': coding }).end(body);
    };
  const document =
    (format: 'json' | 'xml', bytes: number, withLength: boolean): Answer =>
    (response) => {
      const { size, body } = long(format, bytes);
      response.writeHead(200, {
        'content-type': `application/${format}`,
        ...(withLength ? { 'content-length': size } : {}),
      });
      body.pipe(response).on('close', () => body.destroy());
    };
  return {
    '/xml': (response) => response.setHeader('content-type', 'text/xml').end('<rows><row>1</row></rows>'),
    '/json': (response) => response.end('{"rows":[1]}'),
    '/gzip': coded('gzip', bombs['gzip']),
    '/deflate': coded('deflate', bombs['deflate']),
    '/br': coded('br', bombs['br']),
    '/zstd': coded('zstd', bombs['zstd']),
    '/zstd-window': coded('zstd', bombs['zstdWindow']),
    '/gzip-in-gzip': coded('gzip, gzip', bombs['gzipInGzip']),
    '/gzip-in-gzip-unsaid': coded('gzip', bombs['gzipInGzip']),
    '/endless': document('json', Infinity, false),
    '/xml-200': document('xml', 200 * MIB, true),
    '/xml-200-chunked': document('xml', 200 * MIB, false),
    '/json-200': document('json', 200 * MIB, true),
    '/json-200-chunked': document('json', 200 * MIB, false),
  };
};

export interface BombServer {
  readonly url: string;
  /** How many bytes of gzip the gibibyte is. */
  readonly gzipBytes: number;
  readonly close: () => Promise<void>;
}

/** A server on 127.0.0.1 whose answers are more than anybody can hold. */
export const bombServer = async (): Promise<BombServer> => {
  const { ZSTD_c_windowLog, ZSTD_c_enableLongDistanceMatching, BROTLI_PARAM_QUALITY } = zlib.constants;
  const gzip = await bomb(zlib.createGzip());
  const byPath = answers({
    gzip,
    gzipInGzip: zlib.gzipSync(gzip),
    deflate: await bomb(zlib.createDeflate(), GIB / 8),
    br: await bomb(zlib.createBrotliCompress({ params: { [BROTLI_PARAM_QUALITY]: 1 } })),
    zstd: await bomb(zlib.createZstdCompress()),
    // A decoder has to set aside what such a frame says it needs, before it has seen any of it.
    zstdWindow: await bomb(
      zlib.createZstdCompress({ params: { [ZSTD_c_windowLog]: 27, [ZSTD_c_enableLongDistanceMatching]: 1 } }),
    ),
  });
  const server = http.createServer(({ url = '' }, response) => {
    response.on('error', () => {});
    byPath[url]?.(response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    gzipBytes: gzip.length,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
