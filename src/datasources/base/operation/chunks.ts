import { isUpstreamError, type UpstreamError } from '../../../resilience/index.ts';
import type { Key } from './operation.ts';

/** One request of a batch, with the keys it is for. */
export interface Chunk<R> {
  readonly keys: readonly Key[];
  readonly request: R;
}

/** A key that no request could be made for. */
export interface Refused {
  readonly key: Key;
  readonly failure: UpstreamError;
}

/**
 * Cuts keys into requests: at most `max` keys each, and none that `fits` refuses. A key that cannot stand in a request is
 * refused alone, and never sent.
 */
export const cutIntoChunks = <R>(
  keys: readonly Key[],
  max: number,
  build: (keys: readonly Key[]) => R,
  fits: (request: R) => boolean,
): readonly (Chunk<R> | Refused)[] => {
  if (keys.length > max) return inParts(keys, max).flatMap((part) => cutIntoChunks(part, max, build, fits));
  try {
    const request = build(keys);
    // One key cannot be cut: the API decides.
    if (keys.length <= 1 || fits(request)) return [{ keys, request }];
  } catch (error) {
    if (!isUpstreamError(error) || error.kind !== 'unsafe') throw error;
    const [key] = keys;
    if (keys.length === 1 && key !== undefined) return [{ key, failure: error }];
    return withoutRefused(keys, max, build, fits);
  }
  return inParts(keys, Math.ceil(keys.length / 2)).flatMap((part) => cutIntoChunks(part, max, build, fits));
};

const inParts = (keys: readonly Key[], size: number): readonly (readonly Key[])[] =>
  Array.from({ length: Math.ceil(keys.length / size) }, (_, i) => keys.slice(i * size, (i + 1) * size));

/** Sets apart the keys that are refused by themselves; the others go on together. */
const withoutRefused = <R>(
  keys: readonly Key[],
  max: number,
  build: (keys: readonly Key[]) => R,
  fits: (request: R) => boolean,
): readonly (Chunk<R> | Refused)[] => {
  const single = keys.map((key) => ({ key, alone: cutIntoChunks([key], 1, build, () => true)[0] }));
  const refused = single.flatMap(({ alone }) => (alone && 'failure' in alone ? [alone] : []));
  const good = single.flatMap(({ key, alone }) => (alone && 'failure' in alone ? [] : [key]));
  if (refused.length === 0) throw new TypeError('fetch refused keys together that it accepts one by one');
  return good.length === 0 ? refused : [...refused, ...cutIntoChunks(good, max, build, fits)];
};
