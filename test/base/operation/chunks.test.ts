import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { cutIntoChunks } from '../../../src/datasources/base/operation/chunks.ts';
import type { Key } from '../../../src/datasources/base/operation/operation.ts';
import { UpstreamError } from '../../../src/resilience/index.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

const unsafe = new UpstreamError('unsafe');
const text = (key: Key): string => (typeof key === 'object' ? JSON.stringify(key) : String(key));
const keysOf = (chunks: ReturnType<typeof cutIntoChunks>) =>
  chunks.map((chunk) => ('failure' in chunk ? `! ${text(chunk.key)}` : chunk.keys.map(text).join(',')));
const joined = (keys: readonly Key[]): string => {
  if (keys.includes('..')) throw unsafe;
  return keys.map(text).join(',');
};
const anything = () => true;

describe('a key that cannot stand in a request', () => {
  test('is refused alone, and the others go on together', () => {
    expect(keysOf(cutIntoChunks(['a', '..', 'b', 'c'], 10, joined, anything))).toEqual(['! ..', 'a,b,c']);
    expect(keysOf(cutIntoChunks(['..'], 10, joined, anything))).toEqual(['! ..']);
  });

  test('is refused also where keys travel one by one', () => {
    expect(keysOf(cutIntoChunks(['a', '..', 'b'], 1, joined, anything))).toEqual(['a', '! ..', 'b']);
  });

  test('is told apart from an error of the author, which fails them all', () => {
    const broken = () => {
      throw new TypeError('no');
    };
    expect(() => cutIntoChunks(['a', 'b'], 10, broken, anything)).toThrow(TypeError);
    const failing = () => {
      throw new UpstreamError('internal');
    };
    expect(() => cutIntoChunks(['a', 'b'], 10, failing, anything)).toThrow(UpstreamError);
    const together = (keys: readonly Key[]) => {
      if (keys.length > 1) throw unsafe;
      return '';
    };
    expect(() => cutIntoChunks(['a', 'b'], 10, together, anything)).toThrow(
      'refused keys together that it accepts one by one',
    );
  });
});

describe('chunks', () => {
  test('hold at most so many keys', () => {
    expect(keysOf(cutIntoChunks(['a', 'b', 'c', 'd', 'e'], 2, joined, anything))).toEqual(['a,b', 'c,d', 'e']);
    expect(keysOf(cutIntoChunks(['a', 'b', 'c'], Number.POSITIVE_INFINITY, joined, anything))).toEqual(['a,b,c']);
  });

  test('are no longer than fits; a key that is too long alone is sent all the same', () => {
    const fits = (request: string) => request.length <= 5;
    expect(keysOf(cutIntoChunks(['aa', 'bb', 'cc', 'dd'], 10, joined, fits))).toEqual(['aa,bb', 'cc,dd']);
    expect(keysOf(cutIntoChunks(['aa', 'bb', 'cc'], 10, joined, fits))).toEqual(['aa,bb', 'cc']);
    expect(keysOf(cutIntoChunks(['toolong', 'b'], 10, joined, fits))).toEqual(['toolong', 'b']);
  });

  test('hold every key exactly once, in whatever way they are cut', () => {
    const key = fc.oneof(fc.stringMatching(/^[a-z]{1,12}$/), fc.constant('..'));
    fc.assert(
      fc.property(
        fc.uniqueArray(key, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 60 }),
        (keys, max, length) => {
          const chunks = cutIntoChunks(keys, max, joined, (request) => request.length <= length);
          const all = chunks.flatMap((chunk) => ('failure' in chunk ? [chunk.key] : chunk.keys));
          expect(all.map(text).toSorted()).toEqual(keys.map(text).toSorted());
          for (const chunk of chunks) {
            if ('failure' in chunk) expect(chunk.key).toBe('..');
            else {
              expect(chunk.keys.length).toBeLessThanOrEqual(max);
              expect(chunk.request).toBe(chunk.keys.map(text).join(','));
              expect(chunk.request.length <= length || chunk.keys.length === 1).toBe(true);
            }
          }
        },
      ),
    );
  });
});
