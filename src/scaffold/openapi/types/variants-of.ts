import type { SchemaView } from '../schema/schema-view.ts';
import { isObject, leaves } from './form-of.ts';
import type { Making } from './making.ts';
import { mixedForms } from './mixed-forms.ts';
import { objectsOf } from './objects-of.ts';
import { orNull, type Typed, type Use } from './typed.ts';

/** One of several schemas. */
export const variantsOf = (view: SchemaView, use: Use, making: Making): Typed => {
  const variants = leaves(view, making);
  const nullable = view.nullable || variants.some((each) => each.nullable);
  const distinct = [...new Map(variants.map((each) => [each.identity, each])).values()];
  const [only, ...more] = distinct;
  if (!only) return orNull(withoutVariants(view, use, making), nullable);
  if (more.length === 0 && view.properties.size === 0) return orNull(making.typeOfView(only, use), nullable);
  const objects = distinct.filter((each) => isObject(each));
  if (view.properties.size > 0 || objects.length === distinct.length)
    return { ...objectsOf(view, objects, use, making), nullable };
  return orNull(mixedForms(view, distinct, objects, use, making), nullable);
};

const withoutVariants = (view: SchemaView, use: Use, making: Making): Typed =>
  making.typeOfView({ ...view, variants: [] }, use);
