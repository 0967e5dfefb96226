import type { RecordShape, UnionShape } from '../shape.ts';
import { DISCRIMINATOR } from '../unions.ts';
import { Conflict } from './conflict.ts';
import { ONE } from './draft.ts';
import type { Filling } from './filling.ts';
import type { Place } from './node.ts';

/** Decides which type of a union a value is, each in its turn, and writes down what says so. @throws Conflict */
export const fillDiscriminator = (
  place: Place,
  shape: UnionShape,
  { compiling, draft, next }: Filling,
): RecordShape => {
  const { by, members, name } = shape;
  const { local } = place.node;
  const turn = next();
  const member =
    by === '*' ? members.find(({ values }) => values.includes(local)) : members[turn % Math.max(1, members.length)];
  const record = member && compiling.shapes.get(member.type);
  if (!member || record?.kind !== 'record') throw new Conflict(`${name}: none of its types can stand here`);
  const [value] = member.values;
  if (by === undefined || by === '*' || typeof value !== 'string') return record;
  const from = draft.climb(place, by.up);
  const [at] = from ? draft.walk(from, by, { list: null }, ONE) : [];
  if (!at) throw new Conflict(`${name}: the path of its discriminator leads beyond the document`);
  const read = compiling.medium.leaf(DISCRIMINATOR, []);
  const spelled = (raw: unknown) => (compiling.medium.xml ? String(raw) : raw);
  draft.ground.read(at, { what: name, read: (raw) => read(spelled(raw)), spellings: [value], wanted: value });
  return record;
};
