import { describe, expect, test } from '@jest/globals';
import { recentlyUsed } from '../../../src/datasources/base/auth/recently-used.ts';

const made = () => {
  const log: string[] = [];
  const busy = new Set<string>();
  const its = recentlyUsed(
    2,
    (name) => {
      log.push(name);
      return { name };
    },
    ({ name }) => busy.has(name),
  );
  return { its, log, busy };
};

describe('what was used recently', () => {
  test('is held, and what was not asked for the longest goes first', () => {
    const { its, log } = made();
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) expect(its.get(name)).toEqual({ name });
    expect(log).toEqual(['a', 'b', 'c', 'b']);
    expect(its.size).toBe(2);
  });

  test('does not go while it is busy: another would be made beside it', () => {
    const { its, log, busy } = made();
    busy.add('a').add('b');
    for (const name of ['a', 'b', 'c', 'a', 'b']) its.get(name);
    expect(log).toEqual(['a', 'b', 'c']);
    busy.clear();
    its.get('d');
    expect(its.size).toBe(2);
  });
});
