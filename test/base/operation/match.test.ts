import { describe, expect, test } from '@jest/globals';
import { keyText, matchRows } from '../../../src/datasources/base/operation/match.ts';
import type { BatchOperation, Key } from '../../../src/datasources/base/operation/operation.ts';
import { UpstreamError } from '../../../src/resilience/index.ts';
import { batch } from './batch.ts';

const shown = (value: unknown) => (value instanceof UpstreamError ? `! ${value.facts.detail}` : value);
const match = (given: Partial<BatchOperation>, rows: readonly unknown[], keys: readonly Key[]) =>
  matchRows(batch(given), rows, keys).map(shown);
const row = (code: unknown, n = 0) => ({ code, n });
const swapped = '! the answer holds rows that were not asked for, and lacks this one';
const bad = new UpstreamError('mismatch', { detail: 'bad' });

describe('rows that do not match', () => {
  test('a stranger fails the keys that are left over, and only these', () => {
    expect(match({}, [row('JP'), row('XX')], ['JP', 'DE'])).toEqual([row('JP'), swapped]);
    expect(match({ list: true }, [row('JP'), row('XX')], ['JP', 'DE'])).toEqual([[row('JP')], swapped]);
    expect(match({}, [row('JP'), row('XX')], ['JP'])).toEqual([row('JP')]);
  });

  test('a duplicate fails its key, and only that', () => {
    expect(match({}, [row('JP', 1), row('DE'), row('JP', 2)], ['JP', 'DE'])).toEqual([
      '! the answer holds 2 rows for one key',
      row('DE'),
    ]);
  });

  test('a row that cannot be told fails the keys that are left over', () => {
    expect(match({}, [row('JP'), bad], ['JP', 'DE'])).toEqual([row('JP'), '! bad']);
    expect(match({}, [row(bad), row('JP')], ['JP', 'DE'])).toEqual([row('JP'), '! bad']);
    expect(match({ list: true }, [row('JP'), bad], ['JP', 'DE'])).toEqual([[row('JP'), bad], '! bad']);
    for (const code of [null, undefined])
      expect(match({}, [row(code)], ['JP', 'null', 'undefined'])).toEqual(
        Array(3).fill('! the answer holds a row without its key'),
      );
    expect([null, undefined, 'text'].map((odd) => match({}, [odd], ['JP']))).toEqual(
      Array(3).fill(['! the answer holds an empty row']),
    );
    expect(match({ key: ['lat', 'lon'], compound: true }, [{ lat: 1 }], [{ lat: 1, lon: 2 }])).toEqual([
      '! the answer holds a row without its key',
    ]);
  });

  test('a misfit elsewhere in a row is no reason', () => {
    const broken = { code: 'JP', n: bad };
    expect(matchRows(batch(), [broken], ['JP'])).toEqual([broken]);
  });
});

describe('rows by field', () => {
  test('a key without a row gets null, or the empty list', () => {
    expect(match({}, [row('JP')], ['DE', 'JP'])).toEqual(
      [swapped, row('JP')].map((each, i) => (i === 0 ? null : each)),
    );
    expect(match({ list: true }, [], ['DE'])).toEqual([[]]);
  });

  test('many rows of a key keep their order', () => {
    expect(match({ list: true }, [row('JP', 1), row('DE', 2), row('JP', 3)], ['DE', 'JP'])).toEqual([
      [row('DE', 2)],
      [row('JP', 1), row('JP', 3)],
    ]);
  });

  test('strangers are expected where the answer holds every key there is', () => {
    expect(match({ whole: true }, [row('JP'), row('XX')], ['JP', 'DE'])).toEqual([row('JP'), null]);
    expect(match({ whole: true }, [row('JP'), bad], ['JP', 'DE'])).toEqual([row('JP'), '! bad']);
  });

  test('0 and the empty text are keys', () => {
    expect(match({}, [row(0), row('')], [0, ''])).toEqual([row(0), row('')]);
  });

  test('numbers and ids are compared as they are written', () => {
    expect(match({}, [row('1'), row(2)], [1, '2'])).toEqual([row('1'), row(2)]);
    expect(match({}, [row('007')], ['7'])).toEqual([swapped]);
  });

  test('case counts, unless it is said not to', () => {
    expect(match({}, [row('jp')], ['JP'])).toEqual([swapped]);
    expect(match({ ignoreCase: true }, [row('jp')], ['JP'])).toEqual([row('jp')]);
  });

  test('compound keys are compared part by part, floats by the digits that are sent', () => {
    const places = { key: ['lat', 'lon'], compound: true };
    const rows = [
      { lat: 0.1 + 0.2, lon: 1 },
      { lat: 0.3, lon: 1 },
      { lat: '48.10', lon: 2 },
    ];
    expect(
      match(places, rows, [
        { lat: 0.3, lon: 1 },
        { lat: 0.30000000000000004, lon: 1 },
        { lon: 2, lat: '48.10' },
      ]),
    ).toEqual([rows[1], rows[0], rows[2]]);
    expect(match(places, [{ lat: '1', lon: '2,3' }], [{ lat: '1,2', lon: '3' }])).toEqual([swapped]);
  });

  test('keys are told apart as rows are', () => {
    expect(keyText(batch({ key: ['a', 'b'], compound: true }), { b: 2, a: 1 })).toBe(
      keyText(batch({ key: ['a', 'b'], compound: true }), { a: '1', b: '2' }),
    );
  });
});

describe('rows by order', () => {
  test('a different count fails every key', () => {
    expect(match({ match: 'order' }, [row('JP')], ['JP', 'DE'])).toEqual(
      Array(2).fill('! expected 2 rows in order, got 1'),
    );
  });

  test('a wrong index fails every key; one that is left out is right', () => {
    const byIndex = { match: { index: 'i' } } as const;
    const at = (index: unknown) => ({ $index: index });
    expect(match(byIndex, [at(null), at(1), at(2)], ['a', 'b', 'c'])).toEqual([at(null), at(1), at(2)]);
    expect(match(byIndex, [at(1), at(0)], ['a', 'b'])).toEqual(
      Array(2).fill('! the answer is not in the order of the request'),
    );
    expect(match(byIndex, [at(0), at(bad)], ['a', 'b'])).toEqual(
      Array(2).fill('! the answer is not in the order of the request'),
    );
  });

  test('a bad row fails its own key', () => {
    expect(match({ match: 'order' }, [row('a'), bad, null], ['x', 'y', 'z'])).toEqual([row('a'), '! bad', null]);
  });
});
