import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { planted } from '../../../src/datasources/base/graphql/planted.ts';
import { type Api, DataSource, graphql } from '../../../src/datasources/base/index.ts';
import type { Gateway } from '../../../src/gateway/create-gateway.ts';
import { UpstreamError } from '../../../src/resilience/index.ts';
import { asked, calm, over, type Said, saying } from '../soap/support.ts';

class Shop extends DataSource {
  static readonly api: Api = {
    name: 'shop',
    baseUrl: 'http://127.0.0.1/',
    format: 'graphql',
    names: 'snake_case',
    graphql: { kinds: { SOLD_OUT: 'conflict', NOT_FOUND: 'rejected' } },
    ...calm,
    retry: { maxAttempts: 1 },
  };
  order = this.get(
    'Order' as never,
    (args: { id: string }) => graphql('query Q($id: ID!) { order(id: $id) { ...Fields } }', args),
    {
      notFound: 'null',
    },
  );
  orders = this.get('[Order]' as never, () => graphql('{ viewer { orders { edges { node { ...Fields } } } } }'), {
    at: 'viewer.orders.edges[].node',
  });
  item = this.batch('Item' as never, {
    key: 'sku' as never,
    at: 'items',
    fetch: (skus) => graphql('query($skus: [ID!]!) { items(skus: $skus) { ...Fields } }', { skus }, 'batch'),
  });
  count = this.get('Int' as never, () => graphql('{ count }'));
  wrong = this.get('Int' as never, () => graphql('mutation { wipe }'));
}

const sdl = `
  type Order {
    id: ID!
    placedAt: String
    customer: Customer
    total: Decimal @wire(path: "price.amount")
    currency: String @wire(path: "price.currency")
    lines: [Line!]
    things: [Thing] @wire(path: "things.nodes[]")
    gross: Gross @wire(path: ".")
  }
  type Gross { amount: Decimal @wire(path: "gross.amount") }
  type Customer { id: ID!  name: String!  friend: Customer }
  type Line { n: Int  order: ID @wire(path: "^.id") }
  type Item { sku: ID!  name: String }
  union Thing @wire(by: "kind") = Book | Toy
  type Book @wire(value: "BookThing") { pages: Int }
  type Toy { ages: String }
  extend type Query {
    order(id: ID!): Order @load(from: "shop.order")
    orders: [Order] @load(from: "shop.orders")
    item(sku: ID!): Item @load(from: "shop.item", by: "$sku")
    count: Int @load(from: "shop.count")
    wrong: Int @load(from: "shop.wrong")
  }
`;

const json = (document: unknown, status = 200): Said => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(document),
});
const error = (code?: string, path?: readonly (string | number)[]) => ({
  message: 'SECRET words',
  ...(path ? { path } : {}),
  ...(code ? { extensions: { code } } : {}),
});

let server: Awaited<ReturnType<typeof saying>>;
let shop: Gateway;
beforeAll(async () => {
  server = await saying();
  shop = over(Shop, sdl, server.url);
});
afterAll(async () => {
  await shop.stop();
  await server.close();
});

const ORDER = '{ order(id: "1") { id total customer { name } lines { n } } }';

describe('when it fails', () => {
  const wholes: readonly (readonly [what: string, said: Said, code: string | null])[] = [
    ['no data, and a code', json({ errors: [error('FORBIDDEN')] }), 'UPSTREAM_FORBIDDEN'],
    [
      'no data, and a code of our own',
      json({ data: null, errors: [error('SOLD_OUT', ['order'])] }),
      'UPSTREAM_CONFLICT',
    ],
    ['a code that we mean otherwise', json({ errors: [error('NOT_FOUND')] }), 'UPSTREAM_REJECTED'],
    [
      'a type, as GitHub has it',
      json({ data: { order: null }, errors: [{ type: 'FORBIDDEN', path: ['order'] }] }),
      'UPSTREAM_FORBIDDEN',
    ],
    [
      'a code that nobody knows, at a field',
      json({ data: { order: null }, errors: [error('X', ['order', 'id'])] }),
      'UPSTREAM_ERROR',
    ],
    ['a code that nobody knows, of the request', json({ errors: [error('X')] }), 'UPSTREAM_REJECTED'],
    ['no place, beside data', json({ data: { order: { id: '1' } }, errors: [error()] }), 'UPSTREAM_REJECTED'],
    ['an error that is none', json({ errors: ['?'] }), 'UPSTREAM_REJECTED'],
    ['the same with 400', json({ errors: [error('GRAPHQL_VALIDATION_FAILED')] }, 400), 'UPSTREAM_REJECTED'],
    ['the same with 500', json({ errors: [error('INTERNAL_SERVER_ERROR')] }, 500), 'UPSTREAM_ERROR'],
    ['too many', json({ errors: [error('RATE_LIMITED')] }), 'UPSTREAM_RATE_LIMITED'],
    ['neither data nor errors', json({}), 'UPSTREAM_SCHEMA_MISMATCH'],
    ['an empty list of errors', json({ errors: [] }), 'UPSTREAM_SCHEMA_MISMATCH'],
    ['data that is a list', json({ data: [] }), 'UPSTREAM_SCHEMA_MISMATCH'],
    ['several answers, without a place', json({ data: { a: 1, b: 2 } }), 'UPSTREAM_SCHEMA_MISMATCH'],
    ['nothing at all', json({ data: { order: null } }), null],
  ];
  test.each(wholes)('%s', async (_what, said, code) => {
    const alone = over(Shop, sdl, server.url);
    server.say(said);
    const { data, errors } = await asked(alone, ORDER);
    await alone.stop();
    expect(data).toEqual({ order: null });
    expect(errors.map((each) => each.split(' ')[1])).toEqual(code === null ? [] : [code]);
    expect(JSON.stringify(errors)).not.toContain('SECRET');
  });

  test('an error stands in its place, and in all that would have been read within it', async () => {
    const order = { id: '1', price: null, customer: null, lines: [{ n: 1 }, null] };
    server.say(
      json({
        data: { order },
        errors: [
          error('FORBIDDEN', ['order', 'price']),
          error('TIMEOUT', ['order', 'customer', 'name']),
          error('SOLD_OUT', ['order', 'lines', 1, 'n']),
          error('FORBIDDEN', ['elsewhere']),
        ],
      }),
    );
    const { data, errors } = await asked(
      shop,
      '{ order(id: "2") { id total currency customer { name } lines { n } } }',
    );
    expect(data).toEqual({ order: { id: '1', total: null, currency: null, customer: null, lines: null } });
    expect(errors.map((each) => each.split(' ', 2).join(' ')).toSorted()).toEqual([
      'order.currency UPSTREAM_FORBIDDEN',
      'order.customer UPSTREAM_ERROR',
      'order.lines.1 UPSTREAM_CONFLICT',
      'order.total UPSTREAM_FORBIDDEN',
    ]);
  });

  test('an error in a list that is fanned out costs its own item', async () => {
    const edges = [{ node: { id: 'a' } }, { node: null }, null, { node: { id: 'd' } }];
    server.say(
      json({
        data: { viewer: { orders: { edges } } },
        errors: [
          error('FORBIDDEN', ['viewer', 'orders', 'edges', 1, 'node', 'id']),
          error('TIMEOUT', ['viewer', 'orders', 'edges', 2]),
        ],
      }),
    );
    const { data, errors } = await asked(shop, '{ orders { id } }');
    expect(data).toEqual({ orders: [{ id: 'a' }, null, null, { id: 'd' }] });
    expect(errors.map((each) => each.split(' ', 2).join(' '))).toEqual([
      'orders.1 UPSTREAM_FORBIDDEN',
      'orders.2 UPSTREAM_ERROR',
    ]);
  });

  test('an error around the place of the answer is the failure of the call', async () => {
    server.say(json({ data: { viewer: null }, errors: [error('FORBIDDEN', ['viewer', 'orders'])] }));
    expect(await asked(shop, '{ orders { id } }')).toEqual({
      data: { orders: null },
      errors: [expect.stringContaining('orders UPSTREAM_FORBIDDEN')],
    });
  });

  test('several errors about one place are one failure there, and none of them is data', async () => {
    server.say(
      json({
        data: { order: { id: '1', customer: null } },
        errors: [error('FORBIDDEN', ['order', 'customer', 'id']), error('TIMEOUT', ['order', 'customer', 'name'])],
      }),
    );
    const { data, errors } = await asked(shop, '{ order(id: "5") { id customer { id name } } }');
    expect(data).toEqual({ order: { id: '1', customer: null } });
    expect(errors.map((each) => each.split(' ', 2).join(' '))).toEqual(['order.customer UPSTREAM_FORBIDDEN']);
  });

  test('many errors about a long list do not cost a copy of it each', () => {
    let looks = 0;
    const list = new Proxy(
      Array.from({ length: 1000 }, () => null),
      {
        get(target, name, self) {
          looks += 1;
          return Reflect.get(target, name, self) as unknown;
        },
      },
    );
    const failure = new UpstreamError('failed');
    const plantings = Array.from({ length: 500 }, (_, i) => ({ path: ['list', i], failure }));
    const { list: after } = planted({ list }, plantings) as { list: readonly unknown[] };
    expect(after.map((each) => each === failure)).toEqual(Array.from({ length: 1000 }, (_, i) => i < 500));
    expect(looks).toBeLessThan(5_000);
  });

  test.each([
    '# it is only a query\nmutation { wipe }',
    '\ufeff , mutation Wipe { wipe }',
    'fragment F on Query { count } mutation @live { wipe }',
    'query A($a: String = "}") { count } mutation { wipe }',
  ])('a mutation is not made by a get, however it begins: %j', async (query) => {
    class Sly extends Shop {
      override wrong = this.get('Int' as never, () => graphql(query));
    }
    const sly = over(Sly, sdl, server.url);
    server.say(json({ data: { wipe: 1 } }));
    expect((await asked(sly, '{ wrong }')).errors[0]).toContain('INTERNAL_SERVER_ERROR');
    expect(server.heard).toEqual([]);
    await sly.stop();
  });

  test.each([
    'query mutation { count }',
    '{ a { b } mutation: count }',
    'query($s: String = "} mutation") { count }',
    'query($s: String = """} mutation \\""" """) { count } # } mutation',
  ])('what is only called a mutation is none: %j', async (query) => {
    class Odd extends Shop {
      override wrong = this.get('Int' as never, () => graphql(query), { at: 'count' });
    }
    const odd = over(Odd, sdl, server.url);
    server.say(json({ data: { count: 3 } }));
    expect(await asked(odd, '{ wrong }')).toEqual({ data: { wrong: 3 }, errors: [] });
    await odd.stop();
  });

  test('a mutation is not made by a get', async () => {
    server.say(json({ data: { wipe: 1 } }));
    expect((await asked(shop, '{ wrong }')).errors[0]).toContain('INTERNAL_SERVER_ERROR');
    expect(server.heard).toEqual([]);
  });
});

describe('an operation', () => {
  test('asks for all fields of its type, as the API spells them, and for no type within itself', async () => {
    server.say(
      json({
        data: {
          order: {
            id: 1,
            placed_at: null,
            gross: { amount: 5 },
            things: {
              nodes: [
                { kind: 'BookThing', pages: 3 },
                { kind: 'Toy', ages: '3+' },
              ],
            },
          },
        },
      }),
    );
    const query =
      '{ order(id: "3") { id gross { amount } things { __typename ... on Book { pages } ... on Toy { ages } } } }';
    expect(await asked(shop, query)).toEqual({
      data: {
        order: {
          id: '1',
          gross: { amount: '5' },
          things: [
            { __typename: 'Book', pages: 3 },
            { __typename: 'Toy', ages: '3+' },
          ],
        },
      },
      errors: [],
    });
    const [{ method, headers, body } = { method: '', headers: {}, body: '{}' }] = server.heard;
    expect(method).toBe('POST');
    expect(headers['content-type']).toBe('application/json');
    expect(headers['accept']).toContain('application/graphql-response+json');
    const fields =
      'id placed_at customer { id name } price { amount currency } lines { n } things { nodes { kind ... on BookThing { pages } ... on Toy { ages } } } gross { amount }';
    expect(JSON.parse(body)).toEqual({
      query: `query Q($id: ID!) { order(id: $id) { ${fields} } }`,
      variables: { id: '3' },
    });
  });

  test('of many keys is one query', async () => {
    server.say(json({ data: { items: [{ sku: 'b', name: 'B' }, null, { sku: 'a', name: 'A' }] } }));
    const { data } = await asked(shop, '{ a: item(sku: "a") { name } b: item(sku: "b") { name } }');
    expect(data).toEqual({ a: { name: 'A' }, b: { name: 'B' } });
    expect(server.heard.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { query: 'query($skus: [ID!]!) { items(skus: $skus) { sku name } }', variables: { skus: ['a', 'b'] } },
    ]);
  });

  test('may answer with a scalar', async () => {
    server.say(json({ data: { count: 7 } }));
    expect(await asked(shop, '{ count }')).toEqual({ data: { count: 7 }, errors: [] });
  });
});
