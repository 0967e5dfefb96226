import type { Kind, SchemaView } from './schema-view.ts';

/** Makes a schema of several that hold at once (`allOf`), or of which one does (`anyOf`); the same ones give the same schema. */
export type Combine = (word: 'allOf' | 'anyOf', schemas: readonly unknown[]) => unknown;

/** A schema beside others in `allOf`: what all of them say. */
export const mergeViews = (own: SchemaView, parts: readonly SchemaView[], combine: Combine): SchemaView =>
  parts.reduce((merged, part) => both(merged, part, combine), own);

const both = (a: SchemaView, b: SchemaView, combine: Combine): SchemaView => {
  const properties = new Map(a.properties);
  for (const [name, schema] of b.properties)
    properties.set(name, properties.has(name) ? combine('allOf', [properties.get(name), schema]) : schema);
  const items = a.items !== undefined && b.items !== undefined ? combine('allOf', [a.items, b.items]) : undefined;
  return {
    ...b,
    ...a,
    kinds: commonKinds(a.kinds, b.kinds),
    nullable: a.nullable || (b.nullable && a.kinds.size === 0 && a.properties.size === 0),
    properties,
    required: new Set([...a.required, ...b.required]),
    // What tells the types of a base apart is not said again by each of them.
    variants: a.variants.length > 0 || b.discriminator ? a.variants : b.variants,
    valueNames: a.valueNames.length > 0 ? a.valueNames : b.valueNames,
    ...(items === undefined ? {} : { items }),
    ...ownWords(a),
  };
};

/** A merged schema is not what it was merged from. */
const ownWords = ({ identity, at, name, discriminator }: SchemaView) =>
  ({ identity, at, name, discriminator }) as Pick<SchemaView, 'identity' | 'at'>;

/** What holds for both; where nothing does, the first is believed. */
const commonKinds = (a: ReadonlySet<Kind>, b: ReadonlySet<Kind>): ReadonlySet<Kind> => {
  if (a.size === 0) return b;
  const common = [...a].filter((kind) => b.has(kind) || (kind === 'integer' && b.has('number')));
  return common.length > 0 ? new Set(common) : a;
};
