import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createGateway } from '../../src/gateway/create-gateway.ts';
import { silentLog } from '../../src/gateway/log.ts';
import { draftOfSamples, type SampleOptions } from '../../src/scaffold/sample/index.ts';
import { schemaText, sourceText } from '../../src/scaffold/write/index.ts';
import { loadWritten } from './load-written.ts';

const place = { name: 'things', baseUrl: 'https://things.example/v1/', path: 'things/{id}' };

const draftOf = (samples: readonly unknown[], options: Partial<SampleOptions> = {}) =>
  draftOfSamples(
    samples.map((sample) =>
      typeof sample === 'string'
        ? ({ text: sample, format: 'xml' } as const)
        : ({ text: JSON.stringify(sample), format: 'json' } as const),
    ),
    { ...place, ...options },
  );

const stopping: Promise<unknown>[] = [];
afterAll(() => Promise.all(stopping));

/** The fields of a type that samples make, as SDL without notes. */
const fieldsOf = (samples: readonly unknown[], name = 'Thing', options: Partial<SampleOptions> = {}) => {
  const draft = draftOf(samples, options);
  // Whatever comes out of it must start.
  stopping.push(
    createGateway({
      sources: [loadWritten(draft)],
      typeDefs: schemaText(draft),
      environment: {},
      production: false,
      log: silentLog,
    }).stop(),
  );
  const sdl = schemaText(draft).replace(/^ *#.*\n/gm, '');
  const [, body = sdl] = new RegExp(`type ${name} \\{\\n([^}]*)\\}`).exec(sdl) ?? [];
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
};

describe('when a sample does not say enough', () => {
  test('what was null or empty everywhere is a guess, and told as one', () => {
    const [type] = draftOf([{ a: null, b: [], c: {} }]).types;
    const fields = type && 'fields' in type ? type.fields : [];
    expect(fields.map(({ name, type: its, notes }) => [name, its, notes?.map(({ kind }) => kind)])).toEqual([
      ['a', 'String', ['check']],
      ['b', '[JSON]', ['check']],
      ['c', 'JSON', ['check']],
    ]);
  });

  test('values of several kinds stay JSON, and that is told', () => {
    expect(fieldsOf([{ a: { b: 1 } }, { a: 'text' }])).toEqual(['a: JSON']);
    expect(fieldsOf([{ id: 1, a: [true, 'text', 1, 2] }])).toEqual(['id: ID!', 'a: [JSON]']);
  });

  test('a sample that is no document is refused, with the place', () => {
    expect(() => draftOfSamples([{ text: '{"a":', format: 'json' }], place)).toThrow('not well-formed JSON');
    expect(() => draftOfSamples([{ text: '<a><b></a>', format: 'xml' }], place)).toThrow('not well-formed XML');
  });

  test('names that no path can say are left out, and told', () => {
    const draft = draftOf([{ '': 1, ok: 2 }]);
    expect(schemaText(draft)).toContain('# Left out: No path leads to a member named "".');
    expect(fieldsOf([{ '': 1, ok: 2 }])).toEqual(['ok: Int']);
  });

  test('lists and elements may be longer than a call has room for arguments', () => {
    const rows = Array.from({ length: 200_000 }, (_, id) => ({ id, tags: ['a'] }));
    expect(fieldsOf([rows])).toEqual(['id: ID!', 'tags: [String]!']);
    expect(fieldsOf([`<a>${'<row><n>1</n></row>'.repeat(150_000)}</a>`])).toEqual(['n: Int!']);
  });
});

const name = fc.oneof(
  fc.constantFrom('id', 'type', '__typename', '__proto__', 'a.b', "it's", '@id', '$ref', '2024-01-01', 'EUR', ''),
  fc.string(),
);
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(null, true, '', '1.5', '2024-01-01', 0),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(name, tie('any'), { maxKeys: 4 }),
  ),
})).any;

test('whatever the samples are, what is made of them starts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 3 }), async (samples) => {
      const texts = samples.map((sample) => ({ text: JSON.stringify(sample), format: 'json' }) as const);
      const draft = draftOfSamples(texts, place);
      await createGateway({
        sources: [loadWritten(draft)],
        typeDefs: schemaText(draft),
        environment: {},
        production: false,
        log: silentLog,
      }).stop();
    }),
    { numRuns: 200 },
  );
}, 60_000);

describe('scalars', () => {
  test('are told by their values, and by names where these say more', () => {
    const sample = {
      id: 7,
      user_id: 'a7',
      count: 3,
      big: 9_007_199_254_740_000,
      ratio: 0.5,
      price: '12.30',
      zip: '01234',
      version: '1.0',
      day: '2024-02-29',
      at: '2024-02-29T10:00:00Z',
      local: '2024-02-29T10:00',
      no_day: '2024-02-31',
      updated: 1_700_000_000,
      open: true,
      said: 'yes',
    };
    expect(fieldsOf([sample, sample])).toEqual([
      'id: ID!',
      'userId: ID!',
      'count: Int!',
      'big: BigInt!',
      'ratio: Float!',
      'price: Decimal!',
      'zip: String!',
      'version: String!',
      'day: Date!',
      'at: DateTime!',
      'local: LocalDateTime!',
      'noDay: String!',
      'updated: DateTime! @wire(format: "unix")',
      'open: Boolean!',
      'said: String!',
    ]);
  });

  test('digits that a number would not say again are kept', () => {
    const draft = draftOfSamples([{ text: '{"a": 1.10, "b": 9007199254740993}', format: 'json' }], place);
    expect(schemaText(draft)).toMatch(/a: Decimal\n {2}b: BigInt\n/);
  });

  test('texts that stand for nothing are null', () => {
    expect(
      fieldsOf([
        { longitude: '', latitude: 'n/a' },
        { longitude: '1.5', latitude: '2.5' },
      ]),
    ).toEqual(['longitude: Decimal @wire(null: [""])', 'latitude: Decimal @wire(null: ["n/a"])']);
  });
});

describe('what samples have in common', () => {
  test('is non-null, and the rest is not', () => {
    expect(
      fieldsOf([
        { a: 1, b: 2 },
        { a: 3, c: null },
      ]),
    ).toEqual(['a: Int!', 'b: Int', 'c: String']);
  });

  test('makes one type of objects that differ', () => {
    expect(fieldsOf([[{ a: 1 }, { b: 'x' }, { a: 2, c: [{ d: 1 }] }]])).toEqual(['a: Int', 'b: String', 'c: [ThingC]']);
  });

  test('in XML, what comes twice in one of them is a list', () => {
    const [one, two] = [
      '<thing><part n="1">a</part></thing>',
      '<thing><part n="1">a</part><part n="2">b</part></thing>',
    ];
    expect(fieldsOf([one])).toEqual(['n: Int @wire(path: "@n")', 'value: String @wire(path: ".")']);
    expect(sourceText(draftOf([one, two]), { from: 'breakwater' })).toContain("things = this.get('[Thing]'");
  });
});

describe('objects that stand for lists', () => {
  test('are keyed by days, by numbers, by codes', () => {
    expect(fieldsOf([{ id: 1, rates: { EUR: 1, USD: 1.1 } }])).toEqual([
      'id: ID!',
      'rates: [ThingRate] @wire(key: "code")',
    ]);
    expect(fieldsOf([{ id: 1, by: { '2024-01-01': { n: 1 }, '2024-01-02': { n: 2 } } }], 'ThingBy')).toEqual([
      'date: Date!',
      'n: Int!',
    ]);
  });

  test('are columns', () => {
    expect(fieldsOf([{ id: 1, daily: { time: ['2024-01-01', '2024-01-02'], max: [1, null] } }])).toEqual([
      'id: ID!',
      'daily: [ThingDaily] @wire(zip: true)',
    ]);
  });

  test('a list whose places differ is a record', () => {
    expect(fieldsOf([[{ page: 1 }, [{ id: 1 }]]], 'Thing')).toEqual([
      'item0: ThingItem0 @wire(path: "[0]")',
      'item1: [ThingItem1] @wire(path: "[1]")',
    ]);
  });
});

describe('where an answer lies', () => {
  test('is said by "at", if there is nothing beside it', () => {
    expect(sourceText(draftOf([{ data: [{ id: 1 }] }], { path: 'things' }), { from: 'breakwater' })).toContain(
      "things = this.get('[Thing]', () => 'things', { at: 'data' });",
    );
  });

  test('comes from the URL: ids and queries are arguments, a credential is none', () => {
    const url = 'https://things.example/v2/users/42/posts/7?limit=5&api_key=hidden';
    const draft = draftOfSamples([{ text: '{"id":7}', format: 'json', url }], { name: 'things' });
    const text = sourceText(draft, { from: 'breakwater' });
    expect(draft.api.baseUrl).toBe('https://things.example/v2/');
    expect(text).toContain(`path: path\`users/$\{userId}/posts/$\{id}\``);
    expect(text).toContain("auth: apiKey({ query: 'api_key', env: 'THINGS_KEY' })");
    expect(schemaText(draft)).toContain(
      'post(userId: ID!, id: ID!, limit: Int = 5): Post @load(from: "things.getPost")',
    );
    expect(`${text}${schemaText(draft)}`).not.toContain('hidden');
  });

  test.each(['cursor=abc', 'page=3', 'offset=40', 'after=42', 'page_token=x'])(
    'the page of a sample (%s) is not asked for again',
    (query) => {
      const url = `https://things.example/v2/things?limit=5&${query}`;
      const draft = draftOfSamples([{ text: '[{"id":7}]', format: 'json', url }], { name: 'things' });
      const args = draft.roots[0]?.args ?? [];
      expect(args.map(({ default: its }) => its)).toEqual(['5', undefined]);
      expect(args[1]?.type).toMatch(/^(Int|String)$/);
      expect(sourceText(draft, { from: 'breakwater' })).toMatch(
        /(cursor|page2|offset|after|pageToken)\?: (string|number)/,
      );
    },
  );

  test('names that the graph has already are taken by nobody else', () => {
    const sdl = schemaText(draftOf([{ id: 1 }], { takenTypes: ['Thing'], takenRoots: ['thing'] }));
    expect(sdl).toContain('type ThingsThing {');
    expect(sdl).toContain('thingsThing(id: ID!): ThingsThing @load(from: "things.thing")');
  });
});
