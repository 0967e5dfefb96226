import { describe, expect, test } from '@jest/globals';
import { decodeText } from '../../../src/datasources/base/decode/charset.ts';

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const detailOf = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return error instanceof Error && 'facts' in error ? error.facts : error;
  }
};

describe('when the bytes are no text', () => {
  test.each([
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0x22]), undefined, 'not valid utf-8'],
    ['UTF-8 cut in a character', Buffer.from('é').subarray(0, 1), undefined, 'not valid utf-8'],
    ['latin1 labelled UTF-8', Buffer.from('é', 'latin1'), 'application/json; charset=utf-8', 'not valid utf-8'],
    ['half a UTF-16 character', Buffer.from([0xff, 0xfe, 0x41]), undefined, 'not valid utf-16le'],
    ['an unknown charset', Buffer.from('1'), 'text/plain; charset=klingon', 'an unknown charset'],
    ['a hostile charset', Buffer.from('1'), `a/b;charset="<b>\u001b[1m${'x'.repeat(99)}"`, 'an unknown charset'],
  ])('%s is malformed', (_, bytes, type, detail) => {
    expect(detailOf(() => decodeText(bytes, type, 'json'))).toEqual({ detail });
  });

  test('an unknown encoding in the XML declaration is malformed', () => {
    const bytes = Buffer.from('<?xml version="1.0" encoding="ebcdic-x"?><a/>');
    expect(detailOf(() => decodeText(bytes, undefined, 'xml'))).toEqual({ detail: 'an unknown charset' });
  });
});

const xml = (encoding: string) => `<?xml version='1.0' encoding='${encoding}'?><a>é</a>`;

test.each([
  ['UTF-8', Buffer.from('"é"'), undefined, 'json', '"é"'],
  ['UTF-8 with a mark', Buffer.from('\uFEFF"é"'), undefined, 'json', '"é"'],
  ['a mark before a charset that lies', Buffer.from('\uFEFF"é"'), 'a/b; charset=iso-8859-1', 'json', '"é"'],
  ['UTF-16LE with a mark', Buffer.from('\uFEFF"é"', 'utf16le'), undefined, 'json', '"é"'],
  ['UTF-16BE with a mark', utf16be('\uFEFF"é"'), undefined, 'json', '"é"'],
  ['UTF-16LE without', Buffer.from('"é"', 'utf16le'), undefined, 'json', '"é"'],
  ['UTF-16BE without', utf16be('"é"'), undefined, 'json', '"é"'],
  ['UTF-16BE labelled utf-16', utf16be('"é"'), 'a/b; charset=UTF-16', 'json', '"é"'],
  ['latin1 by the label', Buffer.from('"é"', 'latin1'), 'application/json;charset=ISO-8859-1', 'json', '"é"'],
  ['latin1 by a quoted label', Buffer.from('"é"', 'latin1'), 'a/b; x="y"; Charset = "latin1"', 'json', '"é"'],
  ['latin1 by the XML declaration', Buffer.from(xml('ISO-8859-1'), 'latin1'), undefined, 'xml', xml('ISO-8859-1')],
  [
    'the label before the XML declaration',
    Buffer.from(xml('ISO-8859-1')),
    'text/xml; charset=utf-8',
    'xml',
    xml('ISO-8859-1'),
  ],
  [
    'a declaration of UTF-16 that was itself readable as bytes',
    Buffer.from(xml('utf-16')),
    undefined,
    'xml',
    xml('utf-16'),
  ],
  ['UTF-16 XML without a mark', Buffer.from(xml('utf-16'), 'utf16le'), undefined, 'xml', xml('utf-16')],
  ['nothing', Buffer.alloc(0), undefined, 'json', ''],
] as const)('%s is read', (_, bytes, type, format, text) => {
  expect(decodeText(bytes, type, format)).toBe(text);
});
