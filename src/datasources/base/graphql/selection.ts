import { spell } from '../contract/names.ts';
import { type Path, parsePath, pathOfName } from '../contract/path.ts';
import type { Compiling } from '../contract/reader.ts';
import { holdsFields, nameOf, type RecordShape, type UnionShape } from '../contract/shape.ts';
import type { ConnectionAround } from '../operation/operation.ts';

/** Fields to ask for, each with those within it; none for a scalar. */
type Tree = Map<string, Tree>;

/** Whatever is compiled with it. */
type Known = Pick<Compiling, 'shapes' | 'names' | 'problem'>;

/** Where a record is asked for. */
interface Within {
  /** The trees around, the innermost last. */
  readonly trees: readonly Tree[];
  /** The types around. */
  readonly types: readonly string[];
  readonly detail: boolean;
}

/**
 * What a GraphQL API is asked for, so that records of a type can be read; nothing for a scalar. A type that contains itself ends there.
 * @param around a connection that they lie in: what is read of it is asked for as well
 */
export const selectionOf = (type: string, detail: boolean, known: Known, around?: ConnectionAround): string => {
  const tree: Tree = new Map();
  const inside = (path: string) => walk([tree], parsePath(path), type, known);
  const trees = around ? inside(around.items) : [tree];
  const shape = known.shapes.get(type);
  if (holdsFields(shape)) add(shape, { trees, types: [], detail }, known);
  for (const path of around?.beside ?? []) inside(path);
  return written(tree);
};

const add = (shape: RecordShape | UnionShape, within: Within, known: Known): void =>
  shape.kind === 'union' ? addUnion(shape, within, known) : addRecord(shape, within, known);

const addRecord = ({ name, path, fields }: RecordShape, { trees, types, detail }: Within, known: Known): void => {
  const inside = path ? walk(trees, path, name, known) : trees;
  for (const { name: field, type, wire } of fields) {
    const shape = known.shapes.get(nameOf(type));
    if ((wire.detail && !detail) || [...types, name].includes(nameOf(type))) continue;
    for (const other of wire.others ?? []) walk(inside, other, `${name}.${field}`, known);
    const its = walk(inside, wire.path ?? pathOfName(spell(field, known.names)), `${name}.${field}`, known);
    if (holdsFields(shape)) add(shape, { trees: its, types: [...types, name], detail: false }, known);
  }
};

const addUnion = ({ name, by, members }: UnionShape, { trees, types, detail }: Within, known: Known): void => {
  if (by !== undefined && by !== '*') walk(trees, by, name, known);
  for (const { type, values } of members) {
    const shape = known.shapes.get(type);
    const fragment: Tree = new Map();
    innermost(trees).set(`... on ${values[0] ?? type}`, fragment);
    // A fragment is no level of the answer.
    if (shape?.kind === 'record')
      addRecord(shape, { trees: [...trees.slice(0, -1), fragment], types: [...types, name], detail }, known);
  }
};

const innermost = (trees: readonly Tree[]): Tree => trees.at(-1) ?? new Map();

const NAME = /^[_A-Za-z]\w*$/;

/** The trees on the way that a path takes, made where there are none. */
const walk = (from: readonly Tree[], { up, steps, text }: Path, what: string, { problem }: Known): readonly Tree[] => {
  const trees = from.slice(0, from.length - up);
  for (const { name } of steps) {
    if (name === null) continue;
    if (!NAME.test(name)) problem(what, `"${text}" holds a name that GraphQL cannot ask for`);
    const parent = innermost(trees);
    const tree = parent.get(name) ?? new Map();
    parent.set(name, tree);
    trees.push(tree);
  }
  return trees;
};

const written = (tree: Tree): string => [...tree].map(([name, its]) => `${name}${within(name, its)}`).join(' ');

const within = (name: string, its: Tree): string => {
  if (its.size > 0) return ` { ${written(its)} }`;
  return name.startsWith('...') ? ' { __typename }' : '';
};
