import { describe, expect, test } from '@jest/globals';
import { applyTransform } from '../../../src/datasources/base/operation/apply-transform.ts';
import { matchRows } from '../../../src/datasources/base/operation/match.ts';
import { batch } from './batch.ts';

const operation = batch({ match: { index: 'i' } });

describe('a transform', () => {
  test('that drops the index does not hide that rows came in another order', () => {
    const sent = [
      { v: 'b', $index: 1 },
      { v: 'a', $index: 0 },
    ];
    const rows = [{ v: 'B' }, { v: 'A' }];
    expect(matchRows(operation, rows, ['1', '2'], sent)).toEqual([
      expect.objectContaining({ kind: 'mismatch' }),
      expect.objectContaining({ kind: 'mismatch' }),
    ]);
    expect(matchRows(operation, rows, ['1', '2'], [...sent].reverse())).toEqual(rows);
  });

  test('that is async, gives nothing, or gives no list for a list is an error, not a silent null', () => {
    const apply = (transform: (value: unknown) => unknown, value: unknown) => () =>
      applyTransform({ ...operation, transform }, value, {});
    expect(apply(async (rows) => rows, [{ v: 1 }])).toThrow('transform must not be async');
    expect(apply(() => undefined, { v: 1 })).toThrow('transform gave nothing back');
    expect(apply(() => ({}), [{ v: 1 }])).toThrow('transform of a list must give a list');
  });
});
