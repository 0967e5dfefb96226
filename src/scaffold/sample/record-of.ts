import { spell } from '../../datasources/base/index.ts';
import type { DraftField, Note } from '../draft.ts';
import { fieldName, typeName } from '../names/legal-name.ts';
import { nameBook } from '../names/name-book.ts';
import { describe } from './describe.ts';
import { isNameless, type Member } from './members-of.ts';
import type { KeyField, Place, Reading } from './reading.ts';
import { isIdName } from './scalar-of.ts';
import { singular } from './singular.ts';

/** See `Reading.record`. */
export const recordOf = (
  reading: Reading,
  members: readonly Member[],
  count: number,
  place: Place,
  key?: KeyField,
): string => {
  const wanted = typeName(place.typeName);
  const name = reading.book.take(reading.book.has(wanted) ? typeName(`${reading.owner}-${place.typeName}`) : wanted);
  // Types stand in the order in which they are met, the outer before the inner.
  const index = reading.types.push(undefined) - 1;
  const names = nameBook(key ? [key.name] : []);
  const left: Note[] = [];
  const fields = members.flatMap((member): DraftField[] => {
    if (isNameless(member)) {
      left.push({ kind: 'left out', at: place.at, says: `No path leads to a member named "${member.name}".` });
      return [];
    }
    return [fieldOf(member, count, names.take(legal(member.name, reading)), place, name, reading)];
  });
  const keys: readonly DraftField[] = key ? [{ name: key.name, type: `${key.type}!` }] : [];
  reading.types[index] = { kind: 'object', name, fields: [...keys, ...fields], notes: left };
  return name;
};

const legal = (name: string, { convention }: Reading): string => fieldName(name.replace(/^__+/, '_'), convention);

const fieldOf = (
  member: Member,
  count: number,
  name: string,
  place: Place,
  owner: string,
  reading: Reading,
): DraftField => {
  const inside: Place = {
    name: member.name,
    typeName: `${owner}-${singular(member.name)}`,
    at: `${place.at}.${member.path}`,
  };
  const { type, wire, notes, mayBeNull = false } = describe(member.values, inside, reading, member.many);
  const always = member.records === count && !member.values.includes(null) && !mayBeNull;
  const nonNull = always && type !== 'JSON' && (count > 1 || (type === 'ID' && isIdName(member.name)));
  const spelled = spell(name, reading.convention) === member.path;
  const words = { ...(spelled ? {} : { path: member.path }), ...wire };
  return {
    name,
    type: `${type}${nonNull ? '!' : ''}`,
    ...(Object.keys(words).length > 0 ? { wire: words } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
};
