import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/faults/catalogue/index.ts';

/** The groups in their order, with how many each has. */
const groups = {
  C: 11,
  T: 9,
  M: 11,
  S: 19,
  F: 13,
  E: 15,
  B: 22,
  L: 6,
  A: 6,
  R: 3,
  P: 5,
  X: 6,
  Z: 6,
} as const;

const ids = Object.entries(groups).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, i) => `${letter}${i + 1}`),
);

describe('the catalogue of failures', () => {
  test('has 132 entries, each once, in order', () => {
    expect(ids).toHaveLength(132);
    expect(catalogue.map(({ id }) => id)).toEqual(ids);
  });

  test('every entry can be tried, or says what it waits for', () => {
    const idle = catalogue.filter(({ cases, awaits }) => cases.length > 0 === (awaits !== undefined));
    expect(idle.map(({ id }) => id)).toEqual([]);
  });

  test('every entry says what happens in words of its own', () => {
    expect(catalogue.filter(({ says }) => !/^[^.]+$/.test(says))).toEqual([]);
    expect(new Set(catalogue.map(({ says }) => says)).size).toBe(132);
  });

  test('cases of one entry can be told from each other', () => {
    const alike = catalogue.filter(({ cases }) => new Set(cases.map(({ says }) => says)).size < cases.length);
    expect(alike.map(({ id }) => id)).toEqual([]);
  });
});
