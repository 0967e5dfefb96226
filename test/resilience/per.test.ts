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
    const memory = per((name) => ({ of: made.push(name) }), { max: 2 });
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) memory(name);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  test('forgets what is idle rather than what is in use, whichever was used longer ago', () => {
    const busy = new Set(['a', 'b']);
    const made: string[] = [];
    const memory = per((name) => ({ name, of: made.push(name) }), { max: 3, isIdle: ({ name }) => !busy.has(name) });
    for (const name of ['a', 'b', 'c', 'd', 'e', 'a', 'b', 'e']) memory(name);
    expect(made).toEqual(['a', 'b', 'c', 'd', 'e']);
    busy.clear();
    for (const name of ['f', 'b', 'e', 'a']) memory(name);
    expect(made).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'a']);
  });

  test('remembers more than its limit while all are in use, and shrinks when they are not', () => {
    let idle = false;
    const made: string[] = [];
    const memory = per((name) => ({ of: made.push(name) }), { max: 2, isIdle: () => idle });
    const names = Array.from({ length: 10 }, (_, i) => `n${i}`);
    for (const name of [...names, ...names]) memory(name);
    expect(made).toEqual(names);
    idle = true;
    for (const name of ['x', 'y', 'z']) memory(name);
    made.length = 0;
    for (const name of names) memory(name);
    expect(made).toEqual(names);
  });

  test('remembers no more than ten times its limit, in use or not', () => {
    const made: string[] = [];
    const memory = per((name) => ({ of: made.push(name) }), { max: 2, isIdle: () => false });
    const names = Array.from({ length: 1_000 }, (_, i) => `n${i}`);
    for (const name of names) memory(name);
    made.length = 0;
    for (const name of names) memory(name);
    expect(made.length).toBeGreaterThanOrEqual(980);
    expect(memory('n999')).toBe(memory('n999'));
  });

  test('looks at few of many that are in use', () => {
    let looked = 0;
    const isIdle = () => {
      looked += 1;
      return false;
    };
    const memory = per(() => ({}), { max: 100, isIdle });
    for (let i = 0; i < 1_000; i += 1) memory(`n${i}`);
    expect(looked).toBeLessThanOrEqual(8 * 900);
  });

  test('is not led astray by names that objects have', () => {
    expect(per((name) => [name])('constructor')).toEqual(['constructor']);
  });
});
