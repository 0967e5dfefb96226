import {
  defaultFieldResolver,
  GraphQLEnumType,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  GraphQLScalarType,
  getNullableType,
  isListType,
} from 'graphql';
import type { GraphContext } from './context.ts';
import type { Resolvers } from './custom-resolvers.ts';

type AnyFunction = (...args: readonly unknown[]) => unknown;

/** Whatever GraphQL would wait for. */
const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';

/** Whatever GraphQL takes for a list: a Set too, or what a generator yields. */
const isList = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value;

/**
 * A value that somebody else's code made: whatever of it is waited for is waited for no longer than the operation has time.
 * Looked into as deep as its type has lists, as GraphQL does; objects are looked into field by field, when these are asked for.
 */
const inTime = (
  value: unknown,
  context: GraphContext,
  info: GraphQLResolveInfo,
  type: GraphQLOutputType = info.returnType,
): unknown => {
  if (isPromise(value)) {
    const settled = context.inTime(value, `${info.parentType.name}.${info.fieldName}`);
    return settled.then((its) => inTime(its, context, info, type));
  }
  const list = getNullableType(type);
  if (!isListType(list) || !isList(value)) return value;
  // A generator can be read once.
  const items = Array.isArray(value) ? value : [...value];
  const bound = items.map((item) => inTime(item, context, info, list.ofType));
  return bound.some((item, i) => item !== items[i]) ? bound : items;
};

/** Fields take `(parent, args, context, info)`; `__resolveType`, `__isTypeOf` and their like `(value, context, info)`. */
const boundFunction = (name: string, resolve: AnyFunction): AnyFunction => {
  const at = name.startsWith('__') ? 1 : 2;
  return (...args) => {
    const info = args[at + 1] as GraphQLResolveInfo | undefined;
    const value = resolve(...args);
    // Functions of a scalar are told neither context nor field: nothing waits for them.
    return info === undefined ? value : inTime(value, args[at] as GraphContext, info);
  };
};

const boundField = (name: string, resolver: unknown): unknown => {
  if (typeof resolver === 'function') return boundFunction(name, resolver as AnyFunction);
  if (typeof resolver === 'object' && resolver !== null && 'resolve' in resolver)
    return { ...resolver, resolve: boundField(name, resolver.resolve) };
  return resolver;
};

/** Any object may hold the resolvers of a type: a module, one without a prototype, an instance of a class. */
const holdsResolvers = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof GraphQLScalarType) &&
  !(value instanceof GraphQLEnumType);

/** Resolvers that end when the operation does, whatever they wait for. Scalars and enums are left as they are. */
export const bounded = (resolvers: Resolvers): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(resolvers).map(([type, fields]) => [
      type,
      holdsResolvers(fields)
        ? Object.fromEntries(Object.entries(fields).map(([name, resolver]) => [name, boundField(name, resolver)]))
        : fields,
    ]),
  );

/** For fields without a resolver of their own: what a custom resolver returned may still hold promises. */
export const boundedDefault: GraphQLFieldResolver<unknown, GraphContext> = (parent, args, context, info) => {
  const value = defaultFieldResolver(parent, args, context, info);
  return value !== null && (typeof value === 'object' || typeof value === 'function')
    ? inTime(value, context, info)
    : value;
};
