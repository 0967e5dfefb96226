import type { Clock } from './clock.ts';
import type { Kept, Store } from './freshness.ts';

/** A store as those who call it see it: it answers soon, and never fails. */
export interface Shelf<V> {
  /** What is kept under the key; undefined also if the store throws, rejects, or has not answered after 50 ms. */
  get(key: string): Kept<V> | undefined | Promise<Kept<V> | undefined>;
  /** Not waited for. */
  set(key: string, kept: Kept<V>, bytes: number): void;
  /** Not waited for. */
  delete(key: string): void;
}

/** A cache is there to save time: one that takes longer than this is gone round. */
const LOOKUP_MS = 50;
/** A store that failed is left alone for this long, so that a dead one costs no call anything. */
const LEFT_ALONE_MS = 1_000;

/**
 * Goes round a store that throws, rejects or hangs.
 * @param onTrouble hears of it, once for each time that the store is left alone
 */
export const shelf = <V>(store: Store<V>, clock: Clock, onTrouble: () => void = () => undefined): Shelf<V> => {
  let back = -Infinity;
  const leaveAlone = (): undefined => {
    if (clock.now() >= back) onTrouble();
    back = clock.now() + LEFT_ALONE_MS;
  };
  const attempt = <T>(act: () => T): T | undefined => {
    try {
      return act();
    } catch {
      return leaveAlone();
    }
  };
  /** Starts what nobody waits for. */
  const start = (act: () => unknown) =>
    attempt(() => {
      const done = act();
      if (isPromise(done)) Promise.resolve(done).then(undefined, leaveAlone);
    });
  return {
    get(key) {
      if (clock.now() < back) return undefined;
      // What it gives back is looked at in here too: that may throw as well.
      return attempt(() => {
        const found = store.get(key);
        if (!isPromise(found)) return sound(found);
        return soon(found, clock, leaveAlone).then((late) => attempt(() => sound(late)));
      });
    },
    set(key, kept, bytes) {
      if (clock.now() >= back) start(() => store.set(key, kept, bytes));
    },
    // Also tried while the store is left alone: what stays in it by mistake would be served again.
    delete: (key) => start(() => store.delete(key)),
  };
};

/** Whatever a store gives back: only what was kept is believed. */
const sound = <V>(found: Kept<V> | undefined): Kept<V> | undefined => {
  if (typeof found !== 'object' || found === null || found.value === undefined || found.value === null)
    return undefined;
  return typeof found.at === 'number' && typeof found.freshness?.freshMs === 'number' ? found : undefined;
};

const isPromise = <T>(value: T | Promise<T>): value is Promise<T> =>
  typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';

/** What the store finds in time. What comes later is dropped, whatever it is. */
const soon = <T>(found: Promise<T>, clock: Clock, trouble: () => undefined): Promise<T | undefined> =>
  new Promise((resolve) => {
    const cancel = clock.after(LOOKUP_MS, () => resolve(trouble()));
    const settle = (value: T | undefined) => {
      cancel();
      resolve(value);
    };
    // It may be a promise of the store's own making, whose `then` throws.
    Promise.resolve(found).then(settle, () => settle(trouble()));
  });
