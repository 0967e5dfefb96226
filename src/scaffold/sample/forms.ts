import { isJsonObject, type JsonObject } from './members-of.ts';

/** Names that are data: a day, a number, a UUID, a code in capitals. */
const dataNames: readonly (readonly [pattern: RegExp, field: string, type: string])[] = [
  [/^\d{4}-\d\d-\d\d$/, 'date', 'Date'],
  [/^\d{4}-\d\d$/, 'month', 'String'],
  [/^\d+$/, 'key', 'String'],
  [/^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i, 'id', 'ID'],
  [/^[A-Z]{2,5}$/, 'code', 'String'],
];

/** What the names of a keyed object are, as a field of its items; undefined where names are names. */
export interface Keyed {
  readonly field: string;
  readonly type: string;
}

/** Objects whose names are data, with values that are alike: by how the names look, or because hardly two objects have the same. */
export const keyedBy = (objects: readonly JsonObject[]): Keyed | undefined => {
  const names = new Set(objects.flatMap((object) => Object.keys(object)));
  if (names.size < 2 || !areAlike(objects.flatMap((object) => Object.values(object)))) return undefined;
  const found = dataNames.find(([pattern]) => [...names].every((name) => pattern.test(name)));
  if (found) return { field: found[1], type: found[2] };
  const had = objects.reduce((sum, object) => sum + Object.keys(object).length, 0);
  const isSparse = objects.length >= 5 && names.size >= 8 && had < objects.length * names.size * 0.25;
  return isSparse ? { field: 'key', type: 'String' } : undefined;
};

/** All of one kind; and if objects, with most names in common. */
const areAlike = (values: readonly unknown[]): boolean => {
  const kinds = new Set(values.filter((value) => value !== null).map(kindOf));
  if (kinds.size > 1) return false;
  const objects = values.filter(isJsonObject);
  const names = new Set(objects.flatMap((object) => Object.keys(object)));
  const had = objects.reduce((sum, object) => sum + Object.keys(object).length, 0);
  return objects.length === 0 || had >= objects.length * names.size * 0.5;
};

export const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'list' : isJsonObject(value) ? 'object' : 'scalar';

/** Objects of columns: two or more lists of scalars, always as long as each other, and in some object longer than one. */
export const areColumns = (objects: readonly JsonObject[]): boolean => {
  const lengths = objects.map((object) =>
    Object.values(object).map((value) => (Array.isArray(value) ? value.length : -1)),
  );
  const isEvident = lengths.some(([first = 0]) => first > 1);
  const scalars = objects.every((object) =>
    Object.values(object).every(
      (value) => Array.isArray(value) && value.every((item) => /scalar|null/.test(kindOf(item))),
    ),
  );
  return isEvident && scalars && lengths.every((its) => its.length > 1 && its.every((each) => each === its[0]));
};

/**
 * Lists that are no lists but records: their places are of different kinds, and each place of one. Always as long, or of lists beside objects: an
 * error in place of them may be shorter. Their length; undefined for lists.
 */
export const tupleLength = (lists: readonly (readonly unknown[])[]): number | undefined => {
  const length = lists.reduce((most, list) => Math.max(most, list.length), 0);
  if (length < 2 || length > MAX_PLACES) return undefined;
  const sorts = Array.from(
    { length },
    (_, i) => new Set(lists.map((list) => sortOf(list[i] ?? null)).filter((sort) => sort !== 'null')),
  );
  const known = new Set(sorts.flatMap((each) => [...each]));
  // Several lists show that places mean something; one does so where objects stand beside lists.
  if (lists.length < 2 && !known.has('list') && !known.has('object')) return undefined;
  const isEven = lists.every((list) => list.length === length) || (known.has('list') && known.has('object'));
  return isEven && known.size > 1 && sorts.every(({ size }) => size < 2) ? length : undefined;
};

/** Longer lists are lists. */
const MAX_PLACES = 20;

/** Kinds, with texts, numbers and booleans told apart. */
const sortOf = (value: unknown): string => {
  const kind = kindOf(value);
  return kind !== 'scalar' ? kind : typeof value === 'object' ? 'number' : typeof value;
};
