import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLResolveInfo } from 'graphql';
import type { GraphContext } from './context.ts';
import type { Resolvers } from './custom-resolvers.ts';

type AnyFunction = (...args: readonly unknown[]) => unknown;

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** A value that somebody else's code made: whatever of it is waited for is waited for no longer than the operation has time. */
const inTime = (value: unknown, what: string, context: GraphContext): unknown => {
  if (isPromise(value)) return context.inTime(value, what).then((settled) => inTime(settled, what, context));
  if (Array.isArray(value) && value.some(isPromise)) return value.map((item) => inTime(item, what, context));
  return isAsyncIterable(value) ? iterateInTime(value, what, context) : value;
};

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

async function* iterateInTime(items: AsyncIterable<unknown>, what: string, context: GraphContext) {
  const iterator = items[Symbol.asyncIterator]();
  for (;;) {
    const next = await context.inTime(Promise.resolve(iterator.next()), what);
    if (next.done === true) return;
    yield next.value;
  }
}

const placeOf = (info: unknown): string => {
  const { parentType, fieldName } = info as Partial<GraphQLResolveInfo>;
  return parentType && fieldName ? `${parentType.name}.${fieldName}` : 'The type of a value';
};

/** Resolvers end with `(context, info)`, whatever they take before. */
const boundFunction =
  (resolve: AnyFunction): AnyFunction =>
  (...args) =>
    inTime(resolve(...args), placeOf(args.at(-1)), args.at(-2) as GraphContext);

const boundField = (resolver: unknown): unknown => {
  if (typeof resolver === 'function') return boundFunction(resolver as AnyFunction);
  if (typeof resolver === 'object' && resolver !== null && 'resolve' in resolver)
    return { ...resolver, resolve: boundField(resolver.resolve) };
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
        ? Object.fromEntries(Object.entries(fields).map(([name, resolver]) => [name, boundField(resolver)]))
        : fields,
    ]),
  );

/** For fields without a resolver of their own: what a custom resolver returned may still hold promises. */
export const boundedDefault: GraphQLFieldResolver<unknown, GraphContext> = (parent, args, context, info) => {
  const value = defaultFieldResolver(parent, args, context, info);
  return typeof value === 'object' && value !== null ? inTime(value, placeOf(info), context) : value;
};
