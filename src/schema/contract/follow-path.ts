import type { Path, TypeRef } from '../../datasources/base/index.ts';
import { type FieldModel, isRoot, type Model } from './model.ts';
import type { Loading } from './plan-load.ts';
import type { Complain } from './problem.ts';
import { suggest } from './suggest.ts';
import { written } from './type-ref.ts';

/** Follows the path of a `by` over GraphQL names, from the parent's type; undefined if it leads nowhere. */
export const followPath = (path: Path, loading: Loading, model: Model, complain: Complain): TypeRef | undefined => {
  const says = `${loading.what}: by "${path.text}"`;
  let type: TypeRef | undefined = { name: loading.owner, nonNull: false };
  for (const { name, suffixes } of path.steps) {
    const field = fieldOf(type, name, says, loading, model, complain);
    if (!field || !comesAlong(field, says, complain)) return undefined;
    type = field.type;
    for (const suffix of suffixes) {
      type = suffix !== 'each' && 'list' in type ? type.list : undefined;
      if (!type)
        return complain(
          suffix === 'each' ? `${says} may not say "[]".` : `${says} takes an item of what is no list.`,
          suffix === 'each' ? 'A list of keys is named without it; [0] takes one item.' : undefined,
        );
    }
  }
  return type;
};

const fieldOf = (
  type: TypeRef,
  name: string | null,
  says: string,
  { arguments: its }: Loading,
  { objects }: Model,
  complain: Complain,
): FieldModel | undefined => {
  if ('list' in type) return complain(`${says} goes through a list (${written(type)}).`, 'Say [0] for its first item.');
  const fields = objects.get(type.name)?.fields;
  const field = fields?.get(name ?? '');
  if (field) return field;
  const meant = name !== null && its.has(name) && isRoot(type.name);
  return complain(
    `${says} names no field of ${type.name}.`,
    meant ? `Say "$${name}" for the argument.` : suggest(name ?? '', [...(fields?.keys() ?? [])]),
  );
};

/** A key must lie in every answer that holds the parent: then each join is one hop. */
const comesAlong = ({ what, loadNode, resolved, wire }: FieldModel, says: string, complain: Complain): boolean => {
  if (loadNode) complain(`${says} goes through ${what}, which is itself loaded.`, 'Put the join on the loaded type.');
  else if (resolved)
    complain(`${says} goes through ${what}, which has a resolver of its own.`, 'A key must come over the wire.');
  else if (wire.detail)
    complain(
      `${says} goes through ${what}, which is a detail: not every answer holds it.`,
      'Use a field that every answer holds.',
    );
  else return true;
  return false;
};
