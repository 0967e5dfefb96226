import type { Args, Key, Scope, Upstream } from '../../datasources/base/index.ts';
import type { Clock } from '../../resilience/index.ts';
import { type TimeLimit, timeLimit } from './time-limit.ts';

/** An operation, as a resolver calls it: `sources.worldbank.country('JP')`. A `get` takes its arguments first. */
export type CallOperation = (keyOrArgs?: Key | Args, args?: Args) => Promise<unknown>;

/** Sources by name, operations by member name. They go through the same loaders as `@load`. */
export type Sources = Readonly<Record<string, Readonly<Record<string, CallOperation>>>>;

/** What every resolver gets as its third argument. */
export interface GraphContext {
  readonly scope: Scope;
  readonly sources: Sources;
  /** What a promise resolves to, if that is before the operation's time is over; `what` is waited for, in messages. */
  readonly inTime: <T>(promise: PromiseLike<T>, what: string) => Promise<T>;
}

const sourceOf = (upstream: Upstream, scope: Scope): Readonly<Record<string, CallOperation>> =>
  Object.fromEntries(
    [...upstream.operations].map(([name, { kind }]): [string, CallOperation] => [
      name,
      kind === 'batch'
        ? async (key, args = {}) =>
            key === null || key === undefined ? null : upstream.load(name, key as Key, args, scope)
        : async (args = {}) => upstream.run(name, args as Args, scope),
    ]),
  );

/**
 * The context of one operation. `sources` lies on the prototype: Apollo copies the context, which reads what is its own,
 * and most operations have no resolver that asks for them.
 */
class OperationContext implements GraphContext {
  readonly scope: Scope;
  readonly inTime: TimeLimit['inTime'];
  private readonly lazySources: () => Sources;

  constructor(scope: Scope, inTime: TimeLimit['inTime'], lazySources: () => Sources) {
    this.scope = scope;
    this.inTime = inTime;
    this.lazySources = lazySources;
  }

  get sources(): Sources {
    return this.lazySources();
  }
}

/** A context, and what ends it. */
export interface OpenContext {
  readonly context: GraphContext;
  /** Frees what the context holds. */
  readonly end: () => void;
}

export const graphContext = (upstreams: ReadonlyMap<string, Upstream>, scope: Scope, clock: Clock): OpenContext => {
  let sources: Sources | undefined;
  const { inTime, end } = timeLimit(scope, clock);
  const lazySources = () =>
    (sources ??= Object.fromEntries([...upstreams].map(([name, upstream]) => [name, sourceOf(upstream, scope)])));
  return { context: new OperationContext(scope, inTime, lazySources), end };
};
