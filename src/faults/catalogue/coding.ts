import zlib from 'node:zlib';
import { bombOf } from '../bombs.ts';
import { cured, nothingBack } from '../cases.ts';
import type { Case, Entry, Expected } from '../entry.ts';
import type { Script } from '../fault.ts';
import { answering } from '../respond.ts';
import { charset } from './charset.ts';

const answered: Expected = { outcome: 'ok', sent: ['yes'], within: 'fast' };
const well: Expected = { ...answered, again: 'no' };
const undecodable: Expected = { ...answered, outcome: 'undecodable', again: 'once' };
const truncated: Expected = { ...answered, outcome: 'truncated', again: 'once' };
const malformed: Expected = { ...answered, outcome: 'malformed', again: 'once' };
const unknown: Expected = { ...answered, outcome: 'protocol', again: 'no' };
const tooLarge: Expected = { outcome: 'tooLarge', again: 'no', sent: ['yes'] };

const coded = (coding: string, make: (body: Buffer) => Buffer): Script =>
  answering(({ body }) => ({ headers: { 'content-encoding': coding }, body: make(body) }));

const codedCase = (says: string, name: string, make: (body: Buffer) => Buffer, expected: Case['expected']): Case => ({
  says,
  fault: { script: coded(name, make) },
  expected,
});

const encoders = {
  gzip: (body) => zlib.gzipSync(body),
  deflate: (body) => zlib.deflateSync(body),
  br: (body) => zlib.brotliCompressSync(body),
  zstd: (body) => zlib.zstdCompressSync(body),
} as const satisfies Record<string, (body: Buffer) => Buffer>;

type Coding = keyof typeof encoders;
const codings = Object.keys(encoders) as Coding[];

const asItIs = (body: Buffer): Buffer => body;
const halved = (body: Buffer): Buffer => body.subarray(0, body.length >> 1);
const withoutTrailer = (body: Buffer): Buffer => encoders.gzip(body).subarray(0, -8);

const withWrongSum = (body: Buffer): Buffer => {
  const zipped = Buffer.from(encoders.gzip(body));
  zipped[zipped.length - 8] = (zipped[zipped.length - 8] ?? 0) ^ 0xff;
  return zipped;
};

const inTwoMembers = (body: Buffer): Buffer =>
  Buffer.concat([encoders.gzip(halved(body)), encoders.gzip(body.subarray(halved(body).length))]);

/** More than 10 MiB. */
const twelveMillion = (): Buffer => bombOf('gzip', 12);

const bomb = (name: string, make: () => Buffer): Case => ({
  ...codedCase(name, name, make, tooLarge),
  api: { maxBytes: 100_000 },
});

/** Bodies in a coding or an encoding that is wrong, unusual, or not the one that was said: E1 to E15. */
export const coding: readonly Entry[] = [
  {
    id: 'E1',
    says: 'the body is not in the coding that was said',
    cases: [
      ...codings.map((name) =>
        codedCase(name, name, asItIs, {
          ...undecodable,
          // Without a wrapper, deflate takes whatever comes until it goes wrong: at the end of the body, or unnoticed.
          ...(name === 'deflate' ? { outcome: ['undecodable', 'truncated', 'malformed'] as const } : {}),
        }),
      ),
      cured('undecodable', coded('gzip', asItIs)),
    ],
  },
  {
    id: 'E2',
    says: 'the compressed body breaks off',
    cases: [
      ...codings.map((name) => codedCase(name, name, (body) => halved(encoders[name](body)), truncated)),
      codedCase('gzip without its trailer alone', 'gzip', withoutTrailer, truncated),
      codedCase('gzip after its first byte', 'gzip', (body) => encoders.gzip(body).subarray(0, 1), truncated),
      cured('truncated', coded('gzip', withoutTrailer)),
    ],
  },
  {
    id: 'E3',
    says: 'the compressed body is damaged',
    cases: [
      codedCase('a wrong checksum', 'gzip', withWrongSum, undecodable),
      codedCase(
        'something comes after it',
        'gzip',
        (body) => Buffer.concat([encoders.gzip(body), Buffer.from('and more')]),
        undecodable,
      ),
      codedCase('zeros come after it', 'gzip', (body) => Buffer.concat([encoders.gzip(body), Buffer.alloc(8)]), well),
      cured('undecodable', coded('gzip', withWrongSum)),
    ],
  },
  {
    id: 'E4',
    says: 'gzip in two members',
    cases: [{ fault: { script: coded('gzip', inTwoMembers) }, expected: well }],
  },
  {
    id: 'E5',
    says: 'deflate with or without its wrapper',
    cases: [
      codedCase('with', 'deflate', encoders.deflate, well),
      codedCase('without', 'deflate', (body) => zlib.deflateRawSync(body), well),
    ],
  },
  {
    id: 'E6',
    says: 'codings by other names, and several of them',
    cases: [
      codedCase('x-gzip', 'x-gzip', encoders.gzip, well),
      codedCase('GZIP', 'GZIP', encoders.gzip, well),
      codedCase('gzip, gzip', 'gzip, gzip', (body) => encoders.gzip(encoders.gzip(body)), well),
      codedCase('deflate, br', 'deflate, br', (body) => encoders.br(encoders.deflate(body)), well),
      codedCase('identity', 'identity', asItIs, well),
    ],
  },
  {
    id: 'E7',
    says: 'a coding that nobody asked for',
    cases: [
      codedCase('unknown', 'foo', asItIs, unknown),
      codedCase('unknown, below a known one', 'foo, gzip', encoders.gzip, unknown),
      codedCase('fifty of them', Array.from({ length: 50 }, () => 'gzip').join(', '), encoders.gzip, unknown),
      codedCase('br', 'br', encoders.br, well),
      codedCase('zstd', 'zstd', encoders.zstd, well),
    ],
  },
  {
    id: 'E8',
    says: 'a small body becomes twenty million bytes',
    cases: [
      ...(['gzip', 'br', 'zstd'] as const).map((name) => bomb(name, () => bombOf(name))),
      bomb('gzip, gzip', () => encoders.gzip(bombOf('gzip'))),
      {
        ...codedCase('twelve million are more than a source takes that says nothing', 'gzip', twelveMillion, tooLarge),
        notFor: ({ api }) => (api.maxBytes === undefined ? undefined : 'it says how much it takes'),
        // All of it is read before the limit is reached: that takes a processor for itself.
        asking: { alone: true },
      },
    ],
  },
  {
    id: 'E9',
    says: 'an empty body is said to be compressed',
    cases: codings.map((name) => codedCase(name, name, () => Buffer.alloc(0), nothingBack(malformed))),
  },
  ...charset,
];
