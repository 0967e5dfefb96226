import { cured } from '../cases.ts';
import type { Case, Entry, Expected } from '../entry.ts';
import type { GoodAnswer, Script } from '../fault.ts';
import { answering, bytesOf } from '../respond.ts';
import { writeAndReset } from '../sockets.ts';

const againstTheRules: Expected = { outcome: 'protocol', again: 'no', sent: ['maybe', 'yes'], within: 'fast' };
const truncated: Expected = { outcome: 'truncated', again: 'once', sent: ['yes'], within: 'fast' };
const malformed: Expected = { outcome: 'malformed', again: 'once', sent: ['yes'], within: 'fast' };
const well: Expected = { outcome: 'ok', again: 'no' };

/** A head with a right status and content type, and these lines more; then a body. All of it in one piece, as one packet. */
const piece = ({ contentType }: GoodAnswer, lines: string, body: Buffer | string = ''): Buffer =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\ncontent-type: ${contentType}\r\n${lines}\r\n`, 'latin1'),
    Buffer.from(body),
  ]);

const saying =
  (make: (good: GoodAnswer) => Buffer): Script =>
  (socket, _heard, good) =>
    void socket.write(make(good));

const sayingLast =
  (make: (good: GoodAnswer) => Buffer): Script =>
  (socket, _heard, good) =>
    void socket.end(make(good));

const wrong = (says: string, make: (good: GoodAnswer) => Buffer): Case => ({
  says,
  fault: { script: saying(make) },
  expected: againstTheRules,
});

const lengthOf = ({ body }: GoodAnswer): string => `content-length: ${body.length}\r\n`;

/** Otherwise good, with these lines more in its head. */
const withLines = (lines: string) => (good: GoodAnswer) => piece(good, lengthOf(good) + lines, good.body);

const chunk = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);

const chunked = (good: GoodAnswer, ...chunks: readonly Buffer[]): Buffer =>
  piece(good, 'transfer-encoding: chunked\r\n', Buffer.concat(chunks));

/** The whole body as one chunk, and the last one after it. */
const allChunks = ({ body }: GoodAnswer): Buffer => Buffer.concat([chunk(body), chunk(Buffer.alloc(0))]);

const half = ({ body }: GoodAnswer): Buffer => body.subarray(0, body.length >> 1);

/** Without the blank at its end, and without the character before it. */
const allButLast = ({ body }: GoodAnswer): Buffer =>
  Buffer.from(body.toString('latin1').trimEnd().slice(0, -1), 'latin1');

const tooShort = sayingLast((good) => piece(good, `content-length: ${good.body.length + 100}\r\n`, good.body));
const withoutLastChunk = sayingLast((good) => chunked(good, chunk(good.body)));
const withBadChunk = saying((good) => chunked(good, Buffer.from('ZZ\r\n'), good.body));
const cutAtClose = sayingLast((good) => piece(good, '', half(good)));

const resetInHead: Script = (socket, _heard, good) => writeAndReset(socket, piece(good, '').subarray(0, 30));
const resetInBody: Script = (socket, _heard, good) => writeAndReset(socket, piece(good, lengthOf(good), half(good)));

const typed = (contentType: string | readonly string[]): Case => ({
  says: `content-type: ${[contentType].flat().join(', and ') || 'empty'}`,
  fault: { script: answering(() => ({ headers: { 'content-type': contentType } })) },
  expected: well,
});

/** Bodies that have no place after their status. */
const surplus = (status: number): Case =>
  wrong(String(status), ({ body }) => Buffer.concat([Buffer.from(`HTTP/1.1 ${status} X\r\n\r\n`), body]));

/** Heads and lengths that are against HTTP, or that do not come to their end. */
export const framing: readonly Entry[] = [
  {
    id: 'F1',
    says: 'the headers are longer than 16 KB',
    cases: [
      wrong('a single one', withLines(`x-long: ${'y'.repeat(20_000)}\r\n`)),
      wrong('all together', withLines(`x-long: ${'y'.repeat(190)}\r\n`.repeat(100))),
    ],
  },
  {
    id: 'F2',
    says: 'there are too many headers',
    cases: [
      wrong('2500', withLines('a: b\r\n'.repeat(2500))),
      wrong('just too many', withLines('a: b\r\n'.repeat(200))),
    ],
  },
  {
    id: 'F3',
    says: 'a header is not written as headers are',
    cases: [
      wrong('a name with a blank', withLines('x bad: 1\r\n')),
      wrong('a line without a colon', withLines('nonsense\r\n')),
      wrong('a value with a zero byte', withLines('x-bad: a\0b\r\n')),
      wrong('a line that is folded', withLines('x-folded: a\r\n b\r\n')),
      wrong('lines that end without a carriage return', (good) =>
        Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\n${lengthOf(good).trim()}\n\n`), good.body]),
      ),
    ],
  },
  {
    id: 'F4',
    says: 'a length is given, and chunks come',
    cases: [
      wrong('the length first', (good) =>
        piece(good, `${lengthOf(good)}transfer-encoding: chunked\r\n`, allChunks(good)),
      ),
      wrong('the length last', (good) =>
        piece(good, `transfer-encoding: chunked\r\n${lengthOf(good)}`, allChunks(good)),
      ),
    ],
  },
  {
    id: 'F5',
    says: 'two lengths are given',
    cases: [
      wrong('in two headers', (good) =>
        piece(good, `${lengthOf(good)}content-length: ${good.body.length + 1}\r\n`, good.body),
      ),
      wrong('in one header', (good) =>
        piece(good, `content-length: ${good.body.length}, ${good.body.length + 1}\r\n`, good.body),
      ),
    ],
  },
  {
    id: 'F6',
    says: 'the body ends before its length',
    cases: [{ fault: { script: tooShort }, expected: truncated }, cured('truncated', tooShort)],
  },
  {
    id: 'F7',
    says: 'the body goes on after its length',
    cases: [
      wrong('the length is half', (good) => piece(good, `content-length: ${good.body.length >> 1}\r\n`, good.body)),
    ],
  },
  {
    id: 'F8',
    says: 'the last chunk does not come',
    cases: [{ fault: { script: withoutLastChunk }, expected: truncated }, cured('truncated', withoutLastChunk)],
  },
  {
    id: 'F9',
    says: 'the size of a chunk is no number',
    cases: [
      { says: 'of the first', fault: { script: withBadChunk }, expected: truncated },
      {
        says: 'of a later one',
        fault: { script: saying((good) => chunked(good, chunk(half(good)), Buffer.from('ZZ\r\n'))) },
        expected: truncated,
      },
      cured('truncated', withBadChunk),
    ],
  },
  {
    id: 'F10',
    says: 'the body ends with the connection',
    cases: [
      { says: 'whole', fault: { script: sayingLast((good) => piece(good, '', good.body)) }, expected: well },
      { says: 'after half', fault: { script: cutAtClose }, expected: malformed },
      {
        says: 'without its last character',
        fault: {
          script: sayingLast((good) => piece(good, '', allButLast(good))),
        },
        expected: malformed,
      },
      cured('malformed', cutAtClose),
    ],
  },
  { id: 'F11', says: 'a body comes with a status that has none', cases: [surplus(204), surplus(304)] },
  {
    id: 'F12',
    says: 'the connection is reset during the answer',
    cases: [
      {
        says: 'in its head',
        fault: { script: resetInHead },
        expected: { outcome: 'disconnected', again: 'yes', sent: ['maybe'], within: 'fast' },
      },
      { says: 'in its body', fault: { script: resetInBody }, expected: truncated },
      cured('disconnected', resetInHead, { says: 'once, in its head' }),
      cured('truncated', resetInBody, { says: 'once, in its body' }),
    ],
  },
  {
    id: 'F13',
    says: 'the content type is wrong or no content type at all',
    cases: [
      typed(['application/json', 'application/xml']),
      typed(['text/plain', 'application/octet-stream']),
      typed(''),
      typed(';;;='),
      typed('json'),
      typed('application/json; charset='),
      typed('application/json; charset=""'),
      typed(`application/json; ${'x'.repeat(5_000)}`),
      {
        says: 'none',
        fault: { script: (socket, _heard, { body }) => void socket.write(bytesOf({ body })) },
        expected: well,
      },
    ],
  },
];
