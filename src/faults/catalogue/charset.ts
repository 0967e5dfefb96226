import { accented, declared } from '../accented.ts';
import { cured, onlyXml } from '../cases.ts';
import type { Case, Entry, Expected } from '../entry.ts';
import type { GoodAnswer, Script } from '../fault.ts';
import { answering, bytesOf } from '../respond.ts';

const well: Expected = { outcome: 'ok', again: 'no', within: 'fast' };
const malformed: Expected = { outcome: 'malformed', again: 'once', sent: ['yes'], within: 'fast' };

const mediaType = ({ format }: GoodAnswer): string => `application/${format}`;

/** The good document in other bytes, with a content type that says more or less of them. */
const spelling = (body: (good: GoodAnswer) => Buffer, charset: string | undefined): Script =>
  answering((good) => ({
    headers: { 'content-type': mediaType(good) + (charset === undefined ? '' : `; charset=${charset}`) },
    body: body(good),
  }));

const spelled = (
  says: string,
  body: (good: GoodAnswer) => Buffer,
  charset: string | undefined,
  expected: Expected = well,
): Case => ({ says, fault: { script: spelling(body, charset) }, expected });

const utf8 = (good: GoodAnswer): Buffer => Buffer.from(accented(good));
const latin1 = (good: GoodAnswer): Buffer => Buffer.from(declared(accented(good), ''), 'latin1');
const utf16le = (good: GoodAnswer): Buffer => Buffer.from(declared(accented(good), ''), 'utf16le');
const utf16be = (good: GoodAnswer): Buffer => utf16le(good).swap16();

const after = (mark: readonly number[], body: (good: GoodAnswer) => Buffer) => (good: GoodAnswer) =>
  Buffer.concat([Buffer.from(mark), body(good)]);

const declaring = (declaration: string, encoding: 'latin1' | 'utf8') => (good: GoodAnswer) =>
  Buffer.from(declared(accented(good), declaration), encoding);

const withBytes =
  (...bytes: readonly number[]) =>
  ({ body }: GoodAnswer): Buffer =>
    Buffer.concat([body.subarray(0, body.length >> 1), Buffer.from(bytes), body.subarray(body.length >> 1)]);

const UTF8_MARK = [0xef, 0xbb, 0xbf];
const latin1Declaration = '<?xml version="1.0" encoding="ISO-8859-1"?>';
const noCharacter = withBytes(0xff);

/** Bodies in an encoding that is wrong, unusual, or not the one that was said: E10 to E15. */
export const charset: readonly Entry[] = [
  {
    id: 'E10',
    says: 'a byte order mark comes first',
    cases: [
      spelled('and no charset is given', after(UTF8_MARK, utf8), undefined),
      spelled('and another charset is given', after(UTF8_MARK, utf8), 'iso-8859-1'),
    ],
  },
  {
    id: 'E11',
    says: 'the body is in UTF-16',
    cases: [
      spelled('little-endian, with its mark', after([0xff, 0xfe], utf16le), undefined),
      spelled('big-endian, with its mark', after([0xfe, 0xff], utf16be), undefined),
      spelled('little-endian, without', utf16le, undefined),
      spelled('big-endian, without', utf16be, undefined),
      spelled('little-endian, as said', utf16le, 'utf-16le'),
      spelled('big-endian, as said', utf16be, 'utf-16be'),
      spelled('big-endian, said to be one of the two', utf16be, 'UTF-16'),
    ],
  },
  {
    id: 'E12',
    says: 'the body is in Latin 1, and the content type says so',
    cases: [
      spelled('iso-8859-1', latin1, 'iso-8859-1'),
      spelled('in quotes', latin1, '"ISO-8859-1"'),
      spelled('windows-1252', latin1, 'windows-1252'),
    ],
  },
  {
    id: 'E13',
    says: 'the body is in Latin 1, and only its declaration says so',
    cases: [
      { ...spelled('in double quotes', declaring(latin1Declaration, 'latin1'), undefined), notFor: onlyXml },
      {
        ...spelled('in single quotes', declaring("<?xml version='1.0' encoding='iso-8859-1'?>", 'latin1'), undefined),
        notFor: onlyXml,
      },
      {
        says: 'without any content type',
        notFor: onlyXml,
        fault: {
          script: (socket, _heard, good) =>
            void socket.write(bytesOf({ body: declaring(latin1Declaration, 'latin1')(good) })),
        },
        expected: well,
      },
    ],
  },
  {
    id: 'E14',
    says: 'the body is not valid UTF-8',
    cases: [
      spelled('a byte that no character has', noCharacter, undefined, malformed),
      spelled('half a character', withBytes(0xc3), 'utf-8', malformed),
      spelled('a character in more bytes than it needs', withBytes(0xc0, 0xaf), 'utf-8', malformed),
      spelled('half a surrogate pair', withBytes(0xed, 0xa0, 0x80), 'utf-8', malformed),
      cured('malformed', spelling(noCharacter, undefined)),
    ],
  },
  {
    id: 'E15',
    says: 'the charset is not the one that was said',
    cases: [
      spelled('Latin 1 said, UTF-8 sent: all but such letters is right', utf8, 'iso-8859-1'),
      spelled('UTF-8 said, Latin 1 sent', latin1, 'utf-8', malformed),
      spelled('UTF-16 said, UTF-8 sent', utf8, 'utf-16le', malformed),
      spelled('one that nobody knows', utf8, 'utf-9', malformed),
      {
        ...spelled(
          'UTF-16 declared, UTF-8 sent',
          declaring('<?xml version="1.0" encoding="UTF-16"?>', 'utf8'),
          undefined,
        ),
        notFor: onlyXml,
      },
    ],
  },
];
