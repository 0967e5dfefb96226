import { isUpstreamError } from '../../../resilience/index.ts';
import { compileFallback } from './fallback.ts';
import { firstOf } from './first-of.ts';
import { UNFIT } from './leaf.ts';
import { leafOf } from './leaves.ts';
import { misfit } from './misfit.ts';
import { spell } from './names.ts';
import { fansOut, isThisValue, type Path, pathOfName } from './path.ts';
import type { CompileType, Compiling, Reader, Variant } from './reader.ts';
import { type FieldShape, isLeaf, type TypeRef } from './shape.ts';

/** Compiles a field: from the raw value of its record to the value of its slot. */
export const compileField = (
  field: FieldShape,
  owner: string,
  variant: Variant,
  compiling: Compiling,
  compileType: CompileType,
): Reader => {
  const { wire, type, name } = field;
  const what = `${owner}.${name}`;
  const path = wire.path ?? pathOfName(spell(name, compiling.names));
  const others = wire.others ?? [];
  for (const each of [path, ...others]) checkPlace(each, type, what, compiling);
  const list = 'list' in type;
  const inRow = variant.zip === true;
  // A record regrouped out of the same row (`.`) reads the same columns.
  const read = compileType(type, wire, what, inRow && !list && isThisValue(path) ? { zip: true } : {}, compiling);
  const text = isLeaf(type, compiling.shapes);
  const locateAt = (each: Path) =>
    compiling.medium.locate({ what, path: each, list, text, nulls: wire.null ?? [], inRow });
  const locate = firstOf(locateAt(path), others.map(locateAt));
  const fallback = compileFallback(field, what, compiling);
  const { heed } = compiling;
  return (raw, up, cursor) => {
    cursor.path.push(path.text);
    const found = locate(raw, up, cursor);
    let value: unknown = found ?? null;
    if (value !== null && !isUpstreamError(value)) value = read(value, cursor.up, cursor);
    if (value === null) value = fallback(found, cursor);
    heed?.(field, owner, found, value);
    cursor.path.pop();
    return value;
  };
};

/** Reports a path that its type, or its format, makes no sense of. */
export const checkPlace = (path: Path, type: TypeRef, what: string, { medium, problem }: Compiling): void => {
  if (fansOut(path) && !('list' in type))
    problem(what, `"[]" in "${path.text}" takes each item, but the type is no list; say [0] for the first`);
  if (!medium.xml && path.steps.some(({ or }) => or))
    problem(what, `"${path.text}" takes elements of several names; in JSON quote a name that holds "|"`);
  if (medium.xml && path.steps.some(({ name }) => name === null))
    problem(what, `"${path.text}" begins with an item; in XML every step has a name`);
};

/** The field of an item that takes the name of its member. */
export const compileMemberName = (field: FieldShape, owner: string, compiling: Compiling): Reader => {
  const what = `${owner}.${field.name}`;
  const leaf = 'list' in field.type ? undefined : leafOf(field.type.name, field.wire.format, what, compiling);
  if (!leaf) compiling.problem(what, 'a key can only fill a scalar or an enum');
  return (_raw, _up, cursor) => {
    const value = leaf?.text(cursor.member, false) ?? UNFIT;
    return value === UNFIT ? misfit(cursor, what, leaf?.expects ?? 'a scalar', 'another name') : value;
  };
};
