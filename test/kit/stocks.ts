import { type Api, DataSource, joined, path } from '../../src/datasources/base/index.ts';

/** A source as a stranger would write it: XML, in batches, with a code for its errors. */
export class Stocks extends DataSource {
  static readonly api = {
    name: 'stocks',
    baseUrl: 'https://stocks.example/api/',
    format: 'xml',
    faults: [{ at: 'error.message', code: 'error.@code', kinds: { E404: 'notFound', E500: 'failed' } }],
  } satisfies Api;

  quote = this.batch('Quote' as never, {
    key: 'symbol' as never,
    at: 'quotes.quote',
    fetch: (symbols: readonly string[]) => ({ path: path`quotes/${joined(symbols, ',')}` }),
  });
}

export const stocksSdl = `
  type Quote {
    symbol: ID! @wire(path: "@symbol")
    name: String!
    price: Decimal @wire(path: "last.price")
    currency: String @wire(path: "last.price.@currency")
    traded: DateTime @wire(path: "last.time")
    tags: [String!] @wire(path: "tags.tag")
    market: Market
  }
  type Market { code: ID! @wire(path: "@id") open: Boolean @wire(format: "yes/no") volume: Int }
  extend type Query { quote(symbol: ID!): Quote @load(from: "stocks.quote") }
`;
