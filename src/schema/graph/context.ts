import type { Args, Key, Scope, Upstream } from '../../datasources/base/index.ts';

/** An operation, as a resolver calls it: `sources.worldbank.country('JP')`. A `get` takes its arguments first. */
export type CallOperation = (keyOrArgs?: Key | Args, args?: Args) => Promise<unknown>;

/** Sources by name, operations by member name. They go through the same loaders as `@load`. */
export type Sources = Readonly<Record<string, Readonly<Record<string, CallOperation>>>>;

/** What every resolver gets as its third argument. */
export interface GraphContext {
  readonly scope: Scope;
  readonly sources: Sources;
}

const sourceOf = (upstream: Upstream, scope: Scope): Readonly<Record<string, CallOperation>> =>
  Object.fromEntries(
    [...upstream.operations].map(([name, { kind }]): [string, CallOperation] => [
      name,
      kind === 'get'
        ? async (args = {}) => upstream.get(name, args as Args, scope)
        : async (key, args = {}) =>
            key === null || key === undefined ? null : upstream.load(name, key as Key, args, scope),
    ]),
  );

/** The context of one operation. Sources are made when they are asked for: most operations have no resolver that asks. */
export const graphContext = (upstreams: ReadonlyMap<string, Upstream>, scope: Scope): GraphContext => {
  let sources: Sources | undefined;
  return {
    scope,
    get sources() {
      sources ??= Object.fromEntries([...upstreams].map(([name, upstream]) => [name, sourceOf(upstream, scope)]));
      return sources;
    },
  };
};
