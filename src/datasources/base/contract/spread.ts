import { isUpstreamError } from '../../../resilience/index.ts';
import { type Cursor, type Medium, Spread, type SpreadItem, type Up } from './medium.ts';
import { misfit } from './misfit.ts';

/** The items an object stands for; or what it would have to be. */
type Expand = (object: Readonly<Record<string, unknown>>, up: Up | null) => readonly SpreadItem[] | string;

/** `key`: each member is an item; the object counts as a level for `^`. */
export const membersOf: Expand = (object, up) => {
  const around = { value: object, up };
  // `__proto__` names no thing: it is an attempt on whoever copies the object.
  return Object.entries(object).flatMap(([member, raw]) =>
    member === '__proto__' ? [] : [{ raw, up: around, member }],
  );
};

/** `zip`: each row is an item, read from the object of columns. */
export const rowsOf: Expand = (object, up) => {
  const members = Object.values(object);
  const [first, ...columns] = members.filter((column) => Array.isArray(column));
  if (first === undefined) return members.length === 0 ? [] : 'columns (lists)';
  if (columns.some(({ length }) => length !== first.length)) return 'columns of equal length';
  const around = { value: object, up };
  return first.map((_, row) => ({ raw: object, up: around, row }));
};

/** Spreads an object, or those found in several places, into items. */
export const spreadOut = (
  found: unknown,
  up: Up | null,
  expand: Expand,
  what: string,
  cursor: Cursor,
  medium: Medium,
): unknown => {
  const items: SpreadItem[] = [];
  for (const each of found instanceof Spread ? found.items : [{ raw: found, up }]) {
    if (each.raw === null || each.raw === undefined) continue;
    if (isUpstreamError(each.raw)) {
      items.push(each);
      continue;
    }
    const holds = medium.holdsFields(each.raw);
    const expanded = holds ? expand(each.raw as Readonly<Record<string, unknown>>, each.up) : 'an object';
    if (typeof expanded === 'string')
      return misfit(cursor, what, expanded, holds ? 'others' : medium.inWords(each.raw));
    items.push(...expanded);
  }
  return new Spread(items);
};
