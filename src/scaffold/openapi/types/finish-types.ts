import type { DraftField, DraftType, Note } from '../../draft.ts';
import type { Abstract, Making } from './making.ts';

/** What can only be said once all types are known: unions and interfaces, and inputs that hold themselves. */
export const finishTypes = (making: Making): readonly DraftType[] => {
  for (const abstract of making.abstracts.values()) declare(abstract, making);
  breakCircles(making.types);
  return [...making.types.values()];
};

const declare = (abstract: Abstract, { types, abstracts }: Making): void => {
  const { name, by, description, at } = abstract;
  const notes: Note[] = [];
  const members: string[] = [];
  const told = new Set<string>();
  for (const { type } of abstract.members) {
    if (members.includes(type)) continue;
    const values = allValues(type, [...abstracts.values()]);
    const twice = values.find((value) => told.has(value));
    if (twice !== undefined || values.length === 0)
      notes.push({
        kind: 'left out',
        at,
        says: `${type}: the discriminator ${JSON.stringify(twice ?? '')} does not tell it from the others.`,
      });
    else {
      for (const value of values) told.add(value);
      members.push(type);
    }
  }
  for (const member of members) {
    const type = types.get(member);
    if (type?.kind === 'object')
      types.set(member, {
        ...type,
        wire: { ...type.wire, value: valueWord(allValues(member, [...abstracts.values()])) },
      });
  }
  const shared = abstract.kind === 'interface' ? sharedFields(members, types) : [];
  const start = { name, description, wire: { by }, notes };
  if (shared.length === 0) types.set(name, { ...start, kind: 'union', members });
  else {
    types.set(name, { ...start, kind: 'interface', fields: shared });
    for (const member of members) {
      const type = types.get(member);
      if (type?.kind === 'object') types.set(member, { ...type, interfaces: [...(type.interfaces ?? []), name] });
    }
  }
};

const valueWord = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 && values[0] !== undefined ? values[0] : values;

/** A type has the same values wherever it is one of several. */
const allValues = (type: string, abstracts: readonly Abstract[]): readonly string[] => [
  ...new Set(
    abstracts.flatMap(({ members }) =>
      members.filter((member) => member.type === type).flatMap(({ values }) => values),
    ),
  ),
];

/** The fields that all types have alike. */
const sharedFields = (members: readonly string[], types: ReadonlyMap<string, DraftType>): readonly DraftField[] => {
  const fields = members.map((member) => {
    const type = types.get(member);
    return type && 'fields' in type ? type.fields : [];
  });
  const [first = [], ...rest] = fields;
  return first
    .filter(({ name, type }) => rest.every((its) => its.some((field) => field.name === name && field.type === type)))
    .map(({ name, type, description }) => ({ name, type, description }));
};

/** An input that must hold itself can never be given: one of its fields may be left out. */
const breakCircles = (types: Map<string, DraftType>): void => {
  const done = new Set<string>();
  const visit = (name: string, above: readonly string[]): void => {
    const type = types.get(name);
    if (type?.kind !== 'input' || done.has(name)) return;
    const fields = type.fields.map((field): DraftField => {
      const needed = /^(\w+)!$/.exec(field.type)?.[1];
      if (needed === undefined || types.get(needed)?.kind !== 'input') return field;
      if (![...above, name].includes(needed)) {
        visit(needed, [...above, name]);
        return field;
      }
      const note: Note = {
        kind: 'guessed',
        at: `${name}.${field.name}`,
        says: 'It may be left out: an input that must hold itself can never be given.',
      };
      return { ...field, type: needed, notes: [...(field.notes ?? []), note] };
    });
    types.set(name, { ...type, fields });
    done.add(name);
  };
  for (const name of types.keys()) visit(name, []);
};
