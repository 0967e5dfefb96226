import { print } from 'graphql';
import type { BatchOperation, Operation, TypeRef } from '../datasources/base/index.ts';
import { followPath } from '../schema/contract/follow-path.ts';
import type { Origin } from '../schema/contract/read-load.ts';
import { nullable } from '../schema/contract/type-ref.ts';
import type { KitContract } from './read-contract.ts';

/** What an operation takes, as the fields that load from it fill it. */
export interface Inputs {
  /** By name: the key's fields. */
  readonly keys: ReadonlyMap<string, TypeRef>;
  /** By name: all others. */
  readonly others: ReadonlyMap<string, TypeRef>;
  /** Of those: what the SDL says they are where nobody says, as SDL. */
  readonly defaults: ReadonlyMap<string, string>;
  readonly constants: Readonly<Record<string, unknown>>;
}

type Load = KitContract['loads'][number];

/** The inputs of an operation; a sentence if they cannot be known. */
export const inputsOf = (
  source: string,
  name: string,
  operation: Operation,
  contract: KitContract,
): Inputs | string => {
  const load = contract.loads.find(({ plan }) => plan.source === source && plan.operation === name);
  if (load) return fromLoad(load, contract);
  return operation.kind === 'batch' ? fromKey(name, operation, contract) : fromNothing(name, operation);
};

/** No field loads from it: it is called by resolvers. Its keys are fields of its type. */
const fromKey = (name: string, { key, type }: BatchOperation, { model }: KitContract): Inputs | string => {
  const fields = model.objects.get(type)?.fields;
  const types = key.map((field) => [field, fields?.get(field)?.type] as const);
  const known = types.filter((pair): pair is readonly [string, TypeRef] => pair[1] !== undefined);
  return known.length < key.length
    ? `no field loads from ${name}, and its keys are no fields of ${type}, so their types are not known`
    : { keys: new Map(known), others: new Map(), defaults: new Map(), constants: {} };
};

const fromNothing = (name: string, { make }: Operation): Inputs | string =>
  make.length === 0
    ? { keys: new Map(), others: new Map(), defaults: new Map(), constants: {} }
    : `no field loads from ${name}, so the types of its arguments are not known`;

/** Arguments that the field itself gives a value, by the inputs that they fill. */
const defaultsOf = ({ loading, plan }: Load, { objects }: KitContract['model']): ReadonlyMap<string, string> => {
  const [owner = '', field = ''] = loading.what.split('.');
  const nodes = objects.get(owner)?.fields.get(field)?.node.arguments ?? [];
  const filled = [
    ...plan.inputs.flatMap(({ name, from }) => ('argument' in from ? [[name, from.argument] as const] : [])),
    ...plan.passed.map((name) => [name, name] as const),
  ];
  return new Map(
    filled.flatMap(([name, argument]) => {
      const value = nodes.find((node) => node.name.value === argument)?.defaultValue;
      return value ? [[name, print(value)] as const] : [];
    }),
  );
};

const fromLoad = (load: Load, { model }: KitContract): Inputs => {
  const { loading, plan } = load;
  const typeOf = (from: Origin): TypeRef | undefined => {
    if ('argument' in from) return loading.arguments.get(from.argument);
    return 'path' in from ? followPath(from.path, loading, model, () => undefined) : undefined;
  };
  const typed = (inputs: readonly (readonly [string, Origin])[]) =>
    new Map(
      inputs.flatMap(([name, from]) => {
        const type = typeOf(from);
        return type ? [[name, type] as const] : [];
      }),
    );
  const keys = typed(plan.keys.map(({ field, from }) => [field, from]));
  const fixed = plan.keys.flatMap(({ field, from }) => ('constant' in from ? [[field, from.constant] as const] : []));
  const others = typed([
    ...plan.inputs.map(({ name, from }) => [name, from] as const),
    ...plan.passed.map((name) => [name, { argument: name }] as const),
  ]);
  const one = (type: TypeRef) => (plan.keyList && 'list' in type ? type.list : type);
  return {
    keys: new Map([...keys].map(([name, type]) => [name, nullable(one(type))])),
    others,
    defaults: defaultsOf(load, model),
    constants: { ...plan.constants, ...Object.fromEntries(fixed) },
  };
};
