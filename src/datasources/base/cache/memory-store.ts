import { LRUCache } from 'lru-cache';
import type { Clock, Kept, Store } from '../../../resilience/index.ts';
import type { CacheOptions } from './cache-options.ts';

/** A value that was read takes about twice what it took on the wire: measured, 1.4 to 2 times for records of usual size. */
const MEMORY_PER_BYTE = 2;
/** What an entry takes beside its value: its key, its headers, and the places it has in maps. */
const ENTRY_BYTES = 500;

const inMemory = (bytes: number): number => Math.ceil(bytes) * MEMORY_PER_BYTE + ENTRY_BYTES;

/** Keeps what fits into `maxBytes` in the memory of this process; what was used longest ago makes room. Nothing makes room for what fits nowhere. */
export const memoryStore = <V>(
  { maxBytes, maxEntryBytes }: Pick<CacheOptions, 'maxBytes' | 'maxEntryBytes'>,
  clock: Clock,
): Store<V> => {
  const maxSize = Math.ceil(maxBytes);
  // What is larger than the whole would drive out all the rest, and spoil the count.
  const maxEntrySize = Math.min(inMemory(maxEntryBytes), maxSize);
  const entries = new LRUCache<string, Kept<V>>({ maxSize, maxEntrySize });
  return {
    get(key) {
      const kept = entries.get(key);
      // Looked at here, and not by a timer: what nobody asks for any more makes room by itself.
      if (!kept || clock.now() - kept.at < kept.freshness.keepMs) return kept;
      entries.delete(key);
      return undefined;
    },
    // What is too large replaces nothing, but what was kept before is no longer true.
    set: (key, kept, bytes) => entries.set(key, kept, { size: inMemory(bytes) }),
    delete: (key) => entries.delete(key),
  };
};
