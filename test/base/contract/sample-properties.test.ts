import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { RecordShape, Shape } from '../../../src/datasources/base/contract/shape.ts';
import type { Language } from '../../../src/datasources/base/language.ts';
import type { At } from '../../../src/datasources/base/operation/operation.ts';
import { made, sampled, valuesIn } from './sample-support.ts';
import { enumOf, reading, record, type Spec } from './support.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

/** A contract in the making: fields of one type, and the types below. */
interface Contract {
  readonly fields: Readonly<Record<string, Spec>>;
  readonly shapes: readonly Shape[];
}

const State = enumOf('State', { OPEN: ['open', 'reopened'], CLOSED: ['0'], LOST: null });
const scalars: readonly (readonly [string, string?])[] = [
  ['ID'],
  ['String'],
  ['String', 'collapse'],
  ['Int'],
  ['Int', '1,234'],
  ['Float'],
  ['Float', '1.234,5'],
  ['Decimal'],
  ['BigInt'],
  ['Boolean'],
  ['Boolean', 'Y/N'],
  ['Date'],
  ['Date', 'dd/MM/yyyy'],
  ['DateTime'],
  ['DateTime', 'unix'],
  ['DateTime', 'http'],
  ['DateTime', 'EEE MMM dd HH:mm:ss Z yyyy'],
  ['LocalDateTime'],
  ['Time', 'HH.mm'],
  ['Duration', 'milliseconds'],
  ['State'],
];
const scalar = fc.constantFrom(...scalars);

/** Places of a single value; `#` is a name that no other field has, `shared` is met by several. */
const singles = {
  json: [
    '#',
    'shared.#',
    "'odd.name'.#",
    '#[0]',
    '#[-1].a',
    'shared.list[1].#',
    'list[0].#',
    '^.#',
    '^.shared.#',
    'a.b.c.#',
  ],
  xml: ['#', '@#', 'shared.#', 'shared.@#', '#[0]', '#[-1].a', 'p:#', ':#', '^.#', '^.@#', 'a.b.c.#', '^.shared.#.@x'],
} as const;
const lists = {
  json: ['#', 'shared.#', '#[].a', 'list[].#', '#[].a[]', '#[0]', '^.#'],
  xml: ['#', 'shared.#', '#[].a', 'list.@#', '#.a.b', '^.#'],
} as const;

const named = (path: string, name: string): string => path.replace('#', name);

/** Around the whole document is nothing, and around the item of a `key` list nothing but items. */
const within = (paths: readonly string[], climbs: boolean) => paths.filter((path) => climbs || !path.startsWith('^'));

const leafField = (format: Language, name: string, climbs: boolean): fc.Arbitrary<Contract> =>
  fc
    .tuple(
      scalar,
      fc.boolean(),
      fc.constantFrom(...within(singles[format], climbs)),
      fc.constantFrom(...within(lists[format], climbs)),
    )
    .map(([[type, spelled], isList, single, list]) => {
      const path = named(isList ? list : single, name);
      const words = { path, ...(spelled === undefined ? {} : { format: spelled }) };
      return { fields: { [name]: [isList ? `[${type}!]!` : `${type}!`, words] }, shapes: [] };
    });

/** Rows of columns: the first step is a column. */
const columns = (name: string, type: string): fc.Arbitrary<Contract> =>
  fc
    .array(fc.tuple(scalar, fc.constantFrom('#', '#.a', '#[0]', '^.^.#', '^.#')), { minLength: 1, maxLength: 3 })
    .map((cells) => {
      const fields = cells.map(([[scalarType, format], path], i): [string, Spec] => {
        const words = { path: named(path, `${name}c${i}`), ...(format === undefined ? {} : { format }) };
        return [`c${i}`, [`${scalarType}!`, words]];
      });
      const first: [string, Spec] = ['time', 'Int!'];
      return {
        fields: { [name]: [`[${type}!]!`, { path: named('#', name), zip: true }] },
        shapes: [record(type, Object.fromEntries([first, ...fields]))],
      };
    });

const nestedField = (format: Language, name: string, depth: number, climbs: boolean): fc.Arbitrary<Contract> => {
  const type = `T${name}`;
  const kinds = format === 'json' ? ['one', 'list', 'key', 'regroup', 'zip'] : ['one', 'list', 'regroup'];
  return fc.constantFrom(...kinds).chain((kind) => {
    if (kind === 'zip') return columns(name, type);
    return fc
      .tuple(
        contract(format, name, depth - 1, kind === 'regroup' ? climbs : kind !== 'key'),
        fc.constantFrom(undefined, 'properties', 'a.properties'),
      )
      .map(([{ fields, shapes }, place]) => {
        // Without a member of its own, a record could not be told from text.
        const own: Spec = ['ID!', kind === 'regroup' ? `${name}own` : 'own'];
        const shape = record(type, { own, ...fields }, kind === 'regroup' ? undefined : place);
        const words = { path: kind === 'regroup' ? '.' : name, ...(kind === 'key' ? { key: 'own' } : {}) };
        const ref = kind === 'list' || kind === 'key' ? `[${type}!]!` : `${type}!`;
        return { fields: { [name]: [ref, words] as const }, shapes: [shape, ...shapes] };
      });
  });
};

const contract = (format: Language, prefix: string, depth: number, climbs: boolean): fc.Arbitrary<Contract> =>
  fc.integer({ min: 1, max: 4 }).chain((size) =>
    fc
      .tuple(
        ...Array.from({ length: size }, (_field, i) => {
          const name = `${prefix}f${i}`;
          const leaf = leafField(format, name, climbs);
          return depth > 0 ? fc.oneof(leaf, nestedField(format, name, depth, climbs)) : leaf;
        }),
      )
      .map((parts) => ({
        fields: Object.assign({}, ...parts.map(({ fields }) => fields)) as Contract['fields'],
        shapes: parts.flatMap(({ shapes }) => shapes),
      })),
  );

/** Where rows lie, and where each says its key. */
const places: Readonly<Record<Language, readonly (readonly [At | undefined, string])[]>> = {
  json: [
    [undefined, 'id'],
    ['data.rows', 'meta.id'],
    ['[1]', 'ids[0]'],
    ['a[].rows[]', 'id'],
    ['a[].rows[]', '^.id'],
    ['[].rows', '^.^.head.id'.replace('^.^', '^')],
    ['a[].b[].rows', '^.^.id'],
    [{ path: 'by', key: 'id' }, 'id'],
    [{ path: '[].by', key: 'name' }, '^.^.id'],
    [{ path: 'columns', zip: true }, 'id'],
    [{ path: '.', lone: true }, 'id'],
  ],
  xml: [
    ['root.row', 'id'],
    ['root.row', '@id'],
    ['p:root.list.row', 'head.@id'],
    ['root.list.row', '^.@id'],
    ['root.a.b.row', '^.^.id'],
    ['root.a.b.row', '^.head.@id'],
  ],
};

interface Case extends Contract {
  readonly format: Language;
  readonly at: At | undefined;
  readonly row: RecordShape;
  readonly ids: readonly string[];
}

const id = fc.stringMatching(/^[A-Za-z!-~äß😀][ -~äß😀]{0,6}[A-Za-z!-~äß😀]$/u);
const cases: fc.Arbitrary<Case> = fc.constantFrom<Language[]>('json', 'xml').chain((format) =>
  fc
    .record({
      place: fc.constantFrom(...places[format]),
      depth: fc.integer({ min: 0, max: 2 }),
      ids: fc.uniqueArray(id, { minLength: 1, maxLength: 4 }),
    })
    .chain(({ place: [at, path], depth, ids }) => {
      const climbs = at !== undefined && at !== '[1]' && typeof at !== 'object';
      const zip = typeof at === 'object' && at.zip === true;
      const below = zip
        ? fc.constant<Contract>({ fields: { other: 'Int!' }, shapes: [] })
        : contract(format, 'r', depth, climbs);
      return below.map(({ fields, shapes }): Case => {
        const member = typeof at === 'object' && at.key === 'name' ? { name: 'ID!' } : {};
        const row = record('Row', { id: ['ID!', path], ...member, ...fields });
        return { format, at, row, ids, fields, shapes: [row, State, ...shapes] };
      });
    }),
);

describe('a document made for any contract', () => {
  test('is read without a misfit or a null, with the rows that were asked for', () => {
    fc.assert(
      fc.property(cases, ({ format, at, shapes, ids }) => {
        const rows = ids.map((each) => ({ id: each }));
        const options = { ...(at === undefined ? {} : { at }), api: { enums: 'kebab-case' as const } };
        const { body, records } = made(sampled(format, '[Row]', shapes, rows, options));
        const read = reading(format, '[Row]', shapes, options).read(body);
        expect(read).toEqual(records);
        expect((read as { id: string }[]).map((each) => each.id).toSorted()).toEqual(ids.toSorted());
        expect(valuesIn(read)).not.toContain(null);
      }),
      { numRuns: 100 },
    );
  });
});
