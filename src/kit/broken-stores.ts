import type { Store } from '../resilience/index.ts';

/** Caches that fail, each in its own way. */
export const brokenStores: Readonly<Record<'cacheThrows' | 'cacheHangs', () => Store<unknown>>> = {
  cacheThrows: () => ({ get: fail, set: fail, delete: fail }),
  cacheHangs: () => ({ get: hang, set: hang, delete: hang }),
};

const fail = (): never => {
  throw new Error('the cache is broken');
};

const hang = (): Promise<never> => new Promise(() => {});
