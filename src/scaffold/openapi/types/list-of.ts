import type { SchemaView } from '../schema/schema-view.ts';
import type { Making } from './making.ts';
import { asJson, type Typed, type Use, written } from './typed.ts';

/** A list: its items are non-null unless the document says otherwise. */
export const listOf = (view: SchemaView, use: Use, making: Making): Typed => {
  const at = `${use.at}.items`;
  const { items } = view;
  if (items === undefined || Array.isArray(items)) {
    if (items === undefined) return { type: '[JSON]', nullable: view.nullable };
    const says = 'It is a list with a schema for each place, for which there is no type; its items are JSON.';
    return { type: '[JSON]', nullable: view.nullable, notes: [{ kind: 'left out', at, says }] };
  }
  const item = making.typeOf(items, { ...use, at, hint: `${use.hint}Item` });
  const { notes = [] } = item;
  if (item.type.startsWith('[') && use.medium === 'xml')
    return asJson(view.nullable, [
      ...notes,
      { kind: 'left out', at, says: 'A list of lists cannot be read from XML.' },
    ]);
  const { key, lone, ...wire } = item.wire ?? {};
  if (key === undefined && lone === undefined) {
    const { nullable: _nullable, idAt: _idAt, ...rest } = item;
    return {
      ...rest,
      wire,
      type: `[${written(item)}]`,
      nullable: view.nullable,
    };
  }
  return { type: `[${boxed(item, use, making)}!]`, nullable: view.nullable, notes };
};

/** Words that make a list say nothing of the lists in it: a type around each of them does. */
const boxed = (item: Typed, { hint }: Use, { typeNames, types }: Making): string => {
  const name = typeNames.take(`${hint}Group`);
  types.set(name, {
    kind: 'object',
    name,
    fields: [{ name: 'items', type: written(item), wire: { path: '.', ...item.wire } }],
  });
  return name;
};
