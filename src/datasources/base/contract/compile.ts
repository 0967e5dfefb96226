import { isUpstreamError } from '../../../resilience/index.ts';
import { type Leaf, textual, UNFIT } from './leaf.ts';
import { type Cursor, type Medium, Spread, type SpreadItem, type Up } from './medium.ts';
import { misfit } from './misfit.ts';
import { type Convention, spell } from './names.ts';
import { type Path, pathOfName } from './path.ts';
import { scalarLeaf } from './scalars.ts';
import { type EnumShape, type FieldShape, nameOf, type RecordShape, type Shapes, type TypeRef, type Wire } from './shape.ts';
import { readTree } from './tree.ts';

/** Reads one raw value: the value, `null`, or a misfit. */
export type Reader = (raw: unknown, up: Up | null, cursor: Cursor) => unknown;

/** What a type is compiled with: the same for all types of one operation. */
export interface Compiling {
  readonly shapes: Shapes;
  readonly medium: Medium;
  readonly names: Convention | undefined;
  readonly enums: Convention | undefined;
  /** Hears of every place where contract and format do not go together. `what` is a coordinate: `Country.code`. */
  readonly problem: (what: string, message: string) => void;
  /** Readers of record types met before, by type and variant. */
  readonly known: Map<string, Reader>;
}

/** How a record is met: as an item of a `key` or `zip` list, or in the answer of its own `@load`. */
interface Variant {
  readonly key?: string | undefined;
  readonly zip?: boolean | undefined;
  readonly detail?: boolean;
}

/** Compiles a field: from the raw value of its record to the value of its slot. */
export const compileField = (field: FieldShape, owner: string, variant: Variant, compiling: Compiling): Reader => {
  const { wire, type, name } = field;
  const what = `${owner}.${name}`;
  const read = compileType(type, wire, what, {}, compiling);
  const path = wire.path ?? pathOfName(spell(name, compiling.names));
  const list = 'list' in type;
  const locate = compiling.medium.locate({ what, path, list, nulls: wire.null ?? [], inRow: variant.zip === true });
  const fallback = compileFallback(field, what, compiling);
  return (raw, up, cursor) => {
    cursor.path.push(path.text);
    const found = locate(raw, up, cursor);
    let value: unknown = found ?? null;
    if (value !== null && !isUpstreamError(value)) value = read(value, cursor.up, cursor);
    if (value === null) value = fallback(found, cursor);
    cursor.path.pop();
    return value;
  };
};

/** What stands in for a value that is absent or null: the default, null, or a misfit. */
const compileFallback = ({ type, wire }: FieldShape, what: string, compiling: Compiling) => {
  if (wire.default !== undefined) {
    const value = readLiteral(wire.default, type, wire, what, compiling);
    if (isUpstreamError(value)) compiling.problem(what, `its default does not fit: ${value.facts.detail ?? 'misfit'}`);
    return () => value;
  }
  if (!type.nonNull) return () => null;
  const expected = 'list' in type ? 'a list' : expects(type.name, wire.format, compiling);
  return (found: unknown, cursor: Cursor) => misfit(cursor, what, expected, found === undefined ? 'nothing' : 'null');
};

const expects = (name: string, format: string | undefined, { shapes }: Compiling): string =>
  scalarLeaf(name, format)?.expects ?? (shapes.get(name)?.kind === 'record' ? `an object (${name})` : `one of ${name}`);

const readLiteral = (literal: unknown, type: TypeRef, wire: Wire, what: string, compiling: Compiling): unknown => {
  const cursor: Cursor = { source: 'the schema', path: [], up: null, member: '', row: 0 };
  if ('list' in type && Array.isArray(literal) && literal.length === 0) return Object.freeze([]);
  if (literal === null || compiling.shapes.get(nameOf(type))?.kind === 'record') return misfit(cursor, what, 'a scalar or []', 'something else');
  if ('list' in type) return misfit(cursor, what, '[] (a list default can only be empty)', 'something else');
  const leaf = leafOf(type.name, wire.format, what, compiling);
  const value = typeof literal === 'boolean' ? (leaf?.boolean?.(literal) ?? UNFIT) : (leaf?.text(String(literal), false) ?? UNFIT);
  return value === UNFIT ? misfit(cursor, what, leaf?.expects ?? type.name, 'something else') : value;
};

/** Compiles a type with its wrappers. */
export const compileType = (type: TypeRef, wire: Wire, what: string, variant: Variant, compiling: Compiling): Reader => {
  if (!('list' in type)) return compileNamed(type.name, wire, what, variant, compiling);
  const { key, zip, lone, ...rest } = wire;
  const item = compileType(type.list, rest, what, { ...variant, key, zip }, compiling);
  const readItem: Reader = (raw, up, cursor) => {
    if (isUpstreamError(raw)) return raw;
    const value = raw === null || raw === undefined ? null : item(raw, up, cursor);
    return value === null && type.list.nonNull ? misfit(cursor, what, 'an item', 'null') : value;
  };
  return (found, up, cursor) => {
    let raw = found;
    if (key !== undefined || zip) raw = spreadOut(found, up, key === undefined ? rowsOf : membersOf, what, cursor, compiling.medium);
    else if (lone && !Array.isArray(raw) && !(raw instanceof Spread)) raw = [raw];
    if (isUpstreamError(raw)) return raw;
    if (raw instanceof Spread) return Object.freeze(raw.items.map((each, i) => readSpread(each, i, readItem, cursor)));
    if (!Array.isArray(raw)) return misfit(cursor, what, 'a list', compiling.medium.inWords(raw));
    return Object.freeze(raw.map((each, i) => at(i, cursor, () => readItem(each, up, cursor))));
  };
};

const at = (index: number, cursor: Cursor, read: () => unknown): unknown => {
  cursor.path.push(index);
  const value = read();
  cursor.path.pop();
  return value;
};

const readSpread = ({ raw, up, member, row }: SpreadItem, index: number, readItem: Reader, cursor: Cursor): unknown => {
  const { member: outerMember, row: outerRow } = cursor;
  cursor.member = member ?? outerMember;
  cursor.row = row ?? outerRow;
  const value = at(index, cursor, () => readItem(raw, up, cursor));
  cursor.member = outerMember;
  cursor.row = outerRow;
  return value;
};

type Expand = (object: Readonly<Record<string, unknown>>, up: Up | null) => readonly SpreadItem[] | string;

/** `key`: each member is an item; the object counts as a level for `^`. */
const membersOf: Expand = (object, up) => Object.entries(object).map(([member, raw]) => ({ raw, up: { value: object, up }, member }));

/** `zip`: each row is an item, read from the object of columns. */
const rowsOf: Expand = (object, up) => {
  const lengths = new Set(Object.values(object).flatMap((column) => (Array.isArray(column) ? [column.length] : [])));
  if (lengths.size > 1) return 'columns of equal length';
  return Array.from({ length: [...lengths][0] ?? 0 }, (_, row) => ({ raw: object, up: { value: object, up }, row }));
};

const spreadOut = (found: unknown, up: Up | null, expand: Expand, what: string, cursor: Cursor, medium: Medium): unknown => {
  const items: SpreadItem[] = [];
  for (const each of found instanceof Spread ? found.items : [{ raw: found, up }]) {
    if (each.raw === null || each.raw === undefined) continue;
    const holds = medium.holdsFields(each.raw);
    const expanded = holds ? expand(each.raw as Record<string, unknown>, each.up) : 'an object';
    if (typeof expanded === 'string') return misfit(cursor, what, expanded, holds ? 'others' : medium.inWords(each.raw));
    items.push(...expanded);
  }
  return new Spread(items);
};

const compileNamed = (name: string, wire: Wire, what: string, variant: Variant, compiling: Compiling): Reader => {
  const shape = compiling.shapes.get(name);
  if (shape?.kind === 'record') return compileRecord(shape, variant, compiling);
  if (name === 'JSON') {
    if (compiling.medium.xml) compiling.problem(what, 'JSON cannot be read from XML; declare a type for it');
    return (raw, _up, cursor) => readTree(raw, cursor, what);
  }
  const leaf = leafOf(name, wire.format, what, compiling);
  if (!leaf) return () => null;
  const read = compiling.medium.leaf(leaf, wire.null ?? []);
  return (raw, _up, cursor) => {
    const value = read(raw);
    return value === UNFIT ? misfit(cursor, what, leaf.expects, compiling.medium.inWords(raw)) : value;
  };
};

const leafOf = (name: string, format: string | undefined, what: string, { shapes, enums, problem }: Compiling): Leaf | undefined => {
  const shape = shapes.get(name);
  const leaf = shape?.kind === 'enum' ? enumLeaf(shape, enums) : scalarLeaf(name, format);
  if (!leaf) problem(what, scalarLeaf(name, undefined) ? `${name} cannot be spelled "${format}"` : `no reader is known for the type ${name}`);
  return leaf;
};

const enumLeaf = ({ name, values }: EnumShape, enums: Convention | undefined): Leaf => {
  const bySpelling = new Map(values.flatMap((value) => (value.spellings ?? [spell(value.name, enums)]).map((spelling) => [spelling, value.name] as const)));
  const read = (text: string) => bySpelling.get(text) ?? UNFIT;
  return { ...textual(`a value of ${name}`, read), digits: read, boolean: (value) => read(String(value)) };
};

/** Compiles a record: one reader a field, into a plain frozen object. */
export const compileRecord = (shape: RecordShape, variant: Variant, compiling: Compiling): Reader => {
  const id = `${shape.name} ${variant.key ?? ''} ${variant.zip ?? ''} ${variant.detail ?? ''}`;
  const known = compiling.known.get(id);
  if (known) return known;
  // Known before it is compiled, for types that contain themselves.
  let compiled: Reader = () => null;
  compiling.known.set(id, (raw, up, cursor) => compiled(raw, up, cursor));
  const fields = shape.fields
    .filter(({ wire }) => !wire.detail || variant.detail)
    .map((field): readonly [string, Reader] => [
      field.name,
      field.name === variant.key ? memberReader(field, shape.name, compiling) : compileField(field, shape.name, variant, compiling),
    ]);
  const inside = recordPlace(shape.path, shape.name, compiling);
  const needsObject = shape.fields.some(({ name, wire }) => name !== variant.key && needsMembers(wire.path));
  compiled = (raw, up, cursor) => {
    const holds = needsObject ? compiling.medium.holdsFields(raw) : true;
    if (holds === null) return null;
    if (!holds) return misfit(cursor, shape.name, 'an object', compiling.medium.inWords(raw));
    const from = inside(raw, up, cursor);
    if (isUpstreamError(from)) return from;
    const around = cursor.up;
    const record: Record<string, unknown> = {};
    for (const [name, read] of fields) record[name] = read(from, around, cursor);
    return Object.freeze(record);
  };
  return compiled;
};

const needsMembers = (path: Path | undefined): boolean => path === undefined || (path.up === 0 && typeof path.steps[0]?.name === 'string');

/** The value in which a record's fields lie, leaving `cursor.up` at what encloses it. */
const recordPlace = (path: Path | undefined, what: string, { medium }: Compiling): Reader => {
  if (!path) {
    return (raw, up, cursor) => {
      cursor.up = up;
      return raw;
    };
  }
  const locate = medium.locate({ what, path, list: false, nulls: [], inRow: false });
  return (raw, up, cursor) => {
    const found = locate(raw, up, cursor) ?? undefined;
    if (found !== undefined) return found;
    cursor.up = { value: raw, up };
    return medium.nothing(raw);
  };
};

/** The field of an item that takes the name of its member. */
const memberReader = (field: FieldShape, owner: string, compiling: Compiling): Reader => {
  const what = `${owner}.${field.name}`;
  const leaf = 'list' in field.type ? undefined : leafOf(field.type.name, field.wire.format, what, compiling);
  if (!leaf) compiling.problem(what, 'a key can only fill a scalar or an enum');
  return (_raw, _up, cursor) => {
    const value = leaf?.text(cursor.member, false) ?? UNFIT;
    return value === UNFIT ? misfit(cursor, what, leaf?.expects ?? 'a scalar', 'another name') : value;
  };
};
