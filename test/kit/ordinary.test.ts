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

  test('it is stricter than the table', async () => {
    const ids = ['C1', 'C6', 'C8', 'S11', 'S13', 'L4', 'M1', 'M6', 'M7', 'M9', 'M11', 'A4', 'A5', 'A6', 'Z4'];
    const Strict = inventoryOf(2, {
      failures: {
        failed: { retry: 'no', breaker: 'neutral' },
        unavailable: { retry: 'asked' },
        timeout: { retry: 'asked' },
        unreachable: { retry: 'later' },
        stalled: { retry: 'no' },
      },
    });
    expect(await missesOf(Strict, inventorySdl, ids)).toEqual([]);
  }, 60_000);
});
