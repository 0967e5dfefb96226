import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { fansOut, isThisValue, PathSyntaxError, parsePath } from '../../../src/datasources/base/contract/path.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

/** The path, and under it the column where reading stopped, as problems are shown. */
const refusal = (text: string): string => {
  try {
    parsePath(text);
  } catch (error) {
    if (error instanceof PathSyntaxError) return `${' '.repeat(error.column)}^ ${error.message}`;
  }
  return 'accepted';
};

describe('a path that cannot be read', () => {
  test.each([
    ['', '^ a path cannot be empty; "." means this very value'],
    ['.a', '^ expected a name'],
    ['a.', '  ^ expected a name'],
    ['a..b', '  ^ expected a name'],
    ['^.', '  ^ expected a name'],
    ['^.^..a', '    ^ expected a name'],
    ['a.[0]', '  ^ expected a name'],
    ['a[0]b', '    ^ expected "." or the end'],
    ['a[x]', ' ^ expected "[]" or a number in brackets, like "[0]"'],
    ['a[1.5]', ' ^ expected "[]" or a number in brackets, like "[0]"'],
    ['a[0', ' ^ expected "[]" or a number in brackets, like "[0]"'],
    ['a]', ' ^ expected "." or the end'],
    ["'a", '^ expected a name'],
    ["''", '^ expected a name'],
    ["'a'b", '   ^ expected "." or the end'],
    ["it's", '  ^ expected "." or the end'],
    ['a.^b', '  ^ "^" can only stand at the beginning; quote a name that begins with it'],
    ['$args.base', '^ "$" (the exchange) is not built yet'],
    ['a||b', '  ^ expected a name'],
    ['a.*', '  ^ "*" (any element) is not built yet'],
    ['a[@id=1]', ' ^ "[name=value]" (pick by a constant) is not built yet'],
  ])('%j points at the place', (text, expected) => {
    expect(refusal(text)).toBe(expected);
  });
});

describe('a path', () => {
  const plain = (name: string | null, ...suffixes: (number | 'each')[]) => ({ name, suffixes });

  test.each([
    ['.', 0, []],
    ['a', 0, [plain('a')]],
    ['a.b', 0, [plain('a'), plain('b')]],
    ['[1]', 0, [plain(null, 1)]],
    ['[].a', 0, [plain(null, 'each'), plain('a')]],
    ['a[0][-1].b[]', 0, [plain('a', 0, -1), plain('b', 'each')]],
    ['^', 1, []],
    ['^.id', 1, [plain('id')]],
    ['^id', 1, [plain('id')]],
    ['^.^.x.@y', 2, [plain('x'), plain('@y')]],
    ['^^x', 2, [plain('x')]],
    ['^[0]', 1, [plain(null, 0)]],
    ['+1', 0, [plain('+1')]],
    ['dc:title', 0, [plain('dc:title')]],
    [':link', 0, [plain(':link')]],
    ['date-parts[0][0]', 0, [plain('date-parts', 0, 0)]],
    ["'@odata.nextLink'.a", 0, [plain('@odata.nextLink'), plain('a')]],
    ["'it''s'[0]", 0, [plain("it's", 0)]],
    ["'^x'", 0, [plain('^x')]],
    ["'$x'.'a|b'.'*'", 0, [plain('$x'), plain('a|b'), plain('*')]],
    ['a b', 0, [plain('a b')]],
  ])('%j is read', (text, up, steps) => {
    expect(parsePath(text)).toEqual({ text, up, steps });
  });

  test('says whether it fans out, and whether it goes nowhere', () => {
    expect(['a', 'a[0]', 'a[].b', '[]'].map((text) => fansOut(parsePath(text)))).toEqual([false, false, true, true]);
    expect(['.', '^', 'a'].map((text) => isThisValue(parsePath(text)))).toEqual([true, false, false]);
  });

  test('holds any name that is quoted', () => {
    const quoted = (name: string) => `'${name.replaceAll("'", "''")}'`;
    const name = fc.string({
      minLength: 1,
      unit: fc.oneof(
        fc.constantFrom("'", '.', '[', ']', '^', '$', '@', '*', '|', '=', '0'),
        fc.string({ minLength: 1, maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 2 })), {
          minLength: 1,
          maxLength: 4,
        }),
        (steps) => {
          const text = steps
            .map(([each, indexes]) => quoted(each) + indexes.map((index) => `[${index}]`).join(''))
            .join('.');
          expect(parsePath(text).steps).toEqual(steps.map(([each, suffixes]) => ({ name: each, suffixes })));
        },
      ),
    );
  });

  test('is read or refused, and nothing else, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '.', '^', '[', ']', '0', "'", '-', '@', ':') }), (text) => {
        try {
          expect(parsePath(text).text).toBe(text);
        } catch (error) {
          if (!(error instanceof PathSyntaxError)) throw error;
          expect(error.column).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});
