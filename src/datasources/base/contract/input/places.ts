import { spell } from '../names.ts';
import { type Path, pathOfName } from '../path.ts';
import { type FieldShape, type InputShape, nameOf } from '../shape.ts';
import type { Writing } from './input-writer.ts';

/** Where a field of an input is written. */
export interface Place {
  readonly field: FieldShape;
  /** The members that lead there; none: its own members stand beside those of its object. */
  readonly names: readonly string[];
}

/** The places of all fields, as far as they can be written; the others are told of. */
export const placesOf = (shape: InputShape, writing: Writing): readonly Place[] => {
  const around = shape.path ? namesIn(shape.path, shape.name, writing) : [];
  const places = shape.fields.flatMap((field): Place[] => {
    const what = `${shape.name}.${field.name}`;
    const own = ownNames(field, what, writing);
    return own && around ? [{ field, names: [...around, ...own] }] : [];
  });
  for (const [i, place] of places.entries()) {
    const other = places.slice(0, i).find(({ names }) => covers(names, place.names));
    if (other)
      writing.problem(`${shape.name}.${place.field.name}`, `it is written where ${shape.name}.${other.field.name} is`);
  }
  return places;
};

/** Whether one place is the other, or lies within it. */
const covers = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 && b.length > 0 && (a.every((name, i) => name === b[i]) || b.every((name, i) => name === a[i]));

const ownNames = ({ name, type, wire }: FieldShape, what: string, writing: Writing): readonly string[] | undefined => {
  const path = wire.path ?? pathOfName(spell(name, writing.names));
  if (path.text !== '.') return namesIn(path, what, writing);
  const isObject = !('list' in type) && writing.shapes.get(nameOf(type))?.kind === 'input';
  if (isObject) return [];
  // In XML: the text of its element.
  if (writing.format === 'xml' && !('list' in type)) return ['.'];
  writing.problem(what, '"." is where its object stands; only an object can be written into it');
  return undefined;
};

/** A place is made of names alone: nobody could say what stands in the gaps of a list. */
const namesIn = (
  { up, steps, text }: Path,
  what: string,
  { format, problem }: Writing,
): readonly string[] | undefined => {
  const names = steps.flatMap(({ name, suffixes }) => (name === null || suffixes.length > 0 ? [] : [name]));
  const attribute = names.findIndex((name) => name.startsWith('@'));
  if (up > 0 || names.length < steps.length || names.length === 0)
    problem(what, `"${text}" cannot be written; a place in an input is a name, or names joined by dots`);
  else if (format === 'xml' && attribute >= 0 && attribute < names.length - 1)
    problem(what, `"${text}" goes through an attribute`);
  else return names;
  return undefined;
};

/** Puts a value at its place. */
export const plant = (target: Record<string, unknown>, names: readonly string[], value: unknown): void => {
  const [name, ...rest] = names;
  if (name === undefined) {
    if (typeof value === 'object' && value !== null) Object.assign(target, value);
  } else if (rest.length === 0) put(target, name, value);
  else {
    if (!Object.hasOwn(target, name)) put(target, name, {});
    plant(target[name] as Record<string, unknown>, rest, value);
  }
};

/** `__proto__` is a name like others. */
const put = (target: Record<string, unknown>, name: string, value: unknown): void =>
  void Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
