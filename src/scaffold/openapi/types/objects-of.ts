import type { Note } from '../../draft.ts';
import { isNode } from '../node.ts';
import type { Discriminator, Kind, SchemaView } from '../schema/schema-view.ts';
import { abstractType } from './abstract-of.ts';
import { isObject, leaves } from './form-of.ts';
import type { Making } from './making.ts';
import { hasProperties, objectType } from './object-type.ts';
import { asJson, type Typed, type Use } from './typed.ts';

/** Objects, all of them: told apart by a discriminator, or else all in one type. */
export const objectsOf = (view: SchemaView, objects: readonly SchemaView[], use: Use, making: Making): Typed => {
  const discriminator =
    use.direction === 'out' && use.medium === 'json' ? tellsApart(view, objects, making) : undefined;
  if (discriminator && view.properties.size <= 1 && objects.every((each) => hasProperties(each, use)))
    return { type: abstractType('union', view, discriminator, objects, use, making), nullable: false };
  const merged = together(view, objects, making);
  if (use.direction === 'argument' || !hasProperties(merged, use)) return freeForm(merged, objects, use, making);
  const names = objects.flatMap(({ name, title }) => name ?? title ?? []).slice(0, 5);
  const why = view.discriminator
    ? `${view.discriminator.property}, which tells them apart, may be missing`
    : 'nothing tells them apart';
  const says = `One of ${names.length > 1 ? names.join(', ') : `${objects.length} objects`}; ${why}, so the fields of all stand in one type.`;
  const notes: readonly Note[] = objects.length > 1 ? [{ kind: 'guessed', at: view.at, says }] : [];
  return { type: objectType(merged, use, making, 'merged'), nullable: false, notes };
};

/** Objects without names that are known, of which the first that says something stands for all. */
const freeForm = (view: SchemaView, objects: readonly SchemaView[], use: Use, making: Making): Typed => {
  const map = objects.find(({ additional }) => isNode(additional));
  return map && use.direction === 'out' ? making.typeOfView(map, use) : asJson(view.nullable);
};

/** What the document says tells them apart, or a property that must be another value in each of them. */
const tellsApart = (view: SchemaView, objects: readonly SchemaView[], making: Making): Discriminator | undefined => {
  if (view.discriminator) return mayDoWithout(view.discriminator, objects) ? undefined : view.discriminator;
  const [first, ...rest] = objects;
  if (!first || rest.length === 0) return undefined;
  const constantOf = (each: SchemaView, name: string): unknown => {
    const schema = each.properties.get(name);
    const values = schema === undefined ? undefined : making.views.of(schema, each.at)?.values;
    return each.required.has(name) && values?.length === 1 ? values[0] : undefined;
  };
  const property = [...first.properties.keys()].find((name) => {
    const constants = objects.map((each) => constantOf(each, name));
    return constants.every((value) => typeof value === 'string') && new Set(constants).size === objects.length;
  });
  return property === undefined ? undefined : { property, mapping: [] };
};

/**
 * Whether the discriminator may be left out, and one of them has the fields of all (GitHub's private and public users):
 * one type then loses nothing, while a union loses the whole answer whenever the discriminator is not there.
 */
const mayDoWithout = ({ property }: Discriminator, objects: readonly SchemaView[]): boolean =>
  objects.length > 1 &&
  objects.every(({ properties, required }) => properties.has(property) && !required.has(property)) &&
  objects.some((one) =>
    objects.every(({ properties }) => [...properties.keys()].every((name) => one.properties.has(name))),
  );

/** All fields of all of them; required is what all require. */
const together = (view: SchemaView, objects: readonly SchemaView[], making: Making): SchemaView => {
  const properties = new Map(view.properties);
  const flat = objects.map((each) =>
    each.variants.length > 0 ? together(each, leaves(each, making, 3).filter(isObject), making) : each,
  );
  for (const each of flat)
    for (const [name, schema] of each.properties) {
      const known = properties.get(name);
      properties.set(name, known === undefined ? schema : making.views.combine('anyOf', [known, schema]));
    }
  const common = [...(flat[0]?.required ?? [])].filter((name) => flat.every(({ required }) => required.has(name)));
  const { discriminator: _discriminator, ...rest } = view;
  return {
    ...rest,
    variants: [],
    kinds: new Set<Kind>(['object']),
    properties,
    required: new Set([...view.required, ...common]),
  };
};
