import { withRoot } from '../../body/root-name.ts';
import type { InputShape } from '../shape.ts';
import type { CompileInput, InputPath, InputWriter, Writing } from './input-writer.ts';
import { type Place, placesOf, plant } from './places.ts';

type Member = Place & { readonly writer: InputWriter };

/** Compiles an input object: its fields in their order, each at its place. */
export const compileInputObject = (shape: InputShape, writing: Writing, compile: CompileInput): InputWriter => {
  const known = writing.known.get(shape.name);
  if (known) return known;
  const members: Member[] = [];
  const writer: InputWriter = {
    write: (value) => write(value as Readonly<Record<string, unknown>>, members, shape),
    find: (names) => find(names, members),
  };
  // Before its fields are compiled: a type may hold itself.
  writing.known.set(shape.name, writer);
  for (const place of placesOf(shape, writing)) {
    const { field } = place;
    members.push({ ...place, writer: compile(field.type, field.wire, `${shape.name}.${field.name}`, writing) });
  }
  return writer;
};

const write = (
  value: Readonly<Record<string, unknown>>,
  members: readonly Member[],
  { root }: InputShape,
): Readonly<Record<string, unknown>> => {
  const written: Record<string, unknown> = {};
  for (const { field, names, writer } of members) {
    const given = value[field.name];
    const member = given === undefined ? field.wire.default : writer.write(given);
    if (member !== undefined) plant(written, names, member);
  }
  return root === undefined ? written : withRoot(written, root);
};

/** The field whose place the names begin with; an object that they end in is as near as they lead. */
const find = (names: readonly string[], members: readonly Member[]): InputPath | undefined => {
  if (names.length === 0) return [];
  for (const { field, names: its, writer } of members) {
    if (!its.every((name, i) => name.replace(/^@/, '') === names[i])) continue;
    const found = writer.find(names.slice(its.length));
    if (found) return [field.name, ...found];
  }
  return undefined;
};
