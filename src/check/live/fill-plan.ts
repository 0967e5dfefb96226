import { type GraphQLArgument, type GraphQLSchema, getNullableType, isEnumType, isNonNullType } from 'graphql';
import type { Operation, Path } from '../../datasources/base/index.ts';
import type { LoadPlan } from '../../schema/contract/plan-load.ts';
import { limits } from '../advice/unbounded-lists.ts';
import { coerced } from './coerced.ts';
import type { KnownRecord, KnownValues } from './known-values.ts';
import { firstValue, isValue, type SeenRecords } from './seen-records.ts';

/** What values are looked for in. */
export interface Ground {
  readonly schema: GraphQLSchema;
  readonly known: KnownValues;
  readonly records: SeenRecords;
}

/** What a field is loaded with: a record that it stands in, and its arguments. */
export interface Filled {
  readonly parent: KnownRecord;
  readonly own: Readonly<Record<string, unknown>>;
}

/**
 * Finds harmless values for everything that a field is loaded by; a sentence where there is none for something.
 * @param what `Country.capital`, or `Country` for the loader of a type
 */
export const fillPlan = (what: string, plan: LoadPlan, operation: Operation, ground: Ground): Filled | string => {
  const [owner = '', field] = what.split('.');
  const inputs = inputsOf(plan, operation);
  const parent = parentFor(owner, inputs, ground.records);
  if (!parent) {
    const path = inputs.find(({ path: its }) => its)?.path?.text ?? 'id';
    return `no ${owner} is known that it could be asked for; name one, like --with ${owner}.${path}=VALUE`;
  }
  const own: Record<string, unknown> = {};
  for (const argument of field === undefined ? [] : argumentsOf(ground.schema, owner, field)) {
    const filled = inputs.filter((input) => input.argument === argument.name);
    const value = valueFor(`${owner}.${field}`, argument, filled, plan, operation, ground);
    if (value !== undefined) own[argument.name] = value;
    else if (isNonNullType(argument.type) || filled.some(({ isKey }) => isKey)) {
      const place = owner === ground.schema.getQueryType()?.name ? field : `${owner}.${field}`;
      return `nothing is known for the argument "${argument.name}" of ${what}; say --with ${place}.${argument.name}=VALUE`;
    }
  }
  return { parent, own };
};

/** One thing that an operation takes, and what fills it. */
interface Input {
  readonly name: string;
  readonly isKey: boolean;
  /** From the record that the field stands in. */
  readonly path?: Path;
  readonly argument?: string;
  /** What the author's sample was recorded with. */
  readonly recorded: unknown;
}

const inputsOf = (plan: LoadPlan, { sample }: Operation): readonly Input[] => {
  const [key] = sample?.keys ?? [];
  const origins = [
    ...plan.keys.map(({ field, from }) => ({
      name: field,
      isKey: true,
      from,
      recorded: typeof key === 'object' ? key[field] : key,
    })),
    ...plan.inputs.map(({ name, from }) => ({ name, isKey: false, from, recorded: sample?.args?.[name] })),
    ...plan.passed.map((name) => ({ name, isKey: false, from: { argument: name }, recorded: sample?.args?.[name] })),
  ];
  return origins.map(({ from, ...input }) => ({
    ...input,
    ...('path' in from ? { path: from.path } : {}),
    ...('argument' in from ? { argument: from.argument } : {}),
  }));
};

const argumentsOf = (schema: GraphQLSchema, owner: string, field: string): readonly GraphQLArgument[] => {
  const type = schema.getType(owner);
  const its = type && 'getFields' in type ? type.getFields()[field] : undefined;
  return its && 'args' in its ? its.args : [];
};

/** A record that has everything that is read of it; undefined where none is known. */
const parentFor = (owner: string, inputs: readonly Input[], records: SeenRecords): KnownRecord | undefined => {
  const read = inputs.flatMap(({ path, recorded }) => (path ? [{ path, recorded }] : []));
  if (read.length === 0) return {};
  const isPlain = read.every(({ path, recorded }) => recorded !== undefined && path.steps.length === 1);
  if (isPlain) return Object.fromEntries(read.map(({ path, recorded }) => [path.text, recorded]));
  return records.of(owner).find((record) => read.every(({ path }) => isValue(at(record, path))));
};

const at = (record: KnownRecord, { steps }: Path): unknown => {
  let value: unknown = record;
  for (const { name, suffixes } of steps) {
    if (typeof value !== 'object' || value === null || value instanceof Error) return undefined;
    if (name !== null) value = (value as KnownRecord)[name];
    for (const suffix of suffixes) value = Array.isArray(value) ? value.at(Number(suffix)) : undefined;
  }
  return value;
};

/** What somebody gave, what was recorded, the default; else the first of an enum, one of a list, no for a flag, or an id that an answer held. */
const valueFor = (
  field: string,
  { name, type, defaultValue }: GraphQLArgument,
  filled: readonly Input[],
  { keyList }: LoadPlan,
  operation: Operation,
  { known, records }: Ground,
): unknown => {
  const given = known.argument(field, name, type);
  if (given !== undefined) return given;
  const recorded = filled.find((input) => input.recorded !== undefined);
  const listed = (value: unknown) => (keyList && value !== undefined ? [value] : value);
  if (recorded) return coerced(recorded.isKey ? listed(recorded.recorded) : recorded.recorded, type);
  if (defaultValue !== undefined) return defaultValue;
  const isKey = filled.some((input) => input.isKey);
  if (!isNonNullType(type) && !isKey) return undefined;
  const inner = getNullableType(type);
  if (isEnumType(inner)) return inner.getValues()[0]?.value;
  if (String(inner) === 'Boolean') return false;
  if (String(inner) === 'Int' && limits(name)) return 1;
  const its = records.of(operation.type);
  const found = [...filled.map((input) => input.name), name].map((each) => firstValue(its, each)).find(isValue);
  return found === undefined ? undefined : coerced(isKey ? listed(found) : found, type);
};
