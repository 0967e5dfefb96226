import { describe, expect, test } from '@jest/globals';
import { newCursor } from '../../../src/datasources/base/contract/medium.ts';
import { misfit } from '../../../src/datasources/base/contract/misfit.ts';

describe('an answer in which hardly anything fits', () => {
  test('fails as a whole after a thousand misfits, before its errors fill the memory', () => {
    const cursor = newCursor('shop');
    for (let i = 0; i < 1000; i += 1)
      expect(misfit(cursor, 'X.a', 'an Int', 'a list')).toMatchObject({ kind: 'mismatch' });
    expect(() => misfit(cursor, 'X.a', 'an Int', 'a list')).toThrow('X.a: expected an Int, got a list');
  });
});
