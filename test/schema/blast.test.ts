import { describe, expect, test } from '@jest/globals';
import type { Api } from '../../src/datasources/base/index.ts';
import { blastOf, blastOperation, blastText, mermaid, pictureOf, readOperations } from '../../src/schema/index.ts';
import { blueprint } from './explain/explained.ts';
import { looseSource } from './loose-source.ts';
import { mermaidProblems } from './mermaid-problems.ts';

const shop = looseSource('shop', ({ get, post }) => ({
  items: get('[Item]', () => 'items'),
  buy: post('Order', () => ({ path: 'orders', body: {} })),
}));
const stock = (api: Partial<Api> = {}) =>
  looseSource(
    'stock',
    ({ batch }) => ({
      level: batch('Level', { key: 'sku', fetch: (skus) => ({ path: 'levels', query: { skus } }) }),
    }),
    api,
  );
const SDL = `
interface Item @wire(by: "kind") { sku: ID! }
type Book implements Item { sku: ID! title: String level: Level @load(from: "stock.level", by: "sku") }
type Gift implements Item { sku: ID! price: Int }
type Level { sku: ID! count: Int }
type Order { id: ID! }
type Stats { level(sku: ID!): Level @load(from: "stock.level") }
extend type Query { items: [Item] @load(from: "shop.items") stats: Stats }
type Mutation { buy: Order @load(from: "shop.buy") }`;
const its = blueprint(SDL, [shop, stock()], { Query: { stats: () => ({}) } });

const judged = (down: string, ...texts: readonly string[]) => {
  const files = texts.map((text, i) => ({ name: `${i}.graphql`, text }));
  const { operations, problems } = readOperations(files, its.schema);
  return { problems, operations: operations.map((each) => blastOperation(its, down, each)) };
};

describe('what cannot be judged', () => {
  test('is told with its place: what is no GraphQL, what does not fit, and a fragment that is nowhere', () => {
    const { problems, operations } = judged(
      'stock',
      '{',
      '{ nothing }',
      '{ items { ...Nowhere } }',
      '{ items { sku } }',
    );
    expect(problems).toEqual([
      expect.stringMatching(/^0\.graphql:1:2: Syntax Error/),
      '1.graphql:1:3: Cannot query field "nothing" on type "Query".',
      '2.graphql:1:14: Unknown fragment "Nowhere".',
    ]);
    expect(operations.map(({ file }) => file)).toEqual(['3.graphql']);
  });

  test('is what a resolver of somebody’s own asks', () => {
    expect(blastOf(its, 'shop').unjudged).toEqual(['Query.stats']);
  });
});

describe('while a source is down', () => {
  test('a type that something else still leads to is not out of reach', () => {
    expect(blastOf(its, 'shop')).toMatchObject({
      fields: [{ field: 'Mutation.buy' }, { field: 'Query.items' }],
      types: ['Book', 'Gift', 'Order'],
    });
    expect(blastOf(its, 'stock')).toMatchObject({
      fields: [{ field: 'Book.level' }, { field: 'Stats.level' }],
      types: ['Level'],
    });
  });

  test('nothing stands in for a write', () => {
    expect(blastOf(its, 'shop').fields.map(({ call, stale }) => [call, stale !== null])).toEqual([
      ['shop.buy', false],
      ['shop.items', true],
    ]);
  });

  test.each<[string, Partial<Api>, unknown]>([
    ['a source that says nothing of it', {}, { forMs: 300_000, unlessApiSays: true }],
    ['one that says how long', { cache: { staleIfErrorMs: 5 } }, { forMs: 5, unlessApiSays: true }],
    ['one that says it all', { cache: { ttlMs: 0, staleIfErrorMs: 5 } }, { forMs: 5, unlessApiSays: false }],
    ['one that wants none', { cache: { staleIfErrorMs: 0 } }, null],
    ['one that keeps nothing', { cache: false }, null],
    ['one whose outages nothing hides', { failures: { unreachable: { stale: false } } }, null],
  ])('older answers of %s stand in as it says', (_, api, stale) => {
    const sources = blueprint(SDL, [shop, stock(api)], { Query: { stats: () => ({}) } });
    expect(blastOf(sources, 'stock').fields[0]?.stale).toEqual(stale);
  });

  test('an operation is dark if nothing is left of it, and whole if it asks for nothing dark', () => {
    const { problems, operations } = judged(
      'stock',
      'query Dark { items { ...Levels } }',
      'query Partly { all: items { sku ...Levels } }',
      'query Whole { items { sku } __typename }',
      'fragment Levels on Item { ... on Book { how: level { count } } }',
    );
    expect(problems).toEqual([]);
    expect(operations).toEqual([
      {
        file: '0.graphql',
        operation: 'Dark',
        state: 'dark',
        fields: [{ path: 'items.how', field: 'Book.level' }],
        stale: true,
      },
      {
        file: '1.graphql',
        operation: 'Partly',
        state: 'partly',
        fields: [{ path: 'all.how', field: 'Book.level' }],
        stale: true,
      },
      { file: '2.graphql', operation: 'Whole', state: 'whole', fields: [], stale: false },
    ]);
  });

  test('a fragment of the same file wins over one of the same name elsewhere', () => {
    const { operations } = judged(
      'stock',
      '{ items { ...F } } fragment F on Item { sku }',
      'fragment F on Item { ... on Book { level { count } } }',
    );
    expect(operations.map(({ operation, state }) => [operation, state])).toEqual([['anonymous', 'whole']]);
  });
});

describe('as text and picture', () => {
  test('what goes dark is listed, with what may stand in', () => {
    const { operations } = judged('shop', 'mutation Buy { buy { id } }', '{ items { sku } }', '{ __typename }');
    expect(blastText(blastOf(its, 'shop'), operations)).toBe(`If shop is down and nothing of it is kept

2 fields null, with an error
  Mutation.buy  shop.buy    nothing stands in
  Query.items   shop.items  stale for 5 min where an older answer is kept, unless the API says otherwise

3 types out of reach
  Book
  Gift
  Order

2 of 3 operations touched
  0.graphql Buy        dark    buy (nothing stands in)
  1.graphql anonymous  dark    items

not judged, as a resolver of their own answers them
  Query.stats
`);
  });

  test('what is dark is drawn so', () => {
    const { source, fields, types } = blastOf(its, 'stock');
    const text = mermaid(pictureOf(its), {
      source,
      fields: new Set(fields.map(({ field }) => field)),
      types: new Set(types),
    });
    expect(mermaidProblems(text)).toEqual([]);
    expect(text).toContain('  class type_stock_Level dark\n');
    expect(text).toMatch(/ {2}linkStyle \d+,\d+ stroke/);
  });
});
