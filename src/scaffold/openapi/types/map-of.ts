import { isNode } from '../node.ts';
import type { SchemaView } from '../schema/schema-view.ts';
import type { Making } from './making.ts';
import { asJson, type Typed, type Use, written } from './typed.ts';

/** An object whose members have names that nobody knows ahead: a list of entries. Where it says nothing of their values, it is JSON and nothing is lost. */
export const mapOf = (view: SchemaView, use: Use, making: Making): Typed => {
  const { additional } = view;
  const at = `${use.at}.additionalProperties`;
  if (!isNode(additional)) return asJson(view.nullable);
  const value = making.typeOf(additional, { ...use, at, hint: `${use.hint}Value`, field: '' });
  const { notes = [] } = value;
  if (value.type === 'JSON') return asJson(view.nullable, notes);
  if (use.medium === 'xml')
    return asJson(view.nullable, [
      { kind: 'left out', at, says: 'Names that are not known ahead cannot be read from XML.' },
    ]);
  if (use.direction !== 'out')
    return asJson(view.nullable, [
      {
        kind: 'check',
        at,
        says: 'An input cannot have names that are not known ahead: it is JSON, and is sent as it is given.',
      },
    ]);
  return { type: `[${entryType(value, use, making)}!]`, nullable: view.nullable, wire: { key: 'key' }, notes };
};

/** `{ key, value }`, the same for all maps to the same type. */
const entryType = (value: Typed, { hint }: Use, { typeNames, types, enums }: Making): string => {
  const same = `entry ${written(value)} ${JSON.stringify(value.wire ?? {})}`;
  const known = enums.get(same);
  if (known !== undefined) return known;
  const bare = /^\w+$/.exec(value.type)?.[0] ?? hint;
  const name = typeNames.take(`${bare}Entry`);
  enums.set(same, name);
  types.set(name, {
    kind: 'object',
    name,
    description: 'A member of an object, and its name.',
    fields: [
      { name: 'key', type: 'String!' },
      { name: 'value', type: written(value), wire: { path: '.', ...value.wire } },
    ],
  });
  return name;
};
