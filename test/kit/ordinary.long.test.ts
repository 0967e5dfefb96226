import { describe, expect, test } from '@jest/globals';
import { inventoryOf, inventorySdl } from './inventory.ts';
import { missesOf } from './misses-of.ts';

describe('a source does not miss because', () => {
  test.each([1, 2])(
    'its batch asks for %i at a time',
    async (max) => {
      const ids = ['C2', 'C3', 'C4', 'C8', 'B7', 'B12', 'B13', 'B14', 'L5', 'L6', 'M10', 'M11', 'Z4'];
      expect(await missesOf(inventoryOf(max), inventorySdl, ids)).toEqual([]);
    },
    120_000,
  );

  test.each([[700], ['p95'], [60]] as const)(
    'it hedges, after %p',
    async (afterMs) => {
      const Hedged = inventoryOf(10, { hedge: { afterMs } });
      expect(await missesOf(Hedged, inventorySdl, ['C5', 'M1', 'M6', 'M10', 'A5', 'Z3', 'Z4'])).toEqual([]);
    },
    60_000,
  );

  test.each([
    ['old answers of it may not stand in', { failures: { unavailable: { stale: false } } }],
    ['old answers of it may not stand in for what is refused here', { failures: { circuitOpen: { stale: false } } }],
    ['it makes one attempt', { retry: { maxAttempts: 1 } }],
  ] as const)(
    '%s',
    async (_why, api) => {
      const ids = ['C1', 'C6', 'C8', 'S11', 'S13', 'L4', 'M1', 'M6', 'M7', 'M9', 'M11', 'A4', 'A5', 'A6', 'Z4'];
      expect(await missesOf(inventoryOf(2, api), inventorySdl, ids)).toEqual([]);
    },
    60_000,
  );
});
