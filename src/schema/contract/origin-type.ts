import type { TypeRef } from '../../datasources/base/index.ts';
import { followPath } from './follow-path.ts';
import type { Model } from './model.ts';
import type { Loading } from './plan-load.ts';
import type { Complain } from './problem.ts';
import type { Origin } from './read-load.ts';
import { suggest } from './suggest.ts';
import { depth, written } from './type-ref.ts';

/** The type of what fills an input; undefined if there is no such thing. */
export const originType = (from: Origin, loading: Loading, model: Model, complain: Complain): TypeRef | undefined => {
  if ('path' in from) return followPath(from.path, loading, model, complain);
  if ('constant' in from) {
    const one = { name: 'literal', nonNull: true };
    return Array.isArray(from.constant) ? { list: one, nonNull: true } : one;
  }
  return (
    loading.arguments.get(from.argument) ??
    complain(
      `${loading.what} has no argument "${from.argument}".`,
      suggest(from.argument, [...loading.arguments.keys()]),
    )
  );
};

/** A key is one value, or a list of them. */
export const keyType = (
  field: string,
  from: Origin,
  loading: Loading,
  model: Model,
  complain: Complain,
): TypeRef | undefined => {
  const type = originType(from, loading, model, complain);
  if (!type) return undefined;
  const one = 'list' in type ? type.list : type;
  const isObject = !('list' in one) && holdsMembers(one.name, model);
  const isLiteralObject = 'constant' in from && typeof from.constant === 'object' && !Array.isArray(from.constant);
  if (depth(type) <= 1 && !isObject && !isLiteralObject) return type;
  return complain(
    `${loading.what}: the key "${field}" is filled with ${isLiteralObject ? 'an object' : written(type)}, which is no key.`,
    'list' in one || one.name !== 'JSON'
      ? 'A key is a scalar, or a list of scalars.'
      : 'JSON may be an object: declare an ID, or another scalar.',
  );
};

/** Whether values of a type cannot be one text each: keys are compared as text. */
const holdsMembers = (type: string, { objects, abstracts, inputs }: Model): boolean =>
  type === 'JSON' || objects.has(type) || abstracts.has(type) || inputs.has(type);
