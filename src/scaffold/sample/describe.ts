import type { Note } from '../draft.ts';
import { areColumns, keyedBy, kindOf, tupleLength } from './forms.ts';
import {
  isJsonObject,
  isNameless,
  type JsonObject,
  type Member,
  membersOfNodes,
  membersOfObjects,
} from './members-of.ts';
import type { Described, Place, Reading } from './reading.ts';
import { type Scalar, scalarOf } from './scalar-of.ts';
import { XmlNode } from './xml-node.ts';

/** Says what all values of a place have in common. */
export const describe = (values: readonly unknown[], place: Place, reading: Reading, many = false): Described => {
  const present = values.filter((value) => value !== null && !(value instanceof XmlNode && value.nil));
  if (many) return listOf(describe(present, place, reading));
  if (present.length === 0)
    return plain('String', note(place, 'check', 'It was null everywhere, so its type is a guess.'));
  const nodes = present.filter((value) => value instanceof XmlNode);
  if (nodes.length > 0) return describeNodes(nodes, place, reading);
  const kinds = new Set(present.map(kindOf));
  if (kinds.size === 2 && kinds.has('list')) return describeLone(present, place, reading);
  if (kinds.size > 1) return json(place, 'Its values are of several kinds');
  if (kinds.has('list')) return describeLists(present as readonly (readonly unknown[])[], place, reading);
  if (kinds.has('object')) return describeObjects(present.filter(isJsonObject), place, reading);
  return describeScalars(present as readonly Scalar[], place);
};

const plain = (type: string, ...notes: readonly Note[]): Described => ({ type, wire: {}, notes });

const listOf = ({ type, wire, notes }: Described): Described => ({ type: `[${type}]`, wire, notes });

const note = ({ at }: Place, kind: Note['kind'], says: string): Note => ({ kind, at, says });

/** The last resort, and said so. */
const json = (place: Place, because: string): Described =>
  plain('JSON', note(place, 'check', `${because}: it stays JSON, which clients cannot select from.`));

const describeScalars = (values: readonly Scalar[], place: Place): Described => {
  const guess = scalarOf(place.name, values);
  if (!guess) return json(place, 'Its values are of several kinds');
  const { type, format, nulls, guessed } = guess;
  const wire = { ...(format === undefined ? {} : { format }), ...(nulls === undefined ? {} : { null: nulls }) };
  return {
    type,
    wire,
    mayBeNull: nulls !== undefined,
    notes: guessed === undefined ? [] : [note(place, 'guessed', guessed)],
  };
};

const describeNodes = (nodes: readonly XmlNode[], place: Place, reading: Reading): Described => {
  if (!nodes.every((node) => node.isLeaf)) return plain(reading.record(membersOfNodes(nodes), nodes.length, place));
  const texts = nodes.map(({ text }) => text);
  const told = texts.filter((text) => text.trim() !== '');
  if (told.length === 0)
    return plain('String', note(place, 'check', 'It was empty everywhere, so its type is a guess.'));
  const described = describeScalars(told, place);
  // Blank elements are null by themselves, but for texts.
  return {
    ...described,
    mayBeNull: described.mayBeNull || (told.length < texts.length && described.type !== 'String'),
  };
};

/** A lone value where others are lists of such values. */
const describeLone = (values: readonly unknown[], place: Place, reading: Reading): Described => {
  const items = values.flatMap((value) => value as readonly unknown[]);
  if (items.some(Array.isArray)) return json(place, 'Its values are of several kinds');
  const { type, wire, notes } = describeItems(items, place, reading);
  return {
    type,
    wire: { ...wire, lone: true },
    notes: [...notes, note(place, 'guessed', 'A lone value stands for a list of one.')],
  };
};

const describeLists = (lists: readonly (readonly unknown[])[], place: Place, reading: Reading): Described => {
  const length = tupleLength(lists);
  if (length !== undefined) {
    const members = Array.from({ length }, (_, i): Member => {
      const values = lists.filter((list) => i < list.length).map((list) => list[i]);
      return { path: `[${i}]`, name: `item${i}`, values, records: values.length, many: false };
    });
    const says = 'Each place of the list means something else, so its places are fields.';
    return plain(reading.record(members, lists.length, place), note(place, 'guessed', says));
  }
  return describeItems(lists.flat(), place, reading);
};

const describeItems = (items: readonly unknown[], place: Place, reading: Reading): Described => {
  if (items.length === 0)
    return {
      ...plain('[JSON]'),
      notes: [note(place, 'check', 'The list was empty everywhere, so its type is a guess.')],
    };
  const present = items.filter((item) => item !== null);
  // An item that stood for a list would be a list in a list, which no word says.
  if (present.length > 0 && present.every(isJsonObject)) return listOf(describeRecord(present, place, reading));
  const { wire, ...described } = describe(items, place, reading);
  return 'lone' in wire ? json(place, 'Its items are of several kinds') : listOf({ wire, ...described });
};

const describeObjects = (objects: readonly JsonObject[], place: Place, reading: Reading): Described => {
  const keyed = keyedBy(objects);
  if (keyed) return describeKeyed(objects, keyed, place, reading);
  if (areColumns(objects)) {
    const columns = membersOfObjects(objects).map((member) => ({
      ...member,
      values: member.values.flat(),
      records: objects.length,
    }));
    const rows = objects.reduce(
      (sum, object) => sum + Math.max(...Object.values(object).map((each) => (each as readonly unknown[]).length)),
      0,
    );
    const type = reading.record(
      columns.map((each) => ({ ...each, records: each.values.length })),
      rows,
      place,
    );
    return {
      type: `[${type}]`,
      wire: { zip: true },
      notes: [note(place, 'guessed', 'Its lists are columns, so it is read as a list of rows.')],
    };
  }
  return describeRecord(objects, place, reading);
};

const describeRecord = (objects: readonly JsonObject[], place: Place, reading: Reading): Described => {
  const members = membersOfObjects(objects);
  return members.every(isNameless)
    ? json(place, 'It was an object without members that a path could lead to')
    : plain(reading.record(members, objects.length, place));
};

/** An object keyed by data is a list of its values, each with its name. */
const describeKeyed = (
  objects: readonly JsonObject[],
  keyed: { readonly field: string; readonly type: string },
  place: Place,
  reading: Reading,
): Described => {
  const values = objects.flatMap((object) => Object.values(object));
  const inner = values.filter(isJsonObject);
  const members: readonly Member[] =
    inner.length > 0
      ? membersOfObjects(inner)
      : [{ path: '.', name: 'value', values, records: values.length, many: false }];
  const names = new Set(members.map(({ name }) => name));
  const field = [keyed.field, 'key', 'memberName'].find((each) => !names.has(each)) ?? 'nameOfMember';
  const type = reading.record(members, values.length, place, { name: field, type: keyed.type });
  return {
    type: `[${type}]`,
    wire: { key: field },
    notes: [note(place, 'guessed', `The names in it are data, so it is read as a list, with each name as "${field}".`)],
  };
};
