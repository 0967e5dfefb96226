import { describe, expect, test } from '@jest/globals';
import { answering, asked, drafted, sdlOf } from './document.ts';

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const text = { type: 'string' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** The types of a document that answers with a schema. */
const typesOf = (schema: object, schemas: object = {}) =>
  sdlOf(drafted(answering(schema, schemas))).split('\n\nextend type')[0];
const notesOf = (schema: object, schemas: object = {}) =>
  drafted(answering(schema, schemas))
    .types.flatMap((type) => [type, ...('fields' in type ? type.fields : [])])
    .flatMap(({ notes = [] }) => notes.map(({ kind, says }) => `${kind}: ${says}`));

describe('when it fails', () => {
  test('a reference that leads nowhere is JSON, and told of', () => {
    const draft = drafted(answering(object({ a: ref('Gone') })));
    expect(draft.types).toMatchObject([{ fields: [{ name: 'a', type: 'JSON' }] }]);
    expect(draft.notes.map(({ says }) => says)).toEqual([
      'The reference "#/components/schemas/Gone" leads nowhere in this document.',
    ]);
  });

  test('schemas that are made of themselves end', () => {
    const loop = { allOf: [ref('Loop'), object({ a: text })] };
    expect(typesOf(ref('Loop'), { Loop: loop })).toBe('type Loop {\n  a: String\n}');
    const ring = { A: ref('B'), B: ref('A') };
    expect(sdlOf(drafted(answering(object({ a: ref('A') }), ring)))).toContain('a: JSON');
  });

  test('one that has the wrong form says nothing, and the rest stands', () => {
    expect(typesOf(object({ a: 7, b: null, c: text, d: { type: 12, enum: 'x' } }))).toBe(
      'type ThingAnswer {\n  a: JSON\n  b: JSON\n  c: String\n  d: JSON\n}',
    );
  });
});

describe('names', () => {
  test('illegal, reserved and colliding names carry the original', () => {
    const names = ['+1', '-1', 'a-b', 'a b', '$ref', '@id', 'x.y', '1st', '__proto', "it's", 'über', 'class'];
    expect(
      typesOf(object(Object.fromEntries(names.map((name) => [name, { type: 'integer' }])))),
    ).toBe(`type ThingAnswer {
  plus1: Int @wire(path: "+1")
  minus1: Int @wire(path: "-1")
  aB: Int @wire(path: "a-b")
  aB2: Int @wire(path: "a b")
  ref: Int @wire(path: "'$ref'")
  id: ID @wire(path: "@id")
  xY: Int @wire(path: "'x.y'")
  _1st: Int @wire(path: "1st")
  proto: Int @wire(path: "__proto")
  itS: Int @wire(path: "'it''s'")
  uber: Int @wire(path: "über")
  class: Int
}`);
  });

  test('types that GraphQL or the contract has are called otherwise', () => {
    const schemas = {
      Query: object({ a: text }),
      'v1.Date': object({ b: text }),
      PageInfo: object({ c: text }),
      UserConnection: object({ d: text }),
    };
    const draft = drafted(
      answering(object(Object.fromEntries(Object.keys(schemas).map((name, i) => [`f${i}`, ref(name)]))), schemas),
    );
    expect(draft.types.map(({ name }) => name)).toEqual([
      'ThingAnswer',
      'Query2',
      'V1Date',
      'PageInfo2',
      'UserConnectionObject',
    ]);
  });

  test('types and fields that the graph has already are called otherwise', () => {
    const draft = drafted(answering(ref('User'), { User: object({ a: text }) }), {
      takenTypes: ['User'],
      takenRoots: ['thing'],
    });
    expect([draft.types[0]?.name, draft.roots[0]?.name]).toEqual(['ShopUser', 'shopThing']);
  });

  test('snake_case is spelled by the convention, and only where it comes back exactly', () => {
    const draft = drafted(
      answering(object({ first_name: text, last_name: text, user_2: text, odd_Name: text, url: text })),
    );
    expect(draft.api.options).toEqual({ names: 'snake_case' });
    expect(sdlOf(draft)).toContain(`  firstName: String
  lastName: String
  user_2: String
  oddName: String @wire(path: "odd_Name")
  url: String`);
  });
});

describe('scalars and enums', () => {
  test('are exact', () => {
    const number = (format: string) => ({ type: 'number', format });
    const schema = object(
      {
        big: { type: 'integer', format: 'int64' },
        wide: { type: 'integer', maximum: 5e9 },
        id: { type: 'integer' },
        user_id: { type: 'integer' },
        when: { type: 'integer', format: 'unix-time' },
        price: number('decimal'),
        ratio: number('double'),
        day: { type: 'string', format: 'date' },
        at: { type: 'string', format: 'date-time' },
        took: { type: 'string', format: 'duration' },
        both: { type: ['string', 'integer'] },
      },
      { required: ['id', 'big'] },
    );
    expect(typesOf(schema)).toBe(`type ThingAnswer {
  big: BigInt!
  wide: BigInt
  id: ID!
  userId: ID
  when: DateTime @wire(format: "unix")
  price: Decimal
  ratio: Float
  day: Date
  at: DateTime
  took: Duration
  both: String
}`);
  });

  test('enums keep every spelling', () => {
    const of = (...values: unknown[]) => ({ enum: values });
    const draft = drafted(answering(object({ a: of('', '7d', 'asc', 'ASC', 'a-b', 'true', null), n: of(1, 2) })));
    expect(sdlOf(draft)).toContain(`enum ThingAnswerA {
  EMPTY @wire(value: "")
  _7D @wire(value: "7d")
  asc
  ASC
  A_B @wire(value: "a-b")
  TRUE @wire(value: "true")
}`);
    expect(draft.types[0]).toMatchObject({
      fields: [{ type: 'ThingAnswerA' }, { type: 'Int', description: 'One of 1, 2.' }],
    });
  });

  test('nullable in the styles of 2.0, 3.0 and 3.1', () => {
    const required = ['a', 'b', 'c', 'd'];
    const nullable = object(
      {
        a: { ...text, nullable: true },
        b: { type: ['string', 'null'] },
        c: { oneOf: [ref('X'), { type: 'null' }] },
        d: { ...text, 'x-nullable': true },
      },
      { required },
    );
    const read = (openapi: string) => sdlOf(drafted({ ...answering(nullable, { X: object({ x: text }) }), openapi }));
    for (const version of ['3.0.3', '3.1.0'])
      expect(read(version)).toContain('a: String\n  b: String\n  c: X\n  d: String');
  });
});

describe('objects', () => {
  test('allOf is merged, nested, and one with words around it is itself', () => {
    const schemas = {
      Base: object({ id: text }, { required: ['id'] }),
      Named: { allOf: [ref('Base'), object({ name: text })] },
    };
    expect(
      typesOf(
        {
          allOf: [
            ref('Named'),
            object({ age: { type: 'integer' }, self: { allOf: [ref('Named')], description: 'It.' } }),
          ],
        },
        schemas,
      ),
    ).toBe(
      'type ThingAnswer {\n  id: ID!\n  name: String\n  age: Int\n  self: Named\n}\n\ntype Named {\n  id: ID!\n  name: String\n}',
    );
  });

  test('maps are lists of entries, also of lists and of maps', async () => {
    const map = (additionalProperties: object) => ({ type: 'object', additionalProperties });
    const document = answering(
      object({
        a: map(text),
        b: map({ type: 'array', items: text }),
        c: map(map({ type: 'integer' })),
        d: { type: 'array', items: map(text) },
        free: { type: 'object' },
      }),
    );
    const { result } = await asked(document);
    expect(result).toEqual({
      data: {
        answer: {
          a: [{ key: 'some.name', value: 'text' }],
          b: [{ key: 'some.name', value: ['text'] }],
          c: [{ key: 'some.name', value: [{ key: 'some.name', value: 1 }] }],
          d: [{ items: [{ key: 'some.name', value: 'text' }] }],
          free: {},
        },
      },
    });
  });

  test('a whole answer may be a map, or a list', async () => {
    const { result, draft } = await asked(answering({ type: 'object', additionalProperties: object({ a: text }) }));
    expect(draft.operations[0]).toMatchObject({
      type: '[ThingAnswerValueEntry]',
      options: { at: { path: '.', key: 'key' } },
    });
    expect(result).toEqual({ data: { answer: [{ key: 'some.name', value: { a: 'text' } }] } });
  });

  test('what is only written does not come back', () => {
    expect(typesOf(object({ a: text, secret: { ...text, writeOnly: true }, b: { ...text, deprecated: true } }))).toBe(
      'type ThingAnswer {\n  a: String\n  b: String @deprecated(reason: "The API calls it deprecated.")\n}',
    );
  });
});

describe('one of several', () => {
  const pets = {
    Cat: object({ kind: text, meows: { type: 'boolean' } }),
    Dog: object({ kind: text, barks: { type: 'boolean' } }),
  };

  test('a discriminator makes a union', async () => {
    const oneOf = [ref('Cat'), ref('Dog')];
    const { result, draft } = await asked(
      answering(
        object({
          pet: { oneOf, discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } } },
        }),
        pets,
      ),
    );
    expect(sdlOf(draft)).toContain(
      'union ThingAnswerPet @wire(by: "kind") = Cat | Dog\n\ntype Cat @wire(value: "cat")',
    );
    expect(sdlOf(draft)).toContain('type Dog @wire(value: "Dog")');
    expect(result).toMatchObject({ data: { answer: { pet: { __typename: 'Cat', m0_meows: true } } } });
  });

  test('so does a property that is another value in each', () => {
    const tagged = (value: string) => object({ type: { const: value }, [value]: text }, { required: ['type'] });
    expect(typesOf({ oneOf: [tagged('a'), tagged('b')] })).toContain(
      'union ThingAnswer @wire(by: "type") = ThingAnswerVariant | ThingAnswerVariant2',
    );
  });

  test('a discriminator that may be missing, where one has the fields of all, makes one type', async () => {
    const users = {
      Public: object({ view: text, name: text }),
      Private: object({ view: text, name: text, plan: text }),
    };
    const oneOf = [ref('Private'), ref('Public')];
    const { draft } = await asked(
      answering(object({ user: { oneOf, discriminator: { propertyName: 'view' } } }), users),
    );
    expect(sdlOf(draft)).toContain('type ThingAnswerUser {\n  view: String\n  name: String\n  plan: String\n}');
    expect(JSON.stringify(draft)).toContain('view, which tells them apart, may be missing');
  });

  test('types that begin with one that has a discriminator are of its interface', () => {
    const heirs = {
      Pet: object({ kind: text, name: text }, { discriminator: { propertyName: 'kind' } }),
      Cat: { allOf: [ref('Pet'), object({ meows: text })] },
      Dog: { allOf: [ref('Pet'), object({ barks: text })] },
    };
    expect(typesOf({ type: 'array', items: ref('Pet') }, heirs)).toBe(`interface Pet @wire(by: "kind") {
  kind: String
  name: String
}

type Cat implements Pet @wire(value: "Cat") {
  kind: String
  name: String
  meows: String
}

type Dog implements Pet @wire(value: "Dog") {
  kind: String
  name: String
  barks: String
}`);
  });

  test('objects that nothing tells apart stand in one type, with a note', () => {
    expect(typesOf(object({ pet: { anyOf: [ref('Cat'), ref('Dog')] } }), pets)).toContain(
      'type ThingAnswerPet {\n  kind: String\n  meows: Boolean\n  barks: Boolean\n}',
    );
    expect(notesOf(object({ pet: { anyOf: [ref('Cat'), ref('Dog')] } }), pets)).toEqual([
      'guessed: One of Cat, Dog; nothing tells them apart, so the fields of all stand in one type.',
    ]);
  });

  test('an object or its id: the id is always there', () => {
    expect(typesOf(object({ user: { anyOf: [text, object({ id: text, name: text })] } }))).toContain(
      'user: ThingAnswerUser\n  userId: ID @wire(path: ["user.id", "user"])',
    );
  });

  test('a value or a list of them is a list', () => {
    expect(typesOf(object({ tags: { oneOf: [text, { type: 'array', items: text }] } }))).toContain(
      'tags: [String!] @wire(lone: true)',
    );
  });

  test('what no type can hold is JSON, with a note', () => {
    expect(notesOf(object({ odd: { type: ['boolean', 'string'] } }))).toEqual([
      'left out: It may be boolean or string, for which no one type stands; it is JSON.',
    ]);
  });
});
