import { type Leaf, textual, UNFIT } from './leaf.ts';
import { misfit } from './misfit.ts';
import { type Convention, spell } from './names.ts';
import type { Compiling, Reader } from './reader.ts';
import { scalarLeaf } from './scalars.ts';
import type { EnumShape, Wire } from './shape.ts';

/** Compiles a scalar or an enum. */
export const compileLeaf = (name: string, wire: Wire, what: string, compiling: Compiling): Reader => {
  const leaf = leafOf(name, wire.format, what, compiling);
  if (!leaf) return () => null;
  const { medium } = compiling;
  const read = medium.leaf(leaf, wire.null ?? []);
  return (raw, _up, cursor) => {
    const value = read(raw);
    return value === UNFIT ? misfit(cursor, what, leaf.expects, medium.inWords(raw)) : value;
  };
};

/** How a scalar or an enum is spelled; undefined, and a problem, if nobody knows. */
export const leafOf = (
  name: string,
  format: string | undefined,
  what: string,
  compiling: Compiling,
): Leaf | undefined => {
  const { shapes, enums, problem } = compiling;
  const shape = shapes.get(name);
  if (shape?.kind === 'enum') {
    if (format !== undefined) problem(what, `${name} is an enum; its spellings stand on its values`);
    return enumLeaf(shape, enums, (message) => problem(what, message));
  }
  const leaf = scalarLeaf(name, format);
  if (!leaf)
    problem(
      what,
      scalarLeaf(name, undefined) ? `${name} cannot be spelled "${format}"` : `no reader is known for the type ${name}`,
    );
  return leaf;
};

const enumLeaf = (
  { name, values }: EnumShape,
  enums: Convention | undefined,
  complain: (message: string) => void,
): Leaf => {
  const bySpelling = new Map<string, string>();
  for (const value of values) {
    for (const spelling of value.spellings ?? [spell(value.name, enums)]) {
      const other = bySpelling.get(spelling);
      if (other !== undefined && other !== value.name)
        complain(`${name}.${other} and ${name}.${value.name} are both spelled "${spelling}"`);
      bySpelling.set(spelling, value.name);
    }
  }
  const read = (text: string) => bySpelling.get(text) ?? UNFIT;
  return { ...textual(`a value of ${name}`, read), digits: read, boolean: (value) => read(String(value)) };
};
