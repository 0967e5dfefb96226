import type { Key, Operation, Scope, Upstream } from '../../datasources/base/index.ts';
import { compileLoad } from '../../schema/graph/load-resolver.ts';
import type { Plans } from '../../schema/graph/plan-loads.ts';
import { fillPlan, type Ground } from './fill-plan.ts';
import { isValue } from './seen-records.ts';

/** Asks an operation once. @throws UpstreamError */
export type Question = (scope: Scope) => Promise<unknown>;

/** A question that an operation can be asked without harm; a sentence where there is none. */
export const questionFor = (upstream: Upstream, name: string, plans: Plans, ground: Ground): Question | string => {
  const operation = upstream.operations.get(name);
  if (!operation) throw new TypeError(`${upstream.name} has no operation "${name}"`);
  const its = [...plans].filter(([, plan]) => plan.source === upstream.name && plan.operation === name);
  const asked = listening(upstream, operation, ground);
  let because: string | undefined;
  for (const [what, plan] of its) {
    const filled = fillPlan(what, plan, operation, ground);
    if (typeof filled !== 'string') return async (scope) => compileLoad(plan, asked)(filled.parent, filled.own, scope);
    because ??= filled;
  }
  return because ?? withoutPlan(asked, name, operation, ground);
};

/** No field loads from it: only resolvers know what it takes. */
const withoutPlan = (
  upstream: Upstream,
  name: string,
  operation: Operation,
  { records }: Ground,
): Question | string => {
  const { sample } = operation;
  const args = sample?.args ?? {};
  if (operation.kind !== 'batch')
    return operation.make.length === 0 || sample?.args
      ? async (scope) => upstream.run(name, args, scope)
      : 'no field loads from it, so nothing is known of its arguments; give it a sample with args';
  const known = records.of(operation.type).find((record) => operation.key.every((field) => isValue(record[field])));
  const key = sample?.keys?.[0] ?? (known && keyOf(operation.key, operation.compound, known));
  return key === undefined
    ? `no field loads from it, and no ${operation.type} is known; give it a sample with keys`
    : async (scope) => upstream.load(name, key, args, scope);
};

const keyOf = (fields: readonly string[], compound: boolean, record: Readonly<Record<string, unknown>>): Key =>
  (compound ? Object.fromEntries(fields.map((field) => [field, record[field]])) : record[fields[0] ?? '']) as Key;

/** The same source, its lists asked for one page, and its records remembered. */
const listening = (upstream: Upstream, operation: Operation, { records }: Ground): Upstream => {
  const heard = <T>(value: T): T => {
    records.add(value, operation.type);
    return value;
  };
  const slice: Upstream['slice'] = async (name, args, _part, scope) => {
    const part = await upstream.slice(name, args, {}, scope);
    if (part && 'failure' in part && part.failure) throw part.failure;
    if (part && 'items' in part) heard(part.items.map(({ value }) => value));
    return part;
  };
  return {
    ...upstream,
    slice,
    run: async (name, args, scope) =>
      operation.kind === 'pages' ? slice(name, args, {}, scope) : heard(await upstream.run(name, args, scope)),
    load: async (...asked) => heard(await upstream.load(...asked)),
  };
};
