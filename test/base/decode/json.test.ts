import { inspect } from 'node:util';
import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { Digits } from '../../../src/datasources/base/decode/digits.ts';
import { parseJson } from '../../../src/datasources/base/decode/json.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

const exact = (text: string): unknown => parseJson(text, { exact: true });
const failureOf = (text: string): unknown => {
  try {
    return exact(text);
  } catch (error) {
    return error;
  }
};

describe('when the text is not well-formed', () => {
  test.each([
    ['{"a":hunter2}', 6],
    ['{"a":1', 7],
    ['{"a" 1}', 6],
    ['{"a":1,}', 8],
    ['{,}', 2],
    ['{a:1}', 2],
    ["{'a':1}", 2],
    ['[1,]', 4],
    ['[1 2]', 4],
    ['[1,,2]', 4],
    ['[', 2],
    ['[1}', 3],
    ['"abc', 1],
    ['"a\nb"', 1],
    ['"\\x"', 1],
    ['01', 2],
    ['1.', 2],
    ['+1', 1],
    ['NaN', 1],
    ['[Infinity]', 2],
    ['undefined', 1],
    ['TRUE', 1],
    ['1 2', 3],
    ['{} x', 4],
    ['{"a":1} // x', 9],
    ['\u00a0{}', 1],
    ['', 1],
    ['  ', 3],
  ])('%j fails at character %i', (text, at) => {
    const failure = failureOf(text);
    expect(failure).toMatchObject({ kind: 'malformed', facts: { detail: `not well-formed JSON at character ${at}` } });
    expect(inspect(failure, { showHidden: true })).not.toContain('hunter2');
  });

  test('65 levels are too deep, 64 are not', () => {
    const nested = (depth: number) => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;
    const odd = (depth: number) => `[${nested(depth - 1)}]`;
    expect(exact(nested(64))).toBeDefined();
    for (const text of [odd(65), odd(65).replace('1', '1.0'), `${'['.repeat(100_000)}${']'.repeat(100_000)}`])
      expect(failureOf(text)).toMatchObject({ kind: 'malformed', facts: { detail: 'nested deeper than 64' } });
  });

  test('brackets in strings nest nothing', () => {
    const text = JSON.stringify(['['.repeat(100), '\\"{{'.repeat(50), 1e21]);
    expect(exact(text.replace('1e+21', '1.0'))).toEqual(['['.repeat(100), '\\"{{'.repeat(50), new Digits('1.0')]);
  });

  test('it fails exactly where JSON.parse fails', () => {
    const soup = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"',
        '\\',
        '1',
        '-',
        '0',
        '.',
        'e',
        'true',
        'null',
        ' ',
        '\n',
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(soup, (parts) => {
        const text = parts.join('');
        let fails = false;
        try {
          JSON.parse(text);
        } catch {
          fails = true;
        }
        expect(failureOf(text) instanceof Error).toBe(fails);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('numbers', () => {
  test.each([
    '1.10',
    '1.0',
    '0.0',
    '-0',
    '-0.0',
    '1e2',
    '1E2',
    '1e+2',
    '0.0000001',
    '0.00000012',
    '-0.0000001',
    '1e999',
    '-1e999',
    '9007199254740993',
    '-9007199254740993',
    '12345678901234567890',
    '0.1234567890123456789',
    '12345678.12345678901',
    '100000000000000000000000',
    '1e21',
    '4.9406564584124654e-324',
    '1.7976931348623159e308',
  ])('%s keeps its digits', (source) => {
    for (const text of [
      source,
      `[${source}]`,
      `{"a":${source}}`,
      `{"a": ${source} }`,
      `[1,${source},2]`,
      `[\n${source}\n]`,
    ]) {
      const expected = new Digits(source);
      const found: unknown[] = [];
      JSON.stringify(exact(text), (_, value) => {
        if (value instanceof Digits) found.push(value);
        return value;
      });
      expect(found).toEqual([expected]);
    }
  });

  test.each([
    '0',
    '1',
    '-1',
    '10',
    '100',
    '999999999999999',
    '1.5',
    '-0.5',
    '52.123456',
    '0.000001',
    '1e-7',
    '5e-324',
    '9007199254740991',
    '1234567890123456',
    '0.1',
  ])('%s is a number', (source) => {
    expect(exact(`[${source}]`)).toEqual([Number(source)]);
  });

  test('texts that look like such numbers stay texts', () => {
    const texts = ['1.10', '-0', '2024-01-10', '10.0.0.10', 'a1e5', '9007199254740993', ': 1.10,', '[1e5]', '\\": 1.0'];
    expect(exact(JSON.stringify([texts, 1]))).toEqual([texts, 1]);
    expect(exact(JSON.stringify(texts).replace(']', ',1.0]'))).toBeDefined();
  });

  test('without exact they are plain', () => {
    expect(parseJson('[1.10,1e2,9007199254740993,1e999]', { exact: false })).toEqual([
      1.1,
      100,
      9007199254740992,
      Infinity,
    ]);
  });

  test('Digits is frozen', () => {
    expect(Object.isFrozen(new Digits('1.0'))).toBe(true);
  });

  test('whatever was written can be written again', () => {
    const digits = fc.stringMatching(/^-?(0|[1-9][0-9]{0,20})([.][0-9]{1,20})?([eE][+-]?[0-9]{1,3})?$/);
    const write = (value: unknown): string => (value instanceof Digits ? value.source : String(value));
    fc.assert(
      fc.property(fc.array(digits, { maxLength: 5 }), (sources) => {
        const values = exact(`[${sources.join(', ')}]`);
        expect(Array.isArray(values) && values.map(write)).toEqual(sources);
      }),
      { numRuns: 3000 },
    );
  });

  test('documents without such numbers are what JSON.parse makes of them', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        if (/\de[+-]/.test(text)) return;
        expect(exact(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});
