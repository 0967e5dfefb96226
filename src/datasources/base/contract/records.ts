import { isUpstreamError } from '../../../resilience/index.ts';
import type { Medium } from './medium.ts';
import { misfit } from './misfit.ts';
import { isThisValue, type Path } from './path.ts';
import type { Compiling, Reader, Variant } from './reader.ts';
import type { FieldShape, RecordShape } from './shape.ts';

/** Compiles one field of a record. `place` says whether its fields lie in the rows of a `zip` list. */
type CompileItsField = (field: FieldShape, place: { readonly zip: boolean }) => Reader;

/** Compiles a record: one reader a field, into a plain frozen object. */
export const compileRecord = (
  shape: RecordShape,
  variant: Variant,
  compiling: Compiling,
  fieldReader: CompileItsField,
): Reader => {
  const id = `${shape.name} ${variant.key ?? ''} ${variant.zip ?? ''} ${variant.detail ?? ''} ${variant.named ?? ''}`;
  const known = compiling.known.get(id);
  if (known) return known;
  // Known before it is compiled, for types that contain themselves.
  let compiled: Reader = () => null;
  compiling.known.set(id, (raw, up, cursor) => compiled(raw, up, cursor));
  // What lies elsewhere than in the row itself is no column.
  const place = { zip: variant.zip === true && (shape.path === undefined || isThisValue(shape.path)) };
  const present = shape.fields.filter(({ wire }) => !wire.detail || variant.detail);
  const fields = present.map((field): readonly [string, Reader] => [field.name, fieldReader(field, place)]);
  const inside = placeReader(shape, variant, compiling.medium);
  compiled = (raw, up, cursor) => {
    const from = inside(raw, up, cursor);
    if (from === null || isUpstreamError(from)) return from;
    const around = cursor.up;
    if (shape.path) cursor.path.push(shape.path.text);
    // By this name GraphQL looks for the type of a value that may be of several.
    const record: Record<string, unknown> = variant.named ? { __typename: shape.name } : {};
    for (const [name, read] of fields) record[name] = read(from, around, cursor);
    if (shape.path) cursor.path.pop();
    return Object.freeze(record);
  };
  return compiled;
};

/** Whether a path begins with a member or child of the value it starts from. */
const takesMember = (path: Path | undefined): boolean =>
  path === undefined || (path.up === 0 && typeof path.steps[0]?.name === 'string');

/**
 * The value in which a record's fields lie, leaving `cursor.up` at what encloses it; `null` for no record, or a misfit.
 * A place of the type's own (`@wire(path:)` on the type) that is missing reads as one without anything in it.
 */
const placeReader = ({ name, path, fields }: RecordShape, { key }: Variant, medium: Medium): Reader => {
  const fieldsTakeMembers = fields.some((field) => field.name !== key && takesMember(field.wire.path));
  const guard =
    (takesMembers: boolean): Reader =>
    (raw, up, cursor) => {
      const holds = medium.holdsFields(raw);
      if (holds === null) return null;
      if (!holds && takesMembers) return misfit(cursor, name, 'an object', medium.inWords(raw));
      cursor.up = up;
      return raw;
    };
  const outer = guard(takesMember(path) && (path !== undefined || fieldsTakeMembers));
  if (!path) return outer;
  const enter = medium.enter(name, path);
  return (raw, up, cursor) => {
    const within = outer(raw, up, cursor);
    if (within === null || isUpstreamError(within)) return within;
    const found = enter(raw, up, cursor);
    if (isUpstreamError(found) || found === undefined || !fieldsTakeMembers || medium.holdsFields(found) !== false)
      return found;
    return misfit(cursor, name, 'an object', medium.inWords(found));
  };
};
