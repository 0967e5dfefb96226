import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { isUpstreamError } from '../../../src/resilience/index.ts';
import { enumOf, json, record, xml } from './support.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

/** Records of one shape, as both media can spell them. */
interface Row {
  readonly id: string;
  readonly name: string | null;
  readonly count: number | null;
  readonly ratio: number | null;
  readonly price: string | null;
  readonly on: boolean | null;
  readonly state: 'OPEN' | 'CLOSED' | null;
  readonly tags: readonly string[];
  readonly parts: readonly { readonly sku: string; readonly n: number | null }[];
}

const shapes = [
  record('Row', {
    id: 'ID!',
    name: ['String', 'a.name'],
    count: 'Int',
    ratio: 'Float',
    price: 'Decimal',
    on: 'Boolean',
    state: 'State',
    tags: ['[String!]!', 'tags.tag'],
    parts: ['[Part!]!', 'part'],
  }),
  record('Part', { sku: 'ID!', n: 'Int', owner: ['ID', '^.id'] }),
  enumOf('State', { OPEN: ['open'], CLOSED: ['closed'] }),
];
const fromJson = json('[Row]', shapes, { at: 'rows.row' });
const fromXml = xml('[Row]', shapes, { at: 'rows.row' });

// Whatever XML can hold, without white space around it, which only String would keep; never blank, which is null.
const word = fc.stringMatching(/^[!-~äß😀][ -~äß😀]{0,8}[!-~äß😀]$/u);
const part = fc.record({ sku: word, n: fc.option(fc.integer({ min: -9, max: 9 })) });
const rows: fc.Arbitrary<readonly Row[]> = fc.array(
  fc.record({
    id: word,
    name: fc.option(word),
    count: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    ratio: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    price: fc.option(fc.stringMatching(/^-?(0|[1-9]\d{0,20})\.\d{1,9}$/)),
    on: fc.option(fc.boolean()),
    state: fc.option(fc.constantFrom('OPEN' as const, 'CLOSED' as const)),
    tags: fc.array(word, { maxLength: 3 }),
    parts: fc.array(part, { maxLength: 3 }),
  }),
  { maxLength: 4 },
);

const spelled = { OPEN: 'open', CLOSED: 'closed' } as const;

/** JSON text; decimals as bare numbers, so that their digits are at stake. */
const asJson = (list: readonly Row[]): string => {
  const member = (name: string, value: unknown) =>
    value === null ? [] : [`${JSON.stringify(name)}: ${JSON.stringify(value)}`];
  const row = ({ id, name, count, ratio, price, on, state, tags, parts }: Row) =>
    `{${[
      ...member('id', id),
      ...(name === null ? [] : [`"a": {"name": ${JSON.stringify(name)}}`]),
      ...member('count', count),
      ...member('ratio', ratio),
      ...(price === null ? [] : [`"price": ${price}`]),
      ...member('on', on),
      ...member('state', state && spelled[state]),
      ...member('tags', { tag: tags }),
      ...member('part', parts),
    ].join(',')}}`;
  return `{"rows": {"row": [${list.map(row).join(',')}]}}`;
};

const asXml = (list: readonly Row[]): string => {
  const escaped = (value: unknown) => String(value).replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const element = (name: string, value: unknown) => (value === null ? '' : `<${name}>${escaped(value)}</${name}>`);
  const row = ({ id, name, count, ratio, price, on, state, tags, parts }: Row) =>
    `<row>\n${element('id', id)}${name === null ? '' : `<a>${element('name', name)}</a>`}${element('count', count)}${element('ratio', ratio)}${element('price', price)}` +
    `<odd><id>no</id></odd>${element('on', on)}${element('state', state && spelled[state])}<tags>${tags.map((tag) => element('tag', tag)).join('')}</tags>` +
    `${parts.map(({ sku, n }) => `<part>${element('sku', sku)}${element('n', n)}</part>`).join('\n')}</row>`;
  return `<rows>${list.map(row).join('\n')}</rows>`;
};

const expected = (list: readonly Row[]) =>
  // Minus zero of a Float is spelled "0" by JSON, and by the XML written here.
  list.map((row) => ({
    ...row,
    ratio: row.ratio === null ? null : row.ratio + 0,
    parts: row.parts.map((each) => ({ ...each, owner: row.id })),
  }));

describe('JSON and XML', () => {
  test('read the same records alike, with lists of any length', () => {
    fc.assert(
      fc.property(rows, (list) => {
        expect(fromJson.read(asJson(list))).toEqual(expected(list));
        expect(fromXml.read(asXml(list))).toEqual(expected(list));
      }),
    );
  });

  test('keep a misfit to its place: no sibling ever changes', () => {
    const fields = ['count', 'ratio', 'price', 'on', 'state'] as const;
    fc.assert(
      fc.property(
        rows.filter((list) => list.length > 0),
        fc.nat(),
        fc.constantFrom(...fields),
        (list, at, field) => {
          const index = at % list.length;
          const broken = list.map((row, i) => (i === index ? { ...row, [field]: null } : row));
          const bad = JSON.parse(asJson(broken).replace(/"price": (-?[\d.]+)/g, '"price": "$1"'));
          bad.rows.row[index][field] = '!';
          let seen = -1;
          const badXml = asXml(broken).replace(/<row>/g, (begin) => {
            seen += 1;
            return seen === index ? `${begin}<${field}>!</${field}>` : begin;
          });
          for (const [reader, body] of [
            [fromJson, bad],
            [fromXml, badXml],
          ] as const) {
            const found = reader.value(body) as readonly Readonly<Record<string, unknown>>[];
            expect(isUpstreamError(found[index]?.[field])).toBe(true);
            expect(found.map((row, i) => (i === index ? { ...row, [field]: null } : row))).toEqual(expected(broken));
          }
        },
      ),
    );
  });
});

describe('any document at all', () => {
  test('is read, or fails as a mismatch: never in another way', () => {
    const anything = fc.anything({
      values: [fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)],
      key: fc.constantFrom('rows', 'row', 'id', 'part', 'tags', 'tag', '__proto__', 'a', 'name'),
      maxDepth: 5,
    });
    fc.assert(
      fc.property(anything, (body) => {
        const outcome = (() => {
          try {
            return fromJson.value(JSON.stringify({ rows: { row: body } }) ?? 'null');
          } catch (error) {
            return error;
          }
        })();
        if (outcome instanceof Error) expect(isUpstreamError(outcome) && outcome.kind).toBe('mismatch');
        else expect(Array.isArray(outcome)).toBe(true);
      }),
    );
  });
});
