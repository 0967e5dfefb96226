import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { parseStructuredList } from '../../../src/datasources/base/http/structured-list.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

const read = (text: string) =>
  parseStructuredList(text)?.map(({ key, value, parameters }) => ({
    ...(key === undefined ? {} : { key }),
    value,
    ...Object.fromEntries(parameters),
  }));

describe('when it is malformed', () => {
  test.each([
    '',
    ',',
    '"a",',
    '"a";r=',
    '"a";R=1',
    '"a" ;',
    '"a',
    '"a\\n"',
    '"a" "b"',
    '"ä"',
    '"a";r=1x',
    '"a";r=1.',
    '"a";r=1.2345',
    '(1 2)',
    'a==1',
    '1234567890123456',
    '"a";r=50 t=30',
  ])('%s says nothing', (text) => {
    expect(read(text)).toBeUndefined();
  });

  test('a long field is read in no time', () => {
    for (const text of [
      '"'.repeat(60_000),
      '"a";'.repeat(15_000),
      ' '.repeat(60_000),
      `"a"${' '.repeat(60_000)}`,
      ' ;'.repeat(30_000),
    ]) {
      const start = performance.now();
      parseStructuredList(text);
      expect(performance.now() - start).toBeLessThan(500);
    }
  });
});

test.each([
  ['"default";r=50;t=30', [{ value: 'default', r: 50, t: 30 }]],
  [
    ' "a";r=1 , "b" ; r=-2;w=1.5 ',
    [
      { value: 'a', r: 1 },
      { value: 'b', r: -2, w: 1.5 },
    ],
  ],
  ['"say \\"hi\\" \\\\";pk=:cHsdsRa894==:', [{ value: 'say "hi" \\', pk: ':cHsdsRa894==:' }]],
  ['5;w=60', [{ value: 5, w: 60 }]],
  ['token;flag;off=?0', [{ value: 'token', flag: '?1', off: '?0' }]],
  [
    'limit=100, remaining=50',
    [
      { key: 'limit', value: 100 },
      { key: 'remaining', value: 50 },
    ],
  ],
  ['"a, b";q=1', [{ value: 'a, b', q: 1 }]],
])('%s is read', (text, members) => {
  expect(read(text)).toEqual(members);
});

test('nothing makes it throw', () => {
  const pieces = fc.constantFrom('"', 'a', ';', '=', ',', ' ', '1', '-', '.', ':', '?', '\\', '__proto__', 'ä', '\0');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const members = parseStructuredList(parts.join(''));
      expect(members === undefined || members.length > 0).toBe(true);
    }),
  );
});
