import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { ownCopy, UNCOPIED } from '../../../src/datasources/base/cache/own-copy.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

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

  test.each([
    ['a class of somebody’s own', () => ({ date: new Date(0) })],
    ['bytes', () => [Buffer.from('a')]],
    ['a map', () => ({ of: new Map() })],
    ['a function', () => ({ run: () => 1 })],
    [
      'a circle',
      () => {
        const round: Record<string, unknown> = {};
        round['self'] = round;
        return round;
      },
    ],
    ['what is shared so often that it is too much', () => Array.from({ length: 22 }).reduce((all) => [all, all], {})],
  ])('there is none of %s', (_, make) => {
    expect(ownCopy(make())).toBe(UNCOPIED);
  });

  test('of an object without a prototype is a plain one', () => {
    expect(ownCopy(Object.assign(Object.create(null), { a: 1 }))).toEqual({ a: 1 });
  });
});
