import { describe, expect, test } from '@jest/globals';
import { type Api, DataSource, path, type SourceClass } from '../../src/datasources/base/index.ts';
import { reportsOf } from './misses-of.ts';

/** A shop with one operation, written by somebody in a hurry. */
const shopOf = (write: (source: Hurried) => unknown): SourceClass =>
  class extends Hurried {
    item = write(this);
  };

type Words = readonly unknown[];

class Hurried extends DataSource {
  static readonly api = { name: 'shop', baseUrl: 'https://shop.example/' } satisfies Api;
  readonly #make = this as unknown as Readonly<Record<'get' | 'batch', (...words: Words) => unknown>>;
  gets = (...words: Words): unknown => this.#make.get.call(this, 'Item', ...words);
  batches = (words: object): unknown => this.#make.batch.call(this, 'Item', { key: 'id', ...words });
}

const sdl = `
  type Item { id: ID!  name: String  price: Decimal  shelf: Shelf  tags: [String!] }
  type Shelf { code: ID! }
  extend type Query { item(id: ID!): Item @load(from: "shop.item") }
`;

const one = ({ id }: { readonly id: string }) => path`items/${id}`;
const many = (ids: readonly string[]) => ({ path: 'items', query: { ids: ids.join(',') } });

interface Row {
  readonly id: string;
  readonly name: string;
  readonly price: string;
  readonly tags: readonly string[];
}

const boom = () => {
  throw new Error('boom');
};

/** What the kit says of such a source beside what it says of failures, and how many cases it has run. */
const said = async (write: (source: Hurried) => unknown) => {
  const reports = await reportsOf(shopOf(write), sdl, ['C1', 'S11']);
  return {
    misses: reports.filter(({ id }) => id === '*').flatMap(({ misses }) => misses),
    others: reports
      .filter(({ id }) => id !== '*')
      .map(({ id, misses }) => [id, ...misses].join(': '))
      .toSorted(),
  };
};

const RUN = ['C1', 'S11', 'S11'];
const NOT_RUN = '3 cases of it would show nothing, and are not run';

describe('an operation that misses though nothing is in its way says so once, and runs no case, where', () => {
  test.each([
    ['its request throws', (shop: Hurried) => shop.gets(boom), 'it fails with nothing in its way: boom'],
    [
      'its transform is async',
      (shop: Hurried) => shop.gets(one, { transform: async (row: Row) => row }),
      'it fails with nothing in its way: transform must not be async',
    ],
    [
      'its transform gives null',
      (shop: Hurried) => shop.gets(one, { transform: () => null }),
      'it answers nothing, though its API sent rows: look at its transform, and at what it asks for',
    ],
    [
      'its transform gives an object without values',
      (shop: Hurried) => shop.gets(one, { transform: () => ({ id: null, tags: [] }) }),
      expect.stringContaining('Cannot return null for non-nullable field Item.id'),
    ],
    [
      'its transform gives the same for all',
      (shop: Hurried) => shop.gets(one, { transform: () => ({ id: 'a', name: 'b' }) }),
      'it answers the same whatever its API says: look at its transform, which throws away what came',
    ],
  ] as const)('%s', async (_why, write, says) => {
    expect(await said(write)).toEqual({ misses: [says, NOT_RUN], others: [] });
  });
});

describe('it says so, and runs its cases all the same, where', () => {
  test.each([
    [
      'its batch asks for no keys',
      (shop: Hurried) => shop.batches({ fetch: () => 'items' }),
      'two different keys make the same request: look at its fetch, or say whole: true if its answer holds them all',
    ],
    [
      'it asks for the same with all arguments',
      (shop: Hurried) => shop.gets(() => 'items/1'),
      'different arguments (id) make the same request, and the same answer: look at what it asks for',
    ],
    [
      'its transform needs what may be null',
      (shop: Hurried) => shop.gets(one, { transform: (row: Row) => ({ ...row, name: row.name.trim() }) }),
      "where all is null that may be null: it fails with nothing in its way: Cannot read properties of null (reading 'trim'); look at its transform",
    ],
    [
      'its transform needs a list that may not be there',
      (shop: Hurried) =>
        shop.batches({
          fetch: many,
          transform: (rows: readonly Row[]) => rows.map((row) => ({ ...row, name: row.tags.join() })),
        }),
      expect.stringMatching(/^where all is null that may be null: .*'join'\); look at its transform$/),
    ],
  ] as const)('%s', async (_why, write, says) => {
    expect(await said(write)).toEqual({ misses: [says], others: RUN });
  });
});

describe('nothing is said of', () => {
  test.each([
    ['a batch whose answer holds all', (shop: Hurried) => shop.batches({ fetch: () => 'items', whole: true })],
    [
      'arguments that the transform takes',
      (shop: Hurried) =>
        shop.gets(() => 'items', { transform: (row: Row, { id }: { id: string }) => ({ ...row, id }) }),
    ],
    ['a batch that asks for each', (shop: Hurried) => shop.batches({ fetch: many })],
    [
      'a transform that minds what may be null',
      (shop: Hurried) => shop.gets(one, { transform: (row: Row) => ({ ...row, name: row.name?.trim() ?? null }) }),
    ],
    [
      'a recorded answer',
      (shop: Hurried) => shop.gets(one, { transform: () => ({ id: 'a' }), sample: { body: '{"id":"a"}' } }),
    ],
  ] as const)('%s', async (_what, write) => {
    expect(await said(write)).toEqual({ misses: [], others: RUN });
  });
});
