import { isUpstreamError, type UpstreamError } from '../../../resilience/index.ts';
import { type Cursor, type Medium, Spread, type SpreadItem, type Up } from './medium.ts';
import { misfit } from './misfit.ts';
import type { Compiling, Reader } from './reader.ts';
import type { TypeRef, Wire } from './shape.ts';
import { membersOf, rowsOf, spreadOut } from './spread.ts';

/** Compiles a list: what of the value found is an item, and where each item's misfit is kept. */
export const compileList = (
  item: Reader,
  itemType: TypeRef,
  wire: Wire,
  what: string,
  compiling: Compiling,
): Reader => {
  const { medium } = compiling;
  if (medium.xml) refuseForXml(itemType, wire, what, compiling);
  const readItem: Reader = (raw, up, cursor) => {
    if (isUpstreamError(raw)) return raw;
    const value = raw === null || raw === undefined ? null : item(raw, up, cursor);
    return value === null && itemType.nonNull ? misfit(cursor, what, 'an item', 'null') : value;
  };
  const expand = wire.key === undefined ? wire.zip && rowsOf : membersOf;
  return (found, up, cursor) => {
    let raw = found;
    if (expand) raw = spreadOut(found, up, expand, what, cursor, medium);
    else if (wire.lone && !Array.isArray(raw) && !(raw instanceof Spread)) raw = [raw];
    if (raw instanceof Spread) return readSpread(raw.items, readItem, cursor);
    if (Array.isArray(raw)) return readArray(raw, up, readItem, cursor);
    return isUpstreamError(raw) ? raw : noList(raw, what, cursor, medium);
  };
};

/** An object in place of a list may be its only item. */
const noList = (raw: unknown, what: string, cursor: Cursor, medium: Medium): UpstreamError => {
  const got = medium.inWords(raw);
  return misfit(
    cursor,
    what,
    got === 'an object' ? 'a list (say lone: true where one stands for a list of one)' : 'a list',
    got,
  );
};

/** Words that XML, where everything repeats by itself, does not need. */
const refuseForXml = (itemType: TypeRef, wire: Wire, what: string, { problem }: Compiling): void => {
  for (const word of ['key', 'zip', 'lone'] as const) {
    if (wire[word]) problem(what, `"${word}" is for JSON; in XML elements of one name are a list by themselves`);
  }
  if ('list' in itemType) problem(what, 'a list of lists cannot be read from XML; declare a type for the inner one');
};

const readArray = (raws: readonly unknown[], up: Up | null, readItem: Reader, cursor: Cursor): readonly unknown[] => {
  const values: unknown[] = [];
  for (let i = 0; i < raws.length; i += 1) {
    cursor.path.push(i);
    values.push(readItem(raws[i], up, cursor));
    cursor.path.pop();
  }
  return Object.freeze(values);
};

const readSpread = (items: readonly SpreadItem[], readItem: Reader, cursor: Cursor): readonly unknown[] => {
  const { member: outerMember, row: outerRow } = cursor;
  const values = items.map(({ raw, up, member, row }, i) => {
    cursor.member = member ?? outerMember;
    cursor.row = row ?? outerRow;
    cursor.path.push(i);
    const value = readItem(raw, up, cursor);
    cursor.path.pop();
    return value;
  });
  cursor.member = outerMember;
  cursor.row = outerRow;
  return Object.freeze(values);
};
