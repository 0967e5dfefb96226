import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { isJoined, joined, path } from '../../../src/datasources/base/source/path.ts';
import { buildUrl } from '../../../src/datasources/base/source/url.ts';
import { UpstreamError } from '../../../src/resilience/index.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

/** Why a value was refused. */
const refusal = (make: () => unknown): string | undefined => {
  try {
    make();
    return undefined;
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.kind !== 'unsafe') throw error;
    return `${error.facts.sent}: ${error.facts.detail}`;
  }
};
const base = new URL('https://shop.example/v1/');
const says = (what: string) => `no: ${what} cannot be part of a path`;

describe('a value that would escape its segment', () => {
  test.each([
    ['', 'an empty value'],
    ['.', 'dots alone'],
    ['..', 'dots alone'],
    ['a/b', 'a slash, or an encoded one,'],
    ['a\\b', 'a slash, or an encoded one,'],
    ['%2e%2E', 'a slash, or an encoded one,'],
    ['..%2F', 'a slash, or an encoded one,'],
    ['%5cx', 'a slash, or an encoded one,'],
    ['a?b', 'a "?" or "#"'],
    ['a#b', 'a "?" or "#"'],
    ['a\nb', 'a control character'],
    ['\u0000', 'a control character'],
    ['\u007f', 'a control character'],
    ['\ud800', 'half a character'],
    ['x'.repeat(513), 'more than 512 characters'],
  ])('%j is refused, alone and in a list, before anything is sent', (value, why) => {
    expect(refusal(() => path`users/${value}`)).toBe(says(why));
    expect(refusal(() => path`users/${joined(['a', value], ';')}`)).toBe(says(why));
  });

  test('a list of nothing is nothing', () => {
    expect(refusal(() => path`users/${joined([], ';')}`)).toBe(says('an empty value'));
    expect(refusal(() => path`users/${joined(['a'], ';')}`)).toBeUndefined();
  });

  test('a value that is missing, in spite of its type, is nothing too', () => {
    const missing = [undefined, null] as unknown as readonly string[];
    for (const value of missing) expect(refusal(() => path`users/${value}`)).toBe(says('an empty value'));
  });

  test('the message does not tell it', () => {
    expect(refusal(() => path`users/${'hunter2/..'}`)).not.toContain('hunter2');
  });
});

describe('path', () => {
  test('encodes each value', () => {
    expect(path`users/${'a b&c=d;e%'}/posts/${7}`).toBe('users/a%20b%26c%3Dd%3Be%25/posts/7');
    expect(path`${'ü'}`).toBe('%C3%BC');
  });

  test('joins lists so that an item that holds the separator stays one', () => {
    expect(path`country/${joined(['JP', 'a;b', 3], ';')}/x`).toBe('country/JP;a%3Bb;3/x');
  });

  const value = fc.string({
    minLength: 1,
    maxLength: 30,
    unit: fc.oneof(
      fc.constantFrom('.', '%', '2', 'e', '/', '\\', ';', ',', '?', '#', ' ', '..'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
  });

  test('gives the values back when its segments are decoded, and stays below the base; else it refuses', () => {
    fc.assert(
      fc.property(value, fc.array(value, { minLength: 1, maxLength: 3 }), (one, list) => {
        let made: string;
        try {
          made = path`a/${one}/b/${joined(list, ';')}/c`;
        } catch (error) {
          expect(error).toMatchObject({ kind: 'unsafe' });
          return;
        }
        const url = buildUrl(base, made, {});
        expect(url.pathname.startsWith('/v1/a/')).toBe(true);
        const [first, second, third, fourth, fifth, ...rest] = url.pathname.slice('/v1/'.length).split('/');
        expect([first, decodeURIComponent(second ?? ''), third, fifth, rest]).toEqual(['a', one, 'b', 'c', []]);
        expect((fourth ?? '').split(';').map(decodeURIComponent)).toEqual(list);
        expect([url.search, url.hash, url.host]).toEqual(['', '', 'shop.example']);
      }),
      { numRuns: 500 },
    );
  });
});

describe('joined', () => {
  test('is known by a mark that no input of a client can bear', () => {
    expect([
      isJoined(joined([], ',')),
      isJoined(JSON.parse('{"items": ["a"], "separator": "&admin=1&"}')),
      isJoined(null),
      isJoined('x'),
    ]).toEqual([true, false, false, false]);
  });
});

describe('an item that holds the separator', () => {
  const inPath = (items: readonly (string | number)[], separator: string) =>
    buildUrl(base, path`x/${joined(items, separator)}`, {}).pathname.slice('/v1/x/'.length);
  const inQuery = (items: readonly (string | number)[], separator: string) =>
    buildUrl(base, 'x', { q: joined(items, separator) }).search.slice('?q='.length);

  test.each<[string, string]>([
    [';', 'a%3Bb;c'],
    [',', 'a%2Cb,c'],
    ['|', 'a%7Cb|c'],
    ['*', 'a%2Ab*c'],
    ['!', 'a%21b!c'],
    ['(', 'a%28b(c'],
    [')', 'a%29b)c'],
    ['+', 'a%2Bb+c'],
    [', ', 'a%2C%20b,%20c'],
    ['!*', 'a%21%2Ab!*c'],
  ])('stays one with %j, which is encoded in it', (separator, sent) => {
    const items = [`a${separator}b`, 'c'];
    expect([inPath(items, separator), inQuery(items, separator)]).toEqual([sent, sent]);
  });

  test.each<[string, string]>([
    ['-', 'a-b'],
    ['.', 'a.b'],
    ['_', 'a_b'],
    ['~', 'a~b'],
    ["'", "a'b"],
    [' ', 'a b'],
    ['"', 'a"b'],
    ['x', 'axb'],
    ['--', 'a--b'],
    ['--', 'a-'],
    ['and', 'sand'],
    ['%2C', 'a,b'],
    ['%2C', 'a%2Cb'],
    ['%', 'a%b'],
  ])('is refused with %j, which encoding does not tell apart: %j', (separator, item) => {
    const why = 'no: the separator of a list cannot be part of an item';
    for (const items of [[item], [item, 'c'], ['c', item]])
      expect([refusal(() => inPath(items, separator)), refusal(() => inQuery(items, separator))]).toEqual([why, why]);
  });

  test('may hold half of it where it cannot be mistaken, and anything where there is none', () => {
    expect([inPath(['a-b', 'c'], '--'), inPath(['-a', 'b'], '--'), inQuery(['a', 'b'], '')]).toEqual([
      'a-b--c',
      '-a--b',
      'ab',
    ]);
    expect([inQuery([1, -2], ','), refusal(() => inQuery([1, -2], '-'))]).toEqual([
      '1,-2',
      'no: the separator of a list cannot be part of an item',
    ]);
  });

  test('comes back as it was, whatever the items and the separator, when the API splits and decodes', () => {
    const text = fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom(...'a-.,;*!x (|'.split('')) });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), text, (items, separator) => {
        let sent: string;
        try {
          sent = inQuery(items, separator);
        } catch (error) {
          expect(error).toMatchObject({ kind: 'unsafe' });
          return;
        }
        const onWire = inQuery(['Q', 'Q'], separator).slice(1, -1);
        expect(sent.split(onWire).map(decodeURIComponent)).toEqual(items);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a URL that leads elsewhere', () => {
  test.each(['../admin', '../../x', 'a/../../v2', '%2e%2e/admin', '..\\admin', '/../x', 'a#b', '.%2E/v10/x'])(
    '%j is refused',
    (below) => {
      expect(refusal(() => buildUrl(base, below, {}))).toBe('no: the path leads outside of the base URL');
    },
  );

  test.each(['//evil.example/x', '/\\evil.example', '@evil.example/', ':8080/x', 'https://evil.example/', 'a/../b'])(
    '%j stays with the host, below the base',
    (below) => {
      const url = buildUrl(base, below, {});
      expect([url.origin, url.pathname.startsWith('/v1/')]).toEqual(['https://shop.example', true]);
    },
  );

  test('a base that is but the beginning of a name is no base', () => {
    expect(refusal(() => buildUrl(new URL('https://shop.example/v1'), '../v10/x', {}))).toBe(
      'no: the path leads outside of the base URL',
    );
  });

  test('half a character in a query is refused, not sent as another', () => {
    expect(refusal(() => buildUrl(base, 'x', { q: '\ud800' }))).toBe('no: half a character cannot be part of a query');
    expect(refusal(() => buildUrl(base, 'x', { q: joined(['\udfff'], ',') }))).toBe(
      'no: half a character cannot be part of a query',
    );
  });
});

describe('buildUrl', () => {
  test('puts the path below the base, whether or not either has a slash', () => {
    const at = (root: string, below: string) => buildUrl(new URL(root), below, {}).href;
    expect([
      at('https://a.example', 'x'),
      at('https://a.example/v1', 'x'),
      at('https://a.example/v1/', '/x'),
      at('https://a.example/v1', ''),
      at('https://a.example/v1/', ''),
    ]).toEqual([
      'https://a.example/x',
      'https://a.example/v1/x',
      'https://a.example/v1/x',
      'https://a.example/v1',
      'https://a.example/v1/',
    ]);
  });

  test('repeats a name for each value of a list, joins what is joined, and leaves out what is undefined', () => {
    const query = {
      id: [1, 2],
      lat: joined([1.5, 'a,b'], ','),
      on: false,
      none: undefined,
      empty: '',
      list: [],
      'odd name': 'ä&=',
    };
    expect(buildUrl(base, 'x', query).search).toBe('?id=1&id=2&lat=1.5,a%2Cb&on=false&empty=&odd%20name=%C3%A4%26%3D');
  });

  test('keeps the query of a literal, whole, before the rest', () => {
    expect(buildUrl(base, 'x?a=b?c&d', { e: 1 }).search).toBe('?a=b?c&d&e=1');
  });
});
