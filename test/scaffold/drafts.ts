import fc from 'fast-check';
import type {
  Draft,
  DraftField,
  DraftOperation,
  DraftType,
  Literal,
  Note,
  Placed,
  Slot,
} from '../../src/scaffold/draft.ts';

/** What somebody might write to break out of what is around it. */
const hostile = [
  '"""',
  '\\"""',
  '*/ globalThis.broken = 1; /*',
  `\`$\{globalThis.broken = 1}\``,
  `$\{globalThis.broken = 1}`,
  "'; globalThis.broken = 1; '",
  '"; globalThis.broken = 1; "',
  '\n globalThis.broken = 1;',
  '\u2028globalThis.broken = 1;',
  '\r\n} type Query { broken: Int }',
  '\\',
  '$',
  '\ud800',
  '__proto__',
  '\u0000',
];

/** Text of any kind. */
const text = fc
  .array(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', maxLength: 12 }), fc.lorem()), {
    maxLength: 4,
  })
  .map((parts) => parts.join(''));

const name = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,18}$/).map((each) => `${each}_`);
const note: fc.Arbitrary<Note> = fc.record({
  kind: fc.constantFrom('left out', 'guessed', 'check'),
  at: text,
  says: text,
});
const notes = fc.array(note, { maxLength: 2 });
const description = fc.option(text, { nil: undefined });

const literal: fc.Arbitrary<Literal> = fc.letrec<{ any: Literal }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    // Data that looks like what the writers call code.
    fc.record({ code: fc.constantFrom(...hostile) }),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(name, tie('any'), { maxKeys: 3 }),
  ),
})).any;
const words = fc.option(fc.dictionary(name, literal, { maxKeys: 3 }), { nil: undefined });

const type = fc.constantFrom('String', '[Int!]!', 'ID!', 'A_');
const leaf = fc.record({ name, type, description, wire: words, notes });
const fields = fc.uniqueArray(
  fc.record({
    name,
    type,
    description,
    wire: words,
    load: words,
    notes,
    args: fc.uniqueArray(leaf, { maxLength: 3, selector: (each) => each.name }),
    deprecated: description,
  }) satisfies fc.Arbitrary<DraftField>,
  { minLength: 1, maxLength: 4, selector: (each) => each.name },
);

const draftType = (typeName: string): fc.Arbitrary<DraftType> => {
  const described = { name: fc.constant(typeName), description, wire: words, notes };
  return fc.oneof(
    fc.record({ ...described, kind: fc.constantFrom('object', 'interface'), fields, load: words }),
    fc.record({
      ...described,
      kind: fc.constant('input'),
      fields: fields.map((all) => all.map((each) => ({ ...each, args: [] }))),
    }),
    fc.record({ ...described, kind: fc.constant('union'), members: fc.array(name, { minLength: 1, maxLength: 9 }) }),
    fc.record({
      ...described,
      kind: fc.constant('enum'),
      values: fc.uniqueArray(fc.record({ name, description, wire: words }), {
        minLength: 1,
        maxLength: 3,
        selector: (each) => each.name,
      }),
    }),
  );
};

const argType = fc.constantFrom('string', 'number', 'boolean', 'readonly string[]');
const placed = (slot: fc.Arbitrary<Slot>): fc.Arbitrary<readonly Placed[]> =>
  fc.uniqueArray(fc.record({ name: text, slot }), { maxLength: 4, selector: (each) => each.name });

const operation = (operationName: string): fc.Arbitrary<DraftOperation> =>
  fc
    .dictionary(
      fc.oneof(
        name,
        name.map((each) => `${each}?`),
      ),
      argType,
      { maxKeys: 6 },
    )
    .chain((given) => {
      const seen = new Set<string>();
      const args = Object.fromEntries(
        Object.entries(given).filter(([key]) => {
          const bare = key.replace('?', '');
          return seen.has(bare) ? false : seen.add(bare);
        }),
      );
      const required = Object.keys(args).filter((key) => !key.endsWith('?'));
      const argsOf = (names: readonly string[]): fc.Arbitrary<Slot>[] =>
        names.length === 0 ? [] : [fc.record({ arg: fc.constantFrom(...names) })];
      const fixed = fc.record({ value: text });
      const all = [...seen];
      const lists = all.filter((arg) => `${args[arg] ?? args[`${arg}?`]}`.startsWith('readonly'));
      const joining: fc.Arbitrary<Slot>[] =
        lists.length === 0 ? [] : [fc.record({ arg: fc.constantFrom(...lists), join: fc.constantFrom(',', "'", '`') })];
      return fc.record({
        name: fc.constant(operationName),
        kind: fc.constantFrom('get', 'batch', 'pages', 'post', 'put', 'patch', 'delete'),
        type: fc.constantFrom('Thing', '[Thing]'),
        description,
        notes,
        options: fc.dictionary(name, literal, { maxKeys: 2 }),
        request: fc.record({
          args: fc.constant(args),
          path: fc.array(fc.oneof(text, ...argsOf(required)), { minLength: 1, maxLength: 5 }),
          query: placed(fc.oneof(fixed, ...argsOf(all), ...joining)),
          headers: placed(fc.oneof(fixed, ...argsOf(all))),
          body: fc.option(fc.oneof(fixed, fc.record({ members: placed(fixed) }), ...argsOf(all)), { nil: undefined }),
        }),
      });
    });

/** Drafts of any kind, as the readers might make them: names are legal, and everything else is not to be trusted. */
export const drafts: fc.Arbitrary<Draft> = fc.record({
  name: fc.constant('thing'),
  className: fc.constant('Thing'),
  says: text,
  api: fc.record({
    baseUrl: text,
    options: fc.dictionary(name, literal, { maxKeys: 4 }),
    imports: fc.constant([]),
    notes,
  }),
  types: fc.tuple(draftType('A_'), draftType('B_'), draftType('C_')),
  operations: fc.tuple(operation('one'), operation('two'), operation('three')),
  roots: fields,
  notes,
});
