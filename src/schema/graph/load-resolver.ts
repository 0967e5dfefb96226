import type { GraphQLFieldResolver } from 'graphql';
import type { Key, Path, Scope, Upstream } from '../../datasources/base/index.ts';
import { connectionOf } from '../connections/connection-of.ts';
import type { LoadPlan } from '../contract/plan-load.ts';
import type { Origin } from '../contract/read-load.ts';
import type { GraphContext } from './context.ts';
import { toldInInputs } from './told-in-inputs.ts';

export type Resolver = GraphQLFieldResolver<unknown, GraphContext, Record<string, unknown>>;

/** What fills an input, from the parent's record and the field's arguments. Undefined where nothing was given. */
type Fill = (parent: unknown, args: Readonly<Record<string, unknown>>) => unknown;

const fill = (from: Origin): Fill => {
  if ('argument' in from) return (_parent, args) => args[from.argument];
  if ('constant' in from) return () => from.constant;
  const steps = stepsOf(from.path);
  return (parent) => {
    let value = parent;
    for (const step of steps) {
      if (value instanceof Error) throw value;
      if (value === null || value === undefined) return null;
      value =
        typeof step === 'number'
          ? (value as readonly unknown[]).at(step)
          : (value as Readonly<Record<string, unknown>>)[step];
    }
    if (value instanceof Error) throw value;
    return value;
  };
};

const stepsOf = ({ steps }: Path): readonly (string | number)[] =>
  steps.flatMap(({ name, suffixes }) => [
    ...(name === null ? [] : [name]),
    ...suffixes.filter((suffix) => suffix !== 'each'),
  ]);

/** Asks for what a record names; the record itself, for the loader of a type. */
export type Load = (parent: unknown, args: Readonly<Record<string, unknown>>, scope: Scope) => Promise<unknown> | null;

type Values = Readonly<Record<string, unknown>>;

/** Compiles a plan: which inputs, and one call of the source for each parent. The source batches. */
export const compileLoad = (plan: LoadPlan, upstream: Upstream): Load =>
  toldInInputs(plan, plan.kind === 'batch' ? compileBatch(plan, upstream) : compileRun(plan, upstream));

/** What fills the arguments beside the key, as the API spells it. To a read, null says no more than nothing: it is left out. */
export const compileArgs = (plan: LoadPlan): ((parent: unknown, own: Values) => Values) => {
  const inputs = plan.inputs.map(({ name, from }) => ({ name, fill: fill(from) }));
  return (parent, own) => {
    const args: Record<string, unknown> = {};
    for (const name of plan.passed) args[name] = own[name];
    Object.assign(args, plan.constants);
    for (const input of inputs) args[input.name] = input.fill(parent, own);
    for (const name of Object.keys(args)) {
      const nothing = args[name] === undefined || (args[name] === null && plan.kind !== 'write');
      if (nothing) delete args[name];
      else args[name] = plan.writers?.get(name)?.write(args[name]) ?? args[name];
    }
    return args;
  };
};

const compileRun = (plan: LoadPlan, upstream: Upstream): Load => {
  const argsOf = compileArgs(plan);
  const fromParent = plan.inputs.filter(({ from }) => 'path' in from);
  return (parent, own, scope) => {
    const args = argsOf(parent, own);
    // As with a key: a parent that names nothing has nothing to be loaded.
    if (fromParent.some(({ name }) => !(name in args))) return null;
    if (!plan.connection) return upstream.run(plan.operation, args, scope);
    const { first, after } = own;
    return upstream.slice(plan.operation, args, { first: first ?? undefined, after }, scope).then(connectionOf);
  };
};

const compileBatch = (plan: LoadPlan, upstream: Upstream): Load => {
  const argsOf = compileArgs(plan);
  const keys = plan.keys.map(({ field, from }) => ({ field, fill: fill(from) }));
  const keyOf = (parent: unknown, own: Values): unknown => {
    const parts = keys.map((key) => key.fill(parent, own));
    // A null in any part is no key: nothing is asked, and the field is null.
    if (parts.some((part) => part === null || part === undefined)) return null;
    return plan.compound ? Object.fromEntries(keys.map(({ field }, i) => [field, parts[i]])) : parts[0];
  };
  const loadOne = async (key: unknown, args: Values, scope: Scope): Promise<unknown> =>
    key === null || key === undefined ? null : upstream.load(plan.operation, key as Key, args, scope);
  return (parent, own, scope) => {
    const key = keyOf(parent, own);
    if (key === null) return null;
    const args = argsOf(parent, own);
    if (!plan.keyList) return loadOne(key, args, scope);
    if (!Array.isArray(key)) return null;
    // Failures stay in their places: one bad key does not cost the list.
    return Promise.all(
      key.map(async (each: unknown) =>
        each instanceof Error ? each : loadOne(each, args, scope).catch((error: unknown) => error),
      ),
    );
  };
};

/** The resolver of a `@load` field. */
export const loadResolver =
  (load: Load): Resolver =>
  (parent, args, { scope }) =>
    load(parent, args, scope);

/** The resolver of a `detail` field: from the record if its answer had it, else from the record loaded by its key. */
export const detailResolver =
  (field: string, load: Load): Resolver =>
  async (parent, _args, { scope }) => {
    const record = parent as Readonly<Record<string, unknown>>;
    if (Object.hasOwn(record, field)) return record[field];
    const whole = (await load(record, {}, scope)) as Readonly<Record<string, unknown>> | null;
    return whole?.[field] ?? null;
  };
