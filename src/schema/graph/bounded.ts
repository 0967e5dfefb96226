import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLResolveInfo } from 'graphql';
import type { GraphContext } from './context.ts';
import type { Resolvers } from './custom-resolvers.ts';

type AnyFunction = (...args: readonly unknown[]) => unknown;

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** A value that somebody else's code made: whatever of it is waited for is waited for no longer than the operation has time. */
const inTime = (value: unknown, context: GraphContext, info: GraphQLResolveInfo): unknown => {
  if (isPromise(value)) {
    const settled = context.inTime(value, `${info.parentType.name}.${info.fieldName}`);
    return settled.then((its) => inTime(its, context, info));
  }
  return Array.isArray(value) && value.some(isPromise) ? value.map((item) => inTime(item, context, info)) : value;
};

/** Fields take `(parent, args, context, info)`; `__resolveType`, `__isTypeOf` and their like `(value, context, info)`. */
const boundFunction = (name: string, resolve: AnyFunction): AnyFunction => {
  const at = name.startsWith('__') ? 1 : 2;
  return (...args) => inTime(resolve(...args), args[at] as GraphContext, args[at + 1] as GraphQLResolveInfo);
};

const boundField = (name: string, resolver: unknown): unknown => {
  if (typeof resolver === 'function') return boundFunction(name, resolver as AnyFunction);
  if (typeof resolver === 'object' && resolver !== null && 'resolve' in resolver)
    return { ...resolver, resolve: boundField(name, resolver.resolve) };
  return resolver;
};

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Resolvers that end when the operation does, whatever they wait for. Scalars and enums are left as they are. */
export const bounded = (resolvers: Resolvers): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(resolvers).map(([type, fields]) => [
      type,
      isPlain(fields)
        ? Object.fromEntries(Object.entries(fields).map(([name, resolver]) => [name, boundField(name, resolver)]))
        : fields,
    ]),
  );

/** For fields without a resolver of their own: what a custom resolver returned may still hold promises. */
export const boundedDefault: GraphQLFieldResolver<unknown, GraphContext> = (parent, args, context, info) => {
  const value = defaultFieldResolver(parent, args, context, info);
  return typeof value === 'object' && value !== null ? inTime(value, context, info) : value;
};
