import { describe, expect, test } from '@jest/globals';
import { requestOf } from '../../../src/datasources/base/source/request-of.ts';

describe('what is no request', () => {
  test.each<[string, () => unknown, string]>([
    ['a promise', () => Promise.resolve('users'), ' at once, not a promise'],
    ['a promise of one that fails', async () => JSON.parse('{'), ' at once, not a promise'],
    ['undefined', () => undefined, ', not undefined'],
    ['null', () => null, ', not null'],
    ['a number', () => 5, ', not a number'],
    ['a function', () => () => 'users', ', not a function'],
    ['a list', () => ['users'], ', not a list'],
    ['a URL', () => new URL('http://127.0.0.1/users'), ', not an object without a path'],
    ['a path that is none', () => ({ path: undefined }), ', not an object without a path'],
  ])('is told by the name of its operation: %s', async (_, make, words) => {
    const unhandled: unknown[] = [];
    const hear = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', hear);
    expect(() => requestOf(make(), 'shop.item')).toThrow(
      new TypeError(`shop.item: fetch must give a path or a request${words}`),
    );
    await new Promise((resolve) => setTimeout(resolve, 1));
    process.off('unhandledRejection', hear);
    expect(unhandled).toEqual([]);
  });
});

test('a path is a request, and a request is itself', () => {
  const request = { path: '', query: { a: 1 } };
  expect(requestOf('users', 'shop.item')).toEqual({ path: 'users' });
  expect(requestOf(request, 'shop.item')).toBe(request);
});
