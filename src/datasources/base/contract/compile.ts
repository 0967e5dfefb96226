import { compileField, compileMemberName } from './fields.ts';
import { compileLeaf } from './leaves.ts';
import { compileList } from './lists.ts';
import type { CompileType, Compiling, Reader, Variant } from './reader.ts';
import { compileRecord } from './records.ts';
import { holdsFields, type Wire } from './shape.ts';
import { readTree } from './tree.ts';
import { compileUnion } from './unions.ts';

/** Compiles a type with its wrappers: the one place that knows all kinds of types. */
export const compileType: CompileType = (type, wire, what, variant, compiling) => {
  if (!('list' in type)) return compileNamed(type.name, wire, what, variant, compiling);
  // The words of the list are spent on it; what is left is for its items.
  const { key = variant.key, zip, lone: _lone, ...rest } = wire;
  const item = compileType(type.list, rest, what, { ...variant, key, zip }, compiling);
  return compileList(item, type.list, wire, what, compiling);
};

const compileNamed = (name: string, wire: Wire, what: string, variant: Variant, compiling: Compiling): Reader => {
  const { shapes, medium, problem } = compiling;
  const shape = shapes.get(name);
  if (holdsFields(shape) && wire.format !== undefined)
    problem(what, `${name} is an object; only scalars have a format`);
  if (shape?.kind === 'union')
    return compileUnion(shape, compiling, (member) =>
      compileNamed(member, {}, what, { ...variant, named: true }, compiling),
    );
  if (shape?.kind === 'record') {
    return compileRecord(shape, variant, compiling, (field, place) =>
      field.name === variant.key
        ? compileMemberName(field, shape.name, compiling)
        : compileField(field, shape.name, { ...variant, ...place }, compiling, compileType),
    );
  }
  if (name === 'JSON') {
    if (medium.xml) problem(what, 'JSON cannot be read from XML; declare a type for it');
    return readTree;
  }
  return compileLeaf(name, wire, what, compiling);
};
