import { told } from '../source/sentences.ts';
import { UNFIT } from './leaf.ts';
import { leafOf } from './leaves.ts';
import { type Cursor, newCursor } from './medium.ts';
import { misfit } from './misfit.ts';
import type { Compiling } from './reader.ts';
import { scalarLeaf } from './scalars.ts';
import { type FieldShape, holdsFields, nameOf } from './shape.ts';

/** What stands in for a value that is absent (`undefined`) or null: the default, null, or a misfit. */
type Fallback = (found: unknown, cursor: Cursor) => unknown;

export const compileFallback = (field: FieldShape, what: string, compiling: Compiling): Fallback => {
  const { type, wire } = field;
  if (wire.default !== undefined) {
    const read = readDefault(field, what, compiling);
    if (!('expected' in read)) return () => read.value;
    const said = told(wire.default);
    compiling.problem(what, `its default (${said}) does not fit: expected ${read.expected}`);
    const value = misfit(newCursor('the schema'), what, read.expected, said);
    return () => value;
  }
  if (!type.nonNull) return () => null;
  const expected = 'list' in type ? 'a list' : expects(type.name, wire.format, compiling);
  return (found, cursor) => misfit(cursor, what, expected, found === undefined ? 'nothing' : 'null');
};

const expects = (name: string, format: string | undefined, { shapes }: Compiling): string =>
  (name === 'JSON' ? 'a value' : scalarLeaf(name, format)?.expects) ??
  (shapes.get(name)?.kind === 'enum' ? `a value of ${name}` : `an object (${name})`);

/** A default's value, or what was expected in its place. */
type Read = { readonly value: unknown } | { readonly expected: string };

/** A default as a value: of a list only `[]`; of an enum the value's own name, or a spelling of it. */
const readDefault = ({ type, wire }: FieldShape, what: string, compiling: Compiling): Read => {
  const literal = wire.default;
  const fits = (value: unknown): Read => ({ value });
  const unfit = (expected: string): Read => ({ expected });
  if ('list' in type)
    return Array.isArray(literal) && literal.length === 0
      ? fits(Object.freeze([]))
      : unfit('[] (a list can only be empty)');
  const shape = compiling.shapes.get(nameOf(type));
  if (holdsFields(shape) || type.name === 'JSON') return unfit('no default: only scalars, enums and lists have one');
  if (shape?.kind === 'enum' && shape.values.some(({ name }) => name === literal)) return fits(literal);
  const leaf = leafOf(type.name, wire.format, what, compiling);
  const text = typeof literal === 'string' || typeof literal === 'number' ? String(literal) : undefined;
  const read =
    typeof literal === 'boolean' ? leaf?.boolean?.(literal) : text === undefined ? undefined : leaf?.text(text, false);
  return read === undefined || read === UNFIT ? unfit(leaf?.expects ?? type.name) : fits(read);
};
