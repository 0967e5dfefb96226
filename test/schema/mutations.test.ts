import { afterEach, describe, expect, test } from '@jest/globals';
import { path } from '../../src/datasources/base/index.ts';
import { openShops } from '../base/write/shop.ts';
import { looseSource } from './loose-source.ts';
import { problemsOf } from './problems-of.ts';

const shops = openShops();
afterEach(() => shops.end());

const SDL = `
enum Currency { EURO @wire(value: "eur")  US_DOLLAR }
enum Speed { SLOW  VERY_FAST }
type Charge { id: ID!  amount: Int }
input ChargeInput {
  amountCents: Int!
  price: Decimal @wire(format: "number")
  currency: Currency = EURO
  capturedAt: DateTime @wire(format: "unix")
  day: Date @wire(path: "dates.on", format: "dd/MM/yyyy")
  until: Date @wire(path: "dates.until")
  express: Boolean @wire(format: "Y/N")
  takes: Duration @wire(format: "seconds")
  lines: [LineInput!]
  note: String @wire(null: "")
  source: String @wire(default: "web")
  meta: JSON
  parent: ChargeInput
}
input LineInput @wire(path: "line") { skuCode: ID!  tags: [String] }
type Query { charge(id: ID!): Charge @load(from: "shop.charge") }
type Mutation {
  charge(input: ChargeInput!, dryRun: Boolean, speed: Speed, at: DateTime @wire(format: "unixMs")): Charge @load(from: "shop.create")
  rename(id: ID!, name: String): Charge @load(from: "shop.rename")
  remove(id: ID!): Charge @load(from: "shop.remove")
}`;

const open = () =>
  shops.open(
    SDL,
    ({ get, post, patch, delete: remove }) => ({
      charge: get('Charge', ({ id = '' }) => path`charges/${id}`),
      create: post('Charge', ({ input, ...rest }) => ({ path: 'charges', query: rest, body: input })),
      rename: patch('Charge', ({ id = '', ...body }) => ({ path: path`charges/${id}`, body })),
      remove: remove('Charge', ({ id = '' }) => path`charges/${id}`),
    }),
    ({ method }, response) => {
      if (method !== 'DELETE') return { id: 'c1', amount: 5 };
      response.statusCode = 204;
      response.end();
      return undefined;
    },
    { api: { names: 'snake_case', enums: 'snake_case' } },
  );

describe('what stands on the wrong root is refused at start', () => {
  const members = looseSource('shop', ({ get, post }) => ({
    charge: get('Charge', () => 'charge'),
    create: post('Charge', () => 'charge'),
  }));
  const CHARGE = 'type Charge { id: ID! }';

  test('a write on Query', () => {
    expect(problemsOf(`${CHARGE}\ntype Query { create: Charge @load(from: "shop.create") }`, [members])).toEqual([
      [
        expect.any(String),
        'Query.create loads from shop.create, which changes something (POST); only fields of Mutation may.',
        'Make it a field of Mutation.',
      ],
    ]);
  });

  test('a write below an object', () => {
    const sdl = `${CHARGE}\nextend type Charge { again: Charge @load(from: "shop.create") }\ntype Query { charge: Charge @load(from: "shop.charge") }`;
    expect(problemsOf(sdl, [members]).map(([, message]) => message)).toEqual([
      'Charge.again loads from shop.create, which changes something (POST); only fields of Mutation may.',
    ]);
  });

  test('a read on Mutation', () => {
    const sdl = `${CHARGE}\ntype Query { a: Charge @load(from: "shop.charge") }\ntype Mutation { charge: Charge @load(from: "shop.charge") }`;
    expect(problemsOf(sdl, [members]).map(([, message]) => message)).toEqual([
      'Mutation.charge loads from shop.charge, which only reads; fields of Mutation change something.',
    ]);
  });
});

describe('what cannot be written is refused at start', () => {
  const refused = (fields: string, shape: object = {}, more = '') =>
    problemsOf(
      `type Charge { id: ID! }\ntype Query { charge: Charge @load(from: "shop.charge") }
type Mutation { create(input: In!): Charge @load(from: "shop.create") }\ninput In { ${fields} }\n${more}`,
      [
        looseSource('shop', ({ get, post }) => ({
          charge: get('Charge', () => 'charge'),
          create: post('Charge', ({ input }) => ({ path: 'charge', body: input }), shape),
        })),
      ],
    ).map(([, message]) => message);

  test.each([
    [
      'a: Int @wire(path: "^.a")',
      'In.a: "^.a" cannot be written; a place in an input is a name, or names joined by dots.',
    ],
    [
      'a: Int @wire(path: "a[0]")',
      'In.a: "a[0]" cannot be written; a place in an input is a name, or names joined by dots.',
    ],
    ['a: Int @wire(path: ".")', 'In.a: "." is where its object stands; only an object can be written into it.'],
    ['a: Int  b: Int @wire(path: "a")', 'In.b: it is written where In.a is.'],
    ['a: Int  b: Int @wire(path: "a.b")', 'In.b: it is written where In.a is.'],
    ['a: DateTime @wire(format: "seconds")', 'In.a: DateTime cannot be spelled "seconds".'],
    ['a: [Int] @wire(key: "id")', '@wire(key:) cannot stand on a field of an input.'],
  ])('%s', (fields, message) => {
    expect(refused(fields)).toEqual([message]);
  });

  test('JSON in a body of XML', () => {
    expect(refused('a: JSON', { body: 'xml' })).toEqual([
      'In.a: JSON cannot be written as XML; declare an input type for it.',
    ]);
  });

  test('words of a write that mean nothing', () => {
    expect(refused('a: Int', { body: 'yaml', idempotencyKey: 'two words', evicts: ['charges', 'create'] })).toEqual([
      'shop.create: body must be one of json, form, multipart, xml.',
      'shop.create: idempotencyKey is the name of a header.',
      'shop.create evicts "charges", which is no operation of shop that reads.',
      'shop.create evicts "create", which is no operation of shop that reads.',
    ]);
  });
});

describe('arguments reach the request in the spelling of the API', () => {
  const body = ({ api }: Awaited<ReturnType<typeof open>>) => JSON.parse(api.heard[0]?.body ?? '');

  test('names, enum values, formats, places, defaults and lists', async () => {
    const shop = await open();
    const result = await shop.run(
      `mutation { charge(speed: VERY_FAST, at: "2026-01-02T00:00:00.5Z", input: { amountCents: 5, price: "+012.50", currency: US_DOLLAR,
        capturedAt: "2026-01-02T01:00:00+01:00", day: "2026-02-03", until: "2026-03-04", express: true, takes: "PT1H30M",
        lines: [{ skuCode: "007", tags: ["x", null] }], meta: { asIs: 1 }, parent: { amountCents: 1, source: "api" } }) { id } }`,
    );
    expect(result).toEqual({ data: { charge: { id: 'c1' } } });
    expect(shop.api.heard[0]?.body).toContain('"price":12.50,');
    expect(body(shop)).toEqual({
      amount_cents: 5,
      price: 12.5,
      currency: 'us_dollar',
      captured_at: 1767312000,
      dates: { on: '03/02/2026', until: '2026-03-04' },
      express: 'Y',
      takes: 5400,
      lines: [{ line: { sku_code: '007', tags: ['x', null] } }],
      source: 'web',
      meta: { asIs: 1 },
      parent: { amount_cents: 1, currency: 'eur', source: 'api' },
    });
    expect(shop.api.wire()).toEqual(['POST /charges?speed=very_fast&at=1767312000500']);
    expect(shop.api.heard[0]?.headers['content-type']).toBe('application/json');
  });

  test('what is not given is not sent, and null is null, or what the API spells for it', async () => {
    const shop = await open();
    await shop.run('mutation { charge(input: { amountCents: 5, lines: null, note: null, currency: null }) { id } }');
    expect(body(shop)).toEqual({ amount_cents: 5, currency: null, lines: null, note: '', source: 'web' });
    await shop.run('mutation { rename(id: "c1", name: null) { id } }');
    await shop.run('mutation { rename(id: "c1") { id } }');
    expect(shop.api.heard.slice(1).map((each) => each.body)).toEqual(['{"name":null}', '{}']);
  });

  test('what a format cannot hold is told, and nothing is sent', async () => {
    const shop = await open();
    expect(await shop.run('mutation { charge(input: { amountCents: 5, takes: "P1M" }) { id } }')).toEqual({
      data: { charge: null },
      errors: [
        {
          message:
            'shop: a value would have escaped its place in the request: ChargeInput.takes: this Duration cannot be spelled "seconds"',
          path: ['charge'],
          locations: [{ line: 1, column: 12 }],
          extensions: { code: 'BAD_USER_INPUT', source: 'shop', retryable: false, sent: 'no', requestId: 'r' },
        },
      ],
    });
    expect(shop.api.heard).toEqual([]);
  });
});

describe('fields of Mutation', () => {
  test('run one after another, and 204 is null without an error', async () => {
    const shop = await open();
    const query = 'mutation { a: rename(id: "1") { id } b: remove(id: "2") { id } c: rename(id: "3") { id } }';
    expect(await shop.run(query)).toEqual({ data: { a: { id: 'c1' }, b: null, c: { id: 'c1' } } });
    expect(shop.api.wire()).toEqual(['PATCH /charges/1', 'DELETE /charges/2', 'PATCH /charges/3']);
  });
});
