import { GraphQLScalarType, valueFromASTUntyped } from 'graphql';

/** Deeper trees are left to JSON itself, and so is whatever holds itself. */
const MAX_DEPTH = 200;

/** Whether JSON is sure to take a value as it is; nearly all that comes from an API is of this kind. */
const isJson = (value: unknown, depth: number): boolean => {
  if (typeof value !== 'object' || value === null) return !/^(?:bigint|function|symbol)$/.test(typeof value);
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth - 1));
  if (typeof (value as { readonly toJSON?: unknown }).toJSON === 'function') return false;
  return Object.values(value).every((member) => isJson(member, depth - 1));
};

/**
 * A value as it is, or as its own `toJSON` writes it. Looked at here, where it costs its field; when the whole answer is written, it would
 * cost the answer.
 * @throws TypeError for what JSON cannot spell: the log learns it, and clients an internal error
 */
const serialize = (value: unknown): unknown => {
  try {
    if (isJson(value, MAX_DEPTH)) return value;
    const text = JSON.stringify(value);
    return text === undefined ? undefined : JSON.parse(text);
  } catch (error) {
    throw new TypeError('a resolver returned what JSON cannot spell, such as what holds itself, or a bigint', {
      cause: error,
    });
  }
};

/** A tree of JSON. */
export const jsonScalar = new GraphQLScalarType({
  name: 'JSON',
  serialize,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});
