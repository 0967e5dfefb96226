import { describe, expect, test } from '@jest/globals';
import { per } from '../../src/resilience/index.ts';

describe('per', () => {
  test('makes one memory for each name, when it is first needed', () => {
    const made: string[] = [];
    const memory = per((name) => ({ of: made.push(name) }));
    expect(made).toEqual([]);
    expect(memory('a')).toBe(memory('a'));
    expect(memory('b')).not.toBe(memory('a'));
    expect(made).toEqual(['a', 'b']);
  });

  test('forgets the one used longest ago, and no other, beyond its limit', () => {
    const made: string[] = [];
    const memory = per((name) => ({ of: made.push(name) }), 2);
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) memory(name);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  test('is not led astray by names that objects have', () => {
    expect(per((name) => [name])('constructor')).toEqual(['constructor']);
  });
});
