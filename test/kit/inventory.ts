import { type Api, DataSource, path } from '../../src/datasources/base/index.ts';

/** A source that asks for so many things in one request. */
export const inventoryOf = (max: number, api: Partial<Api> = {}) =>
  class Inventory extends DataSource {
    static readonly api: Api = { name: 'inventory', baseUrl: 'https://inventory.example/v1/', ...api };

    item = this.batch('Item' as never, {
      key: 'id' as never,
      max,
      fetch: (ids: readonly string[]) => path`items/${ids.join(',')}`,
      at: { path: '.', lone: true },
    });
  };

export const inventorySdl = `
  type Item { id: ID!  name: String!  price: Decimal  tags: [String!]  shelf: Shelf }
  type Shelf { code: ID!  row: Int }
  extend type Query { item(id: ID!): Item @load(from: "inventory.item") }
`;
