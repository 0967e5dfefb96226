import { afterEach, describe, expect, test } from '@jest/globals';
import { encoderOf } from '../../../src/datasources/base/body/encode.ts';
import { filePart } from '../../../src/datasources/base/index.ts';
import { openShops } from './shop.ts';

const shops = openShops();
afterEach(() => shops.end());

const ORDER = `
enum Speed { SLOW  FAST @wire(value: "x&y") }
input Order @wire(value: "o:Order") {
  id: ID! @wire(path: "@id")
  note: String @wire(path: "text.note")
  lang: String @wire(path: "text.@lang")
  speed: Speed
  lines: [Line!] @wire(path: "lines.line")
  gone: String
}
input Line { sku: ID! @wire(path: "@sku")  name: String @wire(path: ".")  }
type Done { id: ID }
type Query { done: Done @load(from: "shop.done") }
type Mutation { order(input: Order!): Done @load(from: "shop.order") }`;

const written = async (body: string, query: string, api: object = {}) => {
  const shop = await shops.open(
    // Only an element has a text of its own.
    body === 'xml' ? ORDER : ORDER.replace('@wire(path: ".")', ''),
    ({ get, post }) => ({
      done: get('Done', () => 'done'),
      order: post('Done', ({ input }) => ({ path: 'orders', body: input }), { body }),
    }),
    () => ({ id: '1' }),
    { api },
  );
  const result = await shop.run(query);
  const [heard] = shop.api.heard;
  return { result, text: heard?.body, type: heard?.headers['content-type'], length: heard?.headers['content-length'] };
};

const QUERY = `mutation { order(input: { id: "1\\"<", note: "a & b", lang: "de", speed: FAST, gone: null,
  lines: [{ sku: "a", name: "A" }, { sku: "b", name: "B é" }] }) { id } }`;

describe('when it fails', () => {
  test.each([
    ['xml', '\\u0000'],
    ['xml', '\\u0008'],
  ])('%s cannot hold %s, and nothing is sent', async (body, sign) => {
    const { result, text } = await written(body, `mutation { order(input: { id: "1", note: "${sign}" }) { id } }`);
    expect(result).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT', sent: 'no' } }] });
    expect(text).toBeUndefined();
  });

  test.each(['json', 'form', 'multipart', 'xml'])('half a character can stand in no body: %s', (format) => {
    const encode = encoderOf(format as 'json');
    const body = { o: { a: '\ud800' } };
    // JSON has a spelling for it.
    if (format === 'json') expect(Buffer.from(encode(body).bytes).toString()).toBe(String.raw`{"o":{"a":"\ud800"}}`);
    else expect(() => encode(body)).toThrow('half a character');
  });

  test('a name that is none in XML, and a body without a root', () => {
    expect(() => encoderOf('xml')({ 'a b': 1 })).toThrow('a name cannot be written in XML');
    expect(() => encoderOf('xml')({ a: 1, b: 2 })).toThrow('one root element');
  });
});

describe('a body in', () => {
  test('a form has its members in brackets', async () => {
    const { text, type, length } = await written('form', QUERY);
    expect(type).toBe('application/x-www-form-urlencoded');
    expect(length).toBe(String(text?.length));
    expect([...new URLSearchParams(text)]).toEqual([
      ['@id', '1"<'],
      ['text[note]', 'a & b'],
      ['text[@lang]', 'de'],
      ['speed', 'x&y'],
      ['lines[line][0][@sku]', 'a'],
      ['lines[line][0][name]', 'A'],
      ['lines[line][1][@sku]', 'b'],
      ['lines[line][1][name]', 'B é'],
      ['gone', ''],
    ]);
  });

  test('XML has the order of the SDL, attributes, prefixes and nil', async () => {
    const { text, type } = await written('xml', QUERY, { namespaces: { o: 'urn:orders' } });
    expect(type).toBe('application/xml; charset=utf-8');
    expect(Buffer.from(text ?? '', 'latin1').toString()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<o:Order xmlns:o="urn:orders" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="1&#34;&#60;">' +
        '<text lang="de"><note>a &#38; b</note></text><speed>x&#38;y</speed>' +
        '<lines><line sku="a">A</line><line sku="b">B é</line></lines><gone xsi:nil="true"/></o:Order>',
    );
  });

  test('multipart has a part for each value, and files as they are', () => {
    const { bytes, type } = encoderOf('multipart')({
      title: 'me',
      meta: { size: 3 },
      photo: filePart('a"b\r\n.png', new Uint8Array([1, 2, 255]), 'image/png'),
    });
    const boundary = /^multipart\/form-data; boundary=(breakwater-[\da-f-]+)$/.exec(type)?.[1];
    expect(Buffer.from(bytes).toString('latin1')).toBe(
      [
        `--${boundary}`,
        'content-disposition: form-data; name="title"',
        '',
        'me',
        `--${boundary}`,
        'content-disposition: form-data; name="meta[size]"',
        '',
        '3',
        `--${boundary}`,
        'content-disposition: form-data; name="photo"; filename="a%22b%0D%0A.png"',
        'content-type: image/png',
        '',
        '\u0001\u0002\u00ff',
        `--${boundary}--`,
        '',
      ].join('\r\n'),
    );
  });
});

test('its author may say another type, once', async () => {
  const shop = await shops.open(
    'type Done { id: ID } type Query { done: Done @load(from: "shop.done") } type Mutation { merge(id: ID): Done @load(from: "shop.merge") }',
    ({ get, patch }) => ({
      done: get('Done', () => 'done'),
      merge: patch('Done', (body) => ({
        path: 'x',
        body,
        headers: { 'Content-Type': 'application/merge-patch+json' },
      })),
    }),
    () => ({ id: '1' }),
  );
  await shop.run('mutation { merge(id: null) { id } }');
  expect(shop.api.heard).toMatchObject([
    { body: '{"id":null}', headers: { 'content-type': 'application/merge-patch+json' } },
  ]);
});
