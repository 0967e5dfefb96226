import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Api, DataSource, type SourceClass, soap } from '../../../src/datasources/base/index.ts';
import type { Gateway } from '../../../src/gateway/create-gateway.ts';
import { asked, calm, over, saying } from '../soap/support.ts';

const sdl = `
  interface Named { id: ID! }
  union Thing @wire(by: "kind") = Book | Toy
  type Row implements Named {
    id: ID!
    name: String
    count: Int
    price: Decimal @wire(path: "cost.amount")
    open: Boolean
    tags: [String!] @wire(path: "tags.tag", default: [])
    state: State
    best: Thing
    things: [Thing] @wire(path: "things.thing", default: [])
  }
  enum State { ON @wire(value: "on")  OFF @wire(value: "off") }
  type Book @wire(value: ["book", "tome"]) { pages: Int  row: ID @wire(path: "^.^.id") }
  type Toy @wire(value: null) { ages: String!  kind: String }
  extend type Query { rows: [Row] @load(from: "shop.rows") }
`;
const QUERY = `{ rows { id name count price open tags state
  best { __typename ... on Book { pages } ... on Toy { ages } }
  things { __typename ... on Book { pages row } ... on Toy { ages kind } } } }`;

const sourceOf = (format: 'json' | 'xml' | 'soap'): SourceClass => {
  const at = { json: 'rows.row', xml: 'RowsResponse.rows.row', soap: 'RowsResponse.rows.row' }[format];
  class Shop extends DataSource {
    static readonly api: Api = {
      name: 'shop',
      baseUrl: 'http://127.0.0.1/',
      format,
      ...calm,
      retry: { maxAttempts: 1 },
    };
    rows = this.get('[Row]' as never, () => (format === 'soap' ? soap('Rows') : ''), { at });
  }
  return Shop;
};

type Tree = string | number | boolean | null | readonly Tree[] | { readonly [name: string]: Tree };

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A member as XML writes it: lists repeat, null is `xsi:nil`. */
const element = (name: string, value: Tree): string => {
  if (Array.isArray(value)) return (value as readonly Tree[]).map((item) => element(name, item)).join('\n');
  if (value === null) return `<${name} xsi:nil="true"/>`;
  const content =
    typeof value === 'object'
      ? Object.entries(value as Readonly<Record<string, Tree>>)
          .map(([key, member]) => element(key, member))
          .join('')
      : escaped(String(value));
  return `<${name}>${content}</${name}>`;
};

const spelled = (rows: Tree): Readonly<Record<'json' | 'xml' | 'soap', string>> => {
  const xml = `<RowsResponse xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${element('rows', rows)}</RowsResponse>`;
  return {
    json: JSON.stringify({ rows }),
    xml,
    soap: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${xml}</s:Body></s:Envelope>`,
  };
};

// Neither blank nor with white space around it: XML and JSON differ there, and say so.
const word = fc.stringMatching(/^[!-~äß😀][ -~äß😀]{0,8}[!-~äß😀]$/u);
const int = fc.integer({ min: -9, max: 9 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary);
const thing = fc.oneof(
  fc.record({ kind: fc.constantFrom('book', 'tome', 'x:book'), pages: maybe(int) }),
  fc.record({ ages: word }),
  // What nobody declared, and what lacks a value that must be: misfits, in one place in all languages.
  fc.record({ kind: fc.constantFrom('advert', 'Toy'), pages: int }),
  fc.record({ kind: fc.constant(null), pages: int }),
);
const row = fc.record({
  id: word,
  name: maybe(word),
  count: maybe(int),
  cost: maybe(fc.record({ amount: fc.constantFrom('1.10', '-3', '0.5') })),
  open: maybe(fc.boolean()),
  tags: fc.record({ tag: fc.array(word, { maxLength: 3 }) }),
  state: fc.constantFrom('on', 'off', null, 'odd'),
  best: maybe(thing),
  things: fc.record({ thing: fc.array(thing, { maxLength: 3 }) }),
});

describe('the same document as JSON, XML and SOAP', () => {
  const formats = ['json', 'xml', 'soap'] as const;
  let server: Awaited<ReturnType<typeof saying>>;
  let gateways: readonly Gateway[];
  beforeAll(async () => {
    server = await saying();
    gateways = formats.map((format) => over(sourceOf(format), sdl, server.url));
  });
  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await server.close();
  });

  test('gives the same GraphQL answer, with the same errors in the same places', async () => {
    let told = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 3 }), async (rows) => {
        const documents = spelled({ row: rows });
        const answers: unknown[] = [];
        for (const [i, format] of formats.entries()) {
          server.say({ headers: { 'content-type': `application/${format}` }, body: documents[format] });
          const { data, errors } = await asked(gateways[i] as Gateway, QUERY);
          told += errors.length;
          answers.push({ data, errors: errors.map((error) => error.split(' ', 2).join(' ')) });
        }
        expect(answers[1]).toEqual(answers[0]);
        expect(answers[2]).toEqual(answers[0]);
        expect((answers[0] as { data: { rows: unknown[] } }).data.rows).toHaveLength(rows.length);
      }),
      { numRuns: 100 },
    );
    // It compares more than empty pages.
    expect(told).toBeGreaterThan(10);
  }, 60_000);
});
