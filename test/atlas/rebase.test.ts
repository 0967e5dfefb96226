import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { rebase } from '../../src/datasources/ecb/rebase.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

const date = '2026-11-20';
const rates = [
  { code: 'USD', value: '1.1790', date },
  { code: 'JPY', value: '129.62', date },
];

describe('rebase', () => {
  test('makes nothing of nothing, or of a base without a rate', () => {
    expect(rebase([], 'EUR')).toEqual([]);
    expect(rebase(rates, 'XXX')).toEqual([]);
  });

  test('keeps the published digits against the euro, and adds the euro', () => {
    expect(rebase(rates, 'EUR')).toEqual([{ code: 'EUR', value: '1', date }, ...rates]);
  });

  test('computes cross rates to six digits', () => {
    expect(rebase(rates, 'USD')).toEqual([
      { code: 'EUR', value: '0.848176', date },
      { code: 'USD', value: '1', date },
      { code: 'JPY', value: '109.941', date },
    ]);
  });

  test('a rate and its inverse are each other’s inverse, to the digits shown', () => {
    const value = fc.double({ min: 0.01, max: 20_000, noNaN: true }).map((number) => number.toPrecision(6));
    fc.assert(
      fc.property(value, value, (a, b) => {
        const all = [
          { code: 'AAA', value: a, date },
          { code: 'BBB', value: b, date },
        ];
        const there = Number(rebase(all, 'AAA').find(({ code }) => code === 'BBB')?.value);
        const back = Number(rebase(all, 'BBB').find(({ code }) => code === 'AAA')?.value);
        expect(Math.abs(there * back - 1)).toBeLessThan(2e-5);
      }),
    );
  });
});
