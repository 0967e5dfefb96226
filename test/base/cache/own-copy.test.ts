import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ownCopy } from '../../../src/datasources/base/cache/own-copy.ts';

describe('a copy of one’s own', () => {
  test('is equal, whatever JSON can hold, and half characters too', () => {
    fc.assert(fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => expect(ownCopy(value)).toEqual(value)));
    expect(ownCopy(`half a character: \ud800`)).toBe('half a character: \ud800');
  });

  test('is frozen to its depths, and leaves the original as it was', () => {
    const value = { rows: [{ name: 'a' }] };
    const copy = ownCopy(value) as typeof value;
    expect([copy, copy.rows, copy.rows[0]].every(Object.isFrozen)).toBe(true);
    expect(Object.isFrozen(value.rows)).toBe(false);
  });

  test('of what has a class is the thing itself', () => {
    const date = new Date(0);
    expect(ownCopy({ date })).toEqual({ date });
    expect((ownCopy([date]) as Date[])[0]).toBe(date);
  });
});
