import { describe, expect, test } from '@jest/globals';
import { type Api, DataSource } from '../../../src/datasources/base/index.ts';
import { asked, calm, over, saying } from '../soap/support.ts';
import { inJson, inXml, json, record } from './support.ts';

const text = ['String!', { path: 'full.text', others: ['text', 'old'] }] as const;

describe('when it fails', () => {
  test('the last place is taken as it is', () => {
    expect(inJson(text, {})).toBe('! Row.value: expected a String, got nothing @ $.full.text');
    expect(inJson(text, { old: 1, text: null })).toBe('1');
    expect(inJson(['String', { path: 'a', others: ['b.c'] }], { b: 1 })).toBe(
      '! Row.value: expected an object, got a number @ $.a',
    );
  });

  test('a value that is there, and does not fit, is not passed by', () => {
    expect(inJson(['Int', { path: 'a', others: ['b'] }], { a: 'x', b: 1 })).toBe(
      '! Row.value: expected an Int, got a string @ $.a',
    );
  });

  test('a place that cannot be walked to counts as none, and as no misfit: a thousand of them are not too many', () => {
    const { read, problems } = json('[Row]', [record('Row', { value: text })]);
    expect(problems).toEqual([]);
    const rows = Array.from({ length: 1_100 }, () => ({ full: 'flat', text: 'b' }));
    expect(read(rows)).toEqual(rows.map(() => ({ value: 'b' })));
  });
});

test('the first value that is there, and not null, is read', () => {
  expect(inJson(text, { full: { text: 'a' }, text: 'b' })).toBe('a');
  expect(inJson(text, { full: { text: null }, text: 'b' })).toBe('b');
  expect(inJson(text, { old: 'c' })).toBe('c');
  expect(inXml(text, '<text>b</text><old>c</old>')).toBe('b');
  expect(inXml(['[String!]', { path: 'a.b', others: ['c'] }], '<c>1</c><c>2</c>')).toEqual(['1', '2']);
});

test('the SDL says them in a list', async () => {
  class Shop extends DataSource {
    static readonly api: Api = { name: 'shop', baseUrl: 'http://127.0.0.1/', ...calm };
    tweet = this.get('Tweet' as never, () => 'tweet');
  }
  const sdl = `type Tweet { text: String! @wire(path: ["full_text", "text"]) }
    extend type Query { tweet: Tweet @load(from: "shop.tweet") }`;
  const server = await saying();
  const gateway = over(Shop, sdl, server.url);
  server.say({ headers: { 'content-type': 'application/json' }, body: '{"text":"short"}' });
  expect(await asked(gateway, '{ tweet { text } }')).toEqual({ data: { tweet: { text: 'short' } }, errors: [] });
  await gateway.stop();
  await server.close();
});
