import { expect, jest, test } from '@jest/globals';
import { type Again, decisionTable, type FailureKind } from '../../src/resilience/index.ts';
import { Billing, billingSdl } from './billing.ts';
import { reportsOf } from './misses-of.ts';

/** What the entries say that miss, of a write that is not safe to repeat. */
const missing = async (ids: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>> => {
  const missed = (await reportsOf(Billing, billingSdl, ids, 'create')).filter(({ misses }) => misses.length > 0);
  const byId = Map.groupBy(missed, ({ id }) => id);
  return Object.fromEntries([...byId].map(([id, its]) => [id, its.flatMap(({ misses }) => misses)]));
};

/** Where the kit sees that a write was sent again after each of these, and what it then hears. */
const seenIn: readonly (readonly [FailureKind, Again, readonly string[], string])[] = [
  ['disconnected', 'yes', ['C6', 'C7'], 'expected 1 attempts, the log says 3'],
  ['timeout', 'yes', ['M1', 'M4'], 'expected 1 attempts, the log says 3'],
  ['failed', 'yes', ['S11'], 'expected 1 attempts, the log says 3'],
  ['staleConnection', 'once', ['C8'], 'heard 3 requests of 2 operations'],
];

test.each(seenIn)(
  'a write that is sent again where it was %s is seen',
  async (kind, again, ids, says) => {
    expect(await missing(ids)).toEqual({});
    const loosened = jest.replaceProperty(decisionTable[kind], 'resend', again);
    try {
      const misses = await missing(ids);
      expect(Object.keys(misses).toSorted()).toEqual(ids);
      for (const id of ids) expect(misses[id]).toContain(says);
    } finally {
      loosened.restore();
    }
  },
  60_000,
);
