import type { Kind, SchemaView } from '../schema/schema-view.ts';
import { interfaceOf } from './abstract-of.ts';
import { enumOf } from './enum-of.ts';
import { listOf } from './list-of.ts';
import type { Making } from './making.ts';
import { mapOf } from './map-of.ts';
import { hasProperties, objectType } from './object-type.ts';
import { scalarOf } from './scalar-of.ts';
import { asJson, orNull, type Typed, type Use } from './typed.ts';
import { variantsOf } from './variants-of.ts';

const isScalar = (kind: Kind): boolean => kind !== 'object' && kind !== 'array';

/** The type of a schema where it is used: the one place that knows all kinds of schemas. */
export const typeOfView = (view: SchemaView, use: Use, making: Making): Typed => {
  const kinds = [...view.kinds];
  if (view.variants.length > 0) return variantsOf(view, use, making);
  if (kinds.length === 0) return asJson(true);
  if (kinds.every(isScalar)) {
    if (kinds.includes('boolean') && kinds.length > 1) return manyKinds(view, use);
    return view.values ? enumOf(view, use, making) : { ...scalarOf(view, use), nullable: view.nullable };
  }
  if (kinds.length > 1) return orNull(variantsOf(apart(view), use, making), view.nullable);
  if (kinds[0] === 'array') return listOf(view, use, making);
  if (hasProperties(view, use)) return objectOf(view, use, making);
  return mapOf(view, use, making);
};

/** An object with names that are known. */
const objectOf = (view: SchemaView, use: Use, making: Making): Typed => {
  if (use.direction === 'argument') return asJson(view.nullable);
  const several = use.direction === 'out' ? interfaceOf(view, use, making) : undefined;
  return { type: several ?? objectType(view, use, making), nullable: view.nullable };
};

const manyKinds = (view: SchemaView, { at }: Use): Typed =>
  asJson(view.nullable, [
    {
      kind: 'left out',
      at,
      says: `It may be ${[...view.kinds].join(' or ')}, for which no one type stands; it is JSON.`,
    },
  ]);

/** A schema of several kinds as one of several schemas. */
const apart = (view: SchemaView): SchemaView => {
  const { items, additional } = view;
  const variants = [...view.kinds].map((kind) => {
    if (kind === 'array') return { type: kind, ...(items === undefined ? {} : { items }) };
    if (kind !== 'object') return { type: kind };
    return {
      type: kind,
      properties: Object.fromEntries(view.properties),
      ...(additional === undefined ? {} : { additionalProperties: additional }),
    };
  });
  const { items: _items, additional: _additional, ...rest } = view;
  return { ...rest, kinds: new Set(), properties: new Map(), variants };
};

/** The same for a schema that was not read yet. */
export const typeOf = (schema: unknown, use: Use, making: Making): Typed => {
  const view = making.views.of(schema, use.at);
  if (view) return typeOfView(view, use, making);
  const says = 'What it refers to cannot be followed; it is JSON.';
  return asJson(true, [{ kind: 'left out', at: use.at, says }]);
};
