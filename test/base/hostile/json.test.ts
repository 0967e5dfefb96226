import { describe, expect, test } from '@jest/globals';
import { parseJson } from '../../../src/datasources/base/decode/json.ts';
import { failureOf, source } from './reading.ts';

const { parse, read } = source('json', 'String');
const detailOf = (body: string | Uint8Array, contentType?: string): string | undefined => {
  const failure = failureOf(() => parse(body, contentType));
  if (failure) expect(failure.kind).toBe('malformed');
  return failure?.facts.detail;
};
const le = (text: string): Buffer => Buffer.from(text, 'utf16le');
const bytes = (...list: readonly number[]): Uint8Array => Uint8Array.from(list);
/** `{"value":"` and `"}` around bytes. */
const inText = (...list: readonly number[]): Uint8Array =>
  Buffer.concat([Buffer.from('{"value":"'), bytes(...list), Buffer.from('"}')]);

describe('when the bytes are no text', () => {
  test.each([
    ['a byte of latin1', inText(0xe9)],
    ['a lone continuation byte', inText(0x80)],
    ['an overlong quote', inText(0xc0, 0xa2)],
    ['half a pair as UTF-8', inText(0xed, 0xa0, 0x80)],
    ['beyond Unicode', inText(0xf4, 0x90, 0x80, 0x80)],
    ['a character cut off', Buffer.from('{"value":"é').subarray(0, -1)],
  ])('%s is refused, not replaced', (_, body) => {
    expect(detailOf(body)).toBe('not valid utf-8');
  });

  test('half a pair in UTF-16 is refused', () => {
    const body = Buffer.concat([bytes(0xff, 0xfe), le('{"value":"'), bytes(0, 0xd8), le('"}')]);
    expect(detailOf(body)).toBe('not valid utf-16le');
  });

  test.each(['klingon', 'utf-8-but-hunter2', '<script>', 'x'.repeat(1000)])(
    'a charset nobody knows is refused, and not repeated',
    (label) => {
      expect(detailOf('{}', `application/json; charset=${label}`)).toBe('an unknown charset');
    },
  );
});

describe('when the text is not JSON', () => {
  test.each([
    '{"value":NaN}',
    '{"value":Infinity}',
    '{"value":-Infinity}',
    '{"value":undefined}',
    '{"value":1,}',
    '{"value":[1,]}',
    '{"value":[,1]}',
    '{"value":1} // done',
    '{/* v */"value":1}',
    '{"value":1}{"value":2}',
    '{"value":1}\n{"value":2}',
    "{'value':1}",
    '{value:1}',
    '{"value":"a\tb"}',
    '{"value":"\\x41"}',
    '{"value":"\\u12"}',
    '{"value":01}',
    '{"value":.5}',
    '{"value":5.}',
    '{"value":+5}',
    '{"value":0x10}',
    '{"value":1_000}',
    '{"value":10n}',
    '{"value":True}',
    '{"value":"a" "b"}',
    '{"value"}',
    '{"value":}',
    '{"value":"half',
    '{"value":"half"',
    '[1,2',
    ')]}\',\n{"value":1}',
    'callback({"value":1})',
    '\uFEFF\uFEFF{"value":1}',
    '{"value":1}\u0000',
    '\u00a0{"value":1}',
  ])('%j is refused', (text) => {
    expect(detailOf(text)).toMatch(/^(not well-formed JSON at character \d+|expected JSON, got .+)$/);
  });

  test.each([
    ['a text of escapes', `{"value":"${'\\"'.repeat(4_700_000)}`],
    ['a text of Unicode escapes', `{"value":"${'\\u0041'.repeat(1_500_000)}`],
    ['a text of letters', `{"value":"${'x'.repeat(9_400_000)}`],
    ['digits', `{"value":${'1'.repeat(9_400_000)}x`],
    ['a fraction', `{"value":0.${'0'.repeat(9_400_000)}1x`],
    ['blank', `{"value":${' '.repeat(9_400_000)}`],
    ['items', `{"value":[${'1,'.repeat(4_700_000)}`],
    ['members', `{${'"a":1,'.repeat(1_500_000)}`],
    ['minus signs', `[${'-'.repeat(9_400_000)}`],
    ['backslashes', `"${'\\'.repeat(9_400_001)}`],
  ])('nine megabytes of %s that end too early are malformed, not an accident of ours', (_, text) => {
    expect(detailOf(text)).toMatch(/^not well-formed JSON at character \d+$/);
  });

  test('the place is told behind nine megabytes too', () => {
    const text = `{"value":"${'\\n'.repeat(4_700_000)}"`;
    expect(detailOf(text)).toBe(`not well-formed JSON at character ${text.length + 1}`);
  });
});

describe('depth', () => {
  test.each(['[', '{"a":', '[{"a":', '[1,2,{"b":"[[[","a":'])('ten million characters of %j are refused', (unit) => {
    const text = unit.repeat(Math.floor(9_900_000 / unit.length));
    expect(detailOf(text)).toBe('nested deeper than 64');
    expect(failureOf(() => parseJson(text, { exact: false }))?.facts.detail).toBe('nested deeper than 64');
  });

  test('65 levels are refused in a long text as in a short one', () => {
    const deep = (levels: number, filler: string) => `["${filler}",${'['.repeat(levels - 1)}${']'.repeat(levels)}`;
    for (const filler of ['', '['.repeat(300_000)]) {
      expect(detailOf(deep(64, filler))).toBeUndefined();
      expect(detailOf(deep(65, filler))).toBe('nested deeper than 64');
    }
  });
});

describe('names that could poison', () => {
  const hostile =
    '{"__proto__":{"polluted":1,"value":"p"},"constructor":{"prototype":{"polluted":1}},"prototype":{"polluted":1}}';

  test('are members like any other, and change no prototype', () => {
    const parsed = parse(hostile);
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
    expect(Object.keys(Object(parsed))).toEqual(['__proto__', 'constructor', 'prototype']);
    expect(read(hostile)).toBeNull();
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect('polluted' in {}).toBe(false);
  });

  test('of Object.prototype are no members: nothing is inherited by what is read', () => {
    for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty', 'valueOf'])
      expect(source('json', ['String', `'${name}'`]).read('{}')).toBeNull();
    expect(source('json', ['String', '__proto__']).read('{"__proto__":"x"}')).toBe('x');
  });

  test('in XML do no more', () => {
    const { read: readXml } = source('xml', ['[String]', '__proto__.@__proto__']);
    expect(readXml('<a><__proto__ __proto__="x" constructor="y"/></a>')).toEqual(['x']);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('numbers', () => {
  test.each([
    '9223372036854775807',
    '-9223372036854775808',
    '18446744073709551615',
    '9007199254740993',
    '123456789012345678901234567890',
  ])('%s stays exact, for BigInt and for ID', (digits) => {
    const body = `{"value":${digits}}`;
    expect([source('json', 'BigInt').read(body), source('json', 'ID').read(body)]).toEqual([digits, digits]);
  });

  test.each(['1e999', '-1e999', '1e400'])('%s is no Float, and no Int', (digits) => {
    const body = `{"value":${digits}}`;
    expect(source('json', 'Float').read(body)).toMatch(/^! Row\.value: expected a Float/);
    expect(source('json', 'Int').read(body)).toMatch(/^! Row\.value: expected an Int/);
  });

  test.each(['1e-400', '-1e-400', '1.5e0', '15e-1', '1.00000000000000000001e0', '1e-999999999', '1e10'])(
    '%s is no Int',
    (digits) => {
      expect(source('json', 'Int').read(`{"value":${digits}}`)).toMatch(/^! Row\.value: expected an Int/);
    },
  );

  test('an exponent may make an Int, exactly', () => {
    const ints: Readonly<Record<string, number>> = {
      '1e3': 1000,
      '1.5e1': 15,
      '-1.50e1': -15,
      '100e-2': 1,
      '0e-400': 0,
      '0.001E+3': 1,
    };
    for (const [digits, value] of Object.entries(ints))
      expect(source('json', 'Int').read(`{"value":${digits}}`)).toBe(value);
  });

  test('a number of a million digits is no Int', () => {
    const begin = performance.now();
    const body = `{"value":0.${'0'.repeat(1_000_000)}1e1}`;
    expect(source('json', 'Int').read(body)).toMatch(/^! Row\.value: expected an Int/);
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});

describe('what is odd, but JSON, is read', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['a member twice: the last one', '{"value":"a","value":"b"}', 'b'],
    ['a byte order mark', '\uFEFF{"value":"é"}', 'é'],
    ['UTF-16LE with its mark', le('\uFEFF{"value":"é😀"}'), 'é😀'],
    ['UTF-16BE without one', le('{"value":"é"}').swap16(), 'é'],
    ['a pair of escapes', '{"value":"\\ud83d\\ude00"}', '😀'],
    ['an escaped null character', '{"value":"a\\u0000b"}', 'a\u0000b'],
    ['U+2028 in a text', '{"value":"a\u2028b"}', 'a\u2028b'],
    ['HTML in a text', '{"value":"<!doctype html><html>"}', '<!doctype html><html>'],
    ['XML in a text', '{"value":"<?xml version=\\"1.0\\"?><a/>"}', '<?xml version="1.0"?><a/>'],
    ['an empty name', '{"":1,"value":"x"}', 'x'],
    ['much blank', `${' \n'.repeat(1000)}{"value":"x"}`, 'x'],
  ])('%s', (_, body, value) => {
    expect(read(body)).toBe(value);
  });

  test('half a pair as an escape is what it says', () => {
    expect(read('{"value":"\\ud83d"}')).toBe('\ud83d');
  });

  test('a text alone is a document, whatever it begins with', () => {
    for (const text of ['plain', '<html>', '{', '404 page not found'])
      expect(parse(JSON.stringify(text), 'text/html')).toBe(text);
  });
});
