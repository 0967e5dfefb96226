import type { Note } from '../../draft.ts';
import type { Kind, SchemaView } from '../schema/schema-view.ts';
import { formOf } from './form-of.ts';
import type { Making } from './making.ts';
import { objectsOf } from './objects-of.ts';
import { scalarOf } from './scalar-of.ts';
import { asJson, type Typed, type Use } from './typed.ts';
import { stepOf } from './wire-place.ts';

/** Values of several forms. */
export const mixedForms = (
  view: SchemaView,
  variants: readonly SchemaView[],
  objects: readonly SchemaView[],
  use: Use,
  making: Making,
): Typed => {
  const scalars = variants.filter((each) => formOf(each) === 'scalar');
  const lists = variants.filter((each) => formOf(each) === 'array');
  if (scalars.length === variants.length) return oneScalar(view, scalars, use, making);
  if (lists.length === variants.length) return making.typeOfView(oneList(view, lists, making), use);
  if (lists.length > 0 && lists.length + Math.max(scalars.length, objects.length) === variants.length)
    return loneOrList(view, lists, [...scalars, ...objects], use, making);
  if (objects.length > 0 && objects.length + scalars.length === variants.length && use.direction === 'out')
    return idOrObject(view, objects, use, making);
  return tree(use, 'It may be of several forms, for which no one type stands; it is JSON.');
};

const tree = ({ at }: Use, says: string): Typed => asJson(true, [{ kind: 'left out', at, says }]);

/** Scalars of which one holds them all. */
const oneScalar = (view: SchemaView, scalars: readonly SchemaView[], use: Use, making: Making): Typed => {
  const kinds = new Set(scalars.flatMap((each) => [...each.kinds]));
  if (kinds.has('boolean') && kinds.size > 1) return tree(use, 'It may be true, false or text; it is JSON.');
  const values = scalars.every((each) => each.values) ? scalars.flatMap((each) => each.values ?? []) : undefined;
  const types = new Set(scalars.map((each) => scalarOf(each, use).type));
  const [first] = scalars;
  const { format: _format, values: _values, ...rest } = { ...view, variants: [], kinds };
  const merged: SchemaView = {
    ...rest,
    ...(values && kinds.has('string') ? { values } : {}),
    ...(types.size === 1 && first?.format !== undefined ? { format: first.format } : {}),
    // Numbers of several widths: the widest.
    ...(types.has('BigInt') && !kinds.has('string') && !kinds.has('number') ? { format: 'int64' } : {}),
  };
  return making.typeOfView(merged, use);
};

const oneList = (view: SchemaView, lists: readonly SchemaView[], making: Making): SchemaView => {
  const items = lists.flatMap((each) => (each.items === undefined ? [] : [each.items]));
  const item = items.length === lists.length ? making.views.combine('anyOf', items) : {};
  return { ...view, variants: [], kinds: new Set<Kind>(['array']), items: item };
};

/** A list, or the only item of one. */
const loneOrList = (
  view: SchemaView,
  lists: readonly SchemaView[],
  others: readonly SchemaView[],
  use: Use,
  making: Making,
): Typed => {
  const list = making.typeOfView(oneList(view, lists, making), use);
  const own = others.map((each) => making.typeOfView(each, use).type);
  const item = /^\[(\w+)!?\]$/.exec(list.type)?.[1];
  const fits =
    item !== undefined &&
    own.every((type) => type === item || (item === 'String' && !/^[[]|JSON/.test(type)) || item === 'JSON');
  if (!fits || use.medium === 'xml')
    return tree(use, 'It may be a list, or something else than an item of it; it is JSON.');
  if (use.direction !== 'out') return list;
  return { ...list, wire: { ...list.wire, lone: true } };
};

/** An object, or the id of one (`expand`). */
const idOrObject = (view: SchemaView, objects: readonly SchemaView[], use: Use, making: Making): Typed => {
  const object =
    objects.length === 1 && objects[0]
      ? making.typeOfView(objects[0], use)
      : objectsOf({ ...view, variants: [] }, objects, use, making);
  const id = ['id', 'ID', 'Id', '_id', 'uuid', 'key', 'name'].find((name) =>
    objects.every((each) => each.properties.has(name)),
  );
  const note: Note = {
    kind: 'guessed',
    at: use.at,
    says: `It may be an object, or ${id === undefined ? 'a plain value' : 'its id alone'}: then the object is a misfit${id === undefined ? '' : ', and the id stands beside it'}.`,
  };
  return {
    ...object,
    nullable: true,
    notes: [...(object.notes ?? []), note],
    ...(id === undefined ? {} : { idAt: stepOf(id) }),
  };
};
