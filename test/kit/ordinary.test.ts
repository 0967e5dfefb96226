import { describe, expect, test } from '@jest/globals';
import { type Api, DataSource, graphql } from '../../src/datasources/base/index.ts';
import { inventoryOf, inventorySdl } from './inventory.ts';
import { missesOf } from './misses-of.ts';

/** By key, and only the body says which. */
class Spoken extends DataSource {
  static readonly api: Api = { name: 'spoken', baseUrl: 'https://spoken.example/graphql', format: 'graphql' };

  author = this.batch('Author' as never, {
    key: 'id' as never,
    max: 1,
    fetch: (ids: readonly string[]) =>
      graphql('query Authors($ids: [ID!]!) { authors(ids: $ids) { ...Fields } }', { ids }),
  });
}
const spokenSdl = `
  type Author { id: ID! }
  extend type Query { author(id: ID!): Author @load(from: "spoken.author") }
`;

describe('a source does not miss because', () => {
  test('its batch says in a body which key it asks for, and holds nothing but keys', async () => {
    expect(await missesOf(Spoken, spokenSdl, ['C1', 'C8', 'S11', 'B1', 'B12', 'L1'])).toEqual([]);
  }, 60_000);

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
    [
      'it is stricter than the table',
      {
        failures: {
          failed: { retry: 'no', breaker: 'neutral' },
          unavailable: { retry: 'asked' },
          timeout: { retry: 'asked' },
          unreachable: { retry: 'later' },
          stalled: { retry: 'no' },
        },
      },
    ],
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
