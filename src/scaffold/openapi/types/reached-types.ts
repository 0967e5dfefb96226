import type { DraftField, DraftOperation, DraftType } from '../../draft.ts';

/** The types that an operation or a root field leads to, in their order: what only said how pages follow each other is not among them. */
export const reachedTypes = (
  types: readonly DraftType[],
  operations: readonly DraftOperation[],
  roots: readonly DraftField[],
): readonly DraftType[] => {
  const byName = new Map(types.map((type) => [type.name, type]));
  const implementers = new Map<string, string[]>();
  for (const type of types)
    for (const name of interfacesOf(type)) implementers.set(name, [...(implementers.get(name) ?? []), type.name]);
  const reached = new Set<string>();
  const open = [...operations.flatMap(({ type }) => namesIn(type)), ...roots.flatMap(namesOf)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const type = byName.get(name);
    if (!type || reached.has(name)) continue;
    reached.add(name);
    open.push(...interfacesOf(type), ...(implementers.get(name) ?? []));
    if (type.kind === 'union') open.push(...type.members);
    else if (type.kind !== 'enum') for (const field of type.fields) open.push(...namesOf(field));
  }
  return types.filter(({ name }) => reached.has(name));
};

const interfacesOf = (type: DraftType): readonly string[] => ('interfaces' in type ? (type.interfaces ?? []) : []);

/** `[Post!]!` has the name `Post`. */
const namesIn = (type: string): readonly string[] => type.match(/\w+/g) ?? [];

const namesOf = ({ type, args = [] }: DraftField): readonly string[] => [
  ...namesIn(type),
  ...args.flatMap((arg) => namesIn(arg.type)),
];
