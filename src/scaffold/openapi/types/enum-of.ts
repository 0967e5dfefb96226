import { spell } from '../../../datasources/base/index.ts';
import type { DraftType } from '../../draft.ts';
import { enumValueName, typeName } from '../../names/legal-name.ts';
import { nameBook } from '../../names/name-book.ts';
import type { SchemaView } from '../schema/schema-view.ts';
import { described } from './describe.ts';
import { type Making, madeOnce } from './making.ts';
import { scalarOf } from './scalar-of.ts';
import type { Typed, Use } from './typed.ts';

/** So many are a list of data, not of choices. */
const MAX_VALUES = 1_000;

type Value = string | number | boolean;

const isValue = (value: unknown): value is Value => ['string', 'number', 'boolean'].includes(typeof value);

/** A schema with a list of values. Those of numbers stay numbers, unless the document has names for them: a name for each would tell nobody more. */
export const enumOf = (view: SchemaView, use: Use, making: Making): Typed => {
  const values = [...new Set((view.values ?? []).filter(isValue))];
  const plain: Typed = { ...scalarOf(view, use), nullable: view.nullable };
  const [only, ...more] = values;
  if (only === undefined || values.length > MAX_VALUES || isBoolean(view)) return plain;
  if (more.length === 0 && use.direction !== 'argument')
    // What is always the same need not be said.
    return {
      ...plain,
      ...(use.direction === 'in' ? always(only, plain) : { says: `Always ${JSON.stringify(only)}.` }),
    };
  const named = view.valueNames.length === values.length;
  if (!view.kinds.has('string') && (!named || use.direction === 'in'))
    return { ...plain, says: `One of ${values.join(', ')}.` };
  return { type: enumType(view, values, use, making), nullable: view.nullable };
};

const isBoolean = ({ kinds }: SchemaView): boolean => kinds.size === 1 && kinds.has('boolean');

const always = (only: Value, plain: Typed): Partial<Typed> => ({
  nullable: true,
  wire: { ...plain.wire, default: only },
});

const enumType = (view: SchemaView, values: readonly Value[], use: Use, making: Making): string => {
  const { typeNames, enums, types } = making;
  const same = JSON.stringify([view.name ?? use.field, values]);
  return madeOnce(
    making,
    view.identity,
    'enum',
    () => enums.get(same) ?? typeNames.take(typeName(view.name ?? use.hint)),
    (name) => {
      enums.set(same, name);
      if (!types.has(name)) types.set(name, declared(name, view, values, making));
    },
  );
};

const declared = (name: string, view: SchemaView, values: readonly Value[], making: Making): DraftType => {
  const convention = making.conventions.enums;
  const names = nameBook();
  return {
    kind: 'enum',
    name,
    description: described(view.description),
    values: values.map((value, i) => {
      const said = view.valueNames.length === values.length ? view.valueNames[i] : undefined;
      const valueName = names.take(enumValueName(said ?? String(value), said === undefined ? convention : undefined));
      const isSpelled = spell(valueName, convention) === String(value);
      return { name: valueName, ...(isSpelled ? {} : { wire: { value } }) };
    }),
  };
};
