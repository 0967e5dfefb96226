import { describe, expect, test } from '@jest/globals';
import { memoryStore } from '../../../src/datasources/base/cache/memory-store.ts';
import type { Kept } from '../../../src/resilience/index.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

const clock = virtualClock(0);
const kept = (value: string, keepMs = 1_000): Kept<string> => ({
  value,
  at: clock.now(),
  freshness: { freshMs: 1, whileRevalidateMs: 0, ifErrorMs: 0, keepMs },
});
const store = (maxBytes: number, maxEntryBytes = maxBytes) => memoryStore<string>({ maxBytes, maxEntryBytes }, clock);

describe('a store in memory', () => {
  test('holds no more bytes than it may; what was used longest ago makes room', async () => {
    const its = store(10_000);
    for (const key of ['a', 'b', 'c']) its.set(key, kept(key), 1_250);
    await its.get('a');
    its.set('d', kept('d'), 1_250);
    const held = await Promise.all(['a', 'b', 'c', 'd'].map(async (key) => (await its.get(key))?.value));
    expect(held).toEqual(['a', undefined, 'c', 'd']);
  });

  test('counts small entries too: a million empty answers do not fill the machine', async () => {
    const its = store(100_000);
    for (let i = 0; i < 10_000; i += 1) its.set(`key ${i}`, kept('x'), 0);
    const held = Array.from({ length: 10_000 }, (_, i) => its.get(`key ${i}`)).filter(Boolean);
    expect(held.length).toBeLessThanOrEqual(200);
    expect(held.length).toBeGreaterThan(100);
  });

  test('does not take what is too large, and forgets what that was to replace', () => {
    const its = store(1_000_000, 1_000);
    its.set('a', kept('small'), 1_000);
    expect(its.get('a')).toMatchObject({ value: 'small' });
    its.set('a', kept('large'), 1_001);
    expect(its.get('a')).toBeUndefined();
  });

  test.each([4_751, 9_000])(
    'does not take an answer of %d bytes, which count twice, where 10000 is all it may hold, and nothing makes room for it',
    (bytes) => {
      const its = store(10_000);
      its.set('a', kept('a'), 1_000);
      its.set('large', kept('large'), bytes);
      expect([its.get('large'), its.get('a')]).toEqual([undefined, expect.objectContaining({ value: 'a' })]);
    },
  );

  test('holds no more than it may after what did not fit', () => {
    const its = store(10_000);
    for (let i = 0; i < 10; i += 1) its.set(`large ${i}`, kept('large'), 9_000);
    for (let i = 0; i < 100; i += 1) its.set(`key ${i}`, kept('x'), 250);
    const held = Array.from({ length: 100 }, (_, i) => its.get(`key ${i}`)).filter(Boolean);
    expect(held).toHaveLength(10);
  });

  test('takes what fills it to the last byte', () => {
    const its = store(10_000);
    its.set('a', kept('a'), 4_750);
    expect(its.get('a')).toMatchObject({ value: 'a' });
  });

  test('forgets what is of no use any more', async () => {
    const its = store(10_000);
    its.set('a', kept('a', 5_000), 10);
    await clock.advance(4_999);
    expect(its.get('a')).toMatchObject({ value: 'a' });
    await clock.advance(1);
    expect(its.get('a')).toBeUndefined();
  });

  test('forgets when told to', () => {
    const its = store(10_000);
    its.set('a', kept('a'), 10);
    its.delete('a');
    expect(its.get('a')).toBeUndefined();
  });
});
