import { type Args, type Key, nameOf } from '../../datasources/base/index.ts';
import type { FieldModel } from '../contract/model.ts';
import { originType } from '../contract/origin-type.ts';
import type { LoadPlan } from '../contract/plan-load.ts';
import type { Origin } from '../contract/read-load.ts';
import type { Blueprint } from '../graph/blueprint.ts';
import { compileArgs } from '../graph/load-resolver.ts';
import { times } from './bound.ts';
import type { Use } from './use.ts';
import { UNKNOWN } from './variables.ts';

type Values = Readonly<Record<string, unknown>>;

/** What is passed beside the key, as it will be; undefined where it is not known yet. */
export const argsOf = (plan: LoadPlan, values: Values): Args | undefined => {
  const isKnown = (from: Origin) => 'constant' in from || ('argument' in from && values[from.argument] !== UNKNOWN);
  if (!plan.inputs.every(({ from }) => isKnown(from)) || plan.passed.some((name) => values[name] === UNKNOWN))
    return undefined;
  try {
    return compileArgs(plan)(null, values);
  } catch {
    // A value that the API has no spelling for: the field will say so.
    return undefined;
  }
};

/** The keys of a batch, as far as they are known, and how many there are. @param parents how many records ask */
export const keysOf = (plan: LoadPlan, values: Values, parents: number): Pick<Use, 'keys' | 'keyCount'> => {
  const parts = plan.keys.map(({ from }) => filledWith(from, values));
  if (parts.some((part) => part === null || part === undefined)) return { keys: [], keyCount: 0 };
  if (parts.includes(UNKNOWN)) return { keys: undefined, keyCount: times(parents, plan.keyList ? Infinity : 1) };
  const named = Object.fromEntries(plan.keys.map(({ field }, i) => [field, parts[i]]));
  const [only] = parts;
  const all = plan.compound ? [named] : plan.keyList && Array.isArray(only) ? only : [only];
  const keys = all.filter((key) => key !== null && key !== undefined) as readonly Key[];
  return { keys: parents === 0 ? [] : keys, keyCount: parents === 0 ? 0 : keys.length };
};

const filledWith = (from: Origin, values: Values): unknown => {
  if ('constant' in from) return from.constant;
  return 'argument' in from ? values[from.argument] : UNKNOWN;
};

/** Numbers have so many digits and no more; of text nobody knows. */
const SHORT = new Set(['Int', 'Float', 'Boolean']);

/** Whether every key is a number. */
export const areShort = ({ keys }: LoadPlan, field: FieldModel, { model }: Blueprint): boolean => {
  const { load } = field;
  if (!load) return false;
  const loading = { ...field, load };
  return keys.every(({ from }) => {
    const type = originType(from, loading, model, () => undefined);
    return type !== undefined && SHORT.has(nameOf(type));
  });
};
