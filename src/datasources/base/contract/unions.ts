import { isUpstreamError } from '../../../resilience/index.ts';
import { Element } from '../xml/element.ts';
import { type Leaf, UNFIT } from './leaf.ts';
import type { Cursor } from './medium.ts';
import { misfit } from './misfit.ts';
import type { Compiling, Reader } from './reader.ts';
import type { UnionShape } from './shape.ts';

/** How a discriminator is read, whatever it is written as. */
export const DISCRIMINATOR: Leaf = {
  expects: 'a discriminator',
  text: (text) => text,
  digits: (source) => source,
  boolean: String,
};

/**
 * Compiles a union or an interface: the discriminator says which type's reader reads the value. One that nobody declared is a misfit in the
 * place of the value.
 */
export const compileUnion = (
  shape: UnionShape,
  compiling: Compiling,
  compileMember: (type: string) => Reader,
): Reader => {
  const { medium } = compiling;
  const byValue = new Map<string | null, Reader>();
  for (const { type, values } of shape.members) {
    const read = compileMember(type);
    for (const value of values) byValue.set(value, read);
  }
  const discriminatorOf = compileDiscriminator(shape, compiling);
  const expected = shape.members.map(({ type }) => type).join(' or ');
  return (raw, up, cursor) => {
    if (medium.holdsFields(raw) === null) return null;
    const value = discriminatorOf(raw, up, cursor);
    if (isUpstreamError(value)) return value;
    const read = typeof value === 'string' || value === null ? memberOf(value, byValue) : undefined;
    if (read) return read(raw, up, cursor);
    return misfit(cursor, shape.name, expected, value === null ? 'nothing to tell by' : 'another type');
  };
};

/** The reader of a discriminator. A QName counts without its prefix. */
const memberOf = (value: string | null, byValue: ReadonlyMap<string | null, Reader>): Reader | undefined =>
  byValue.get(value) ?? (value === null ? undefined : byValue.get(value.slice(value.indexOf(':') + 1)));

/** Reads the discriminator: its text, `null` for none, `UNFIT`, or a misfit. */
const compileDiscriminator = ({ name, by }: UnionShape, { medium, problem }: Compiling): Reader => {
  if (by === '*') {
    if (!medium.xml) problem(name, '"*" is the name of an element; in JSON say where the discriminator lies');
    return (raw) => (raw instanceof Element ? raw.local : null);
  }
  // That nobody says is told where the type is reached.
  if (by === undefined) return () => null;
  const locate = medium.locate({ what: name, path: by, list: false, text: true, nulls: [], inRow: false });
  const leaf = medium.leaf(DISCRIMINATOR, []);
  return (raw, up, cursor: Cursor) => {
    cursor.path.push(by.text);
    const found = locate(raw, up, cursor) ?? null;
    cursor.path.pop();
    if (found === null || isUpstreamError(found)) return found;
    const value = leaf(found);
    return value === UNFIT ? UNFIT : value;
  };
};
