import type { SchemaView } from '../schema/schema-view.ts';
import type { Making } from './making.ts';

type Form = 'object' | 'array' | 'scalar' | 'any';

/** What kind of value a schema describes, as far as it is one kind. */
export const formOf = (view: SchemaView): Form => {
  if (view.variants.length > 0 || view.kinds.size !== 1) {
    const scalars = view.kinds.size > 0 && [...view.kinds].every((kind) => kind !== 'object' && kind !== 'array');
    return scalars && view.variants.length === 0 ? 'scalar' : 'any';
  }
  const [kind] = view.kinds;
  return kind === 'object' || kind === 'array' ? kind : 'scalar';
};

/** Variants of variants are variants. */
export const leaves = (view: SchemaView, making: Making, depth = 0): readonly SchemaView[] =>
  view.variants.flatMap((variant, i) => {
    const its = making.views.of(variant, `${view.at}.variants.${i}`);
    if (!its) return [];
    const plain = its.variants.length > 0 && its.properties.size === 0 && !its.discriminator && depth < 4;
    return plain ? leaves(its, making, depth + 1) : [its];
  });

export const isObject = (view: SchemaView): boolean =>
  formOf(view) === 'object' || (view.properties.size > 0 && !view.kinds.has('array'));
