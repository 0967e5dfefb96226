import { describe, expect, test } from '@jest/globals';
import { markStale, newScope } from '../../src/datasources/base/scope.ts';

const scope = () => newScope('r', 0, new AbortController().signal);

describe('what is not as good as new', () => {
  test('is told of by source: the oldest answer, and the first reason', () => {
    const its = scope();
    markStale(its, 'shop', { ageMs: 200, reason: 'UPSTREAM_TIMEOUT' });
    markStale(its, 'shop', { ageMs: 100, reason: 'REVALIDATING' });
    markStale(its, 'bank', { ageMs: 1, reason: 'REVALIDATING' });
    markStale(its, 'bank', { ageMs: 2, reason: 'UPSTREAM_ERROR' });
    expect([...its.stale]).toEqual([
      ['shop', { ageMs: 200, reason: 'UPSTREAM_TIMEOUT' }],
      ['bank', { ageMs: 2, reason: 'REVALIDATING' }],
    ]);
  });
});

describe('attempts', () => {
  test('of an operation are 200, or as many as it is given', () => {
    const { allowance } = scope();
    expect(Array.from({ length: 202 }, () => allowance.take()).filter(Boolean)).toHaveLength(200);
    const none = { take: () => false };
    expect(newScope('r', 0, new AbortController().signal, { allowance: none }).allowance).toBe(none);
  });
});
