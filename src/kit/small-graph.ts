import { type ConstDirectiveNode, print } from 'graphql';
import { nameOf, type Operation } from '../datasources/base/index.ts';
import { type FieldModel, type ObjectModel, onWire } from '../schema/contract/model.ts';
import { membersOf } from '../schema/contract/read-abstract.ts';
import { written } from '../schema/contract/type-ref.ts';
import type { Inputs } from './inputs.ts';
import { type KitContract, sharedDefinitions } from './read-contract.ts';

/** A graph of one operation: `subject` asks it, `healthy` asks somebody else; both stand on Query, or on Mutation where it is a write. */
export interface SmallGraph {
  readonly sdl: string;
  /** What to ask of `subject`: every field there is. */
  readonly selection: string;
  /** Whether the operation is how its type is loaded: its answers hold `detail` fields. */
  readonly isLoader: boolean;
}

/** Cuts the part out of a graph that one operation answers. */
export const smallGraph = (
  source: string,
  name: string,
  operation: Operation,
  inputs: Inputs,
  contract: KitContract,
): SmallGraph => {
  const own = `${source}.${name}`;
  const isLoader = loadsItself(operation.type, own, contract);
  const types = reached(operation.type, isLoader, contract);
  const definitions = [...types].map(([type, fields]) => printType(contract.model.objects.get(type), fields));
  const args = [...inputs.keys, ...inputs.others]
    .map(([arg, type]) => `${arg}: ${written(type)}${inputs.defaults.has(arg) ? ` = ${inputs.defaults.get(arg)}` : ''}`)
    .join(', ');
  const constants = Object.entries(inputs.constants).map(([arg, value]) => `${arg}: ${literal(value)}`);
  const constant = constants.length > 0 ? `, const: { ${constants.join(', ')} }` : '';
  const type = operation.list ? `[${operation.type}]` : operation.type;
  const loader = isLoader ? contract.model.objects.get(operation.type)?.load?.node : undefined;
  const unions = [...contract.model.abstracts.values()].flatMap((each) => {
    const members = membersOf(each, contract.model.objects).filter((member) => types.has(member.name));
    return members.length === 0
      ? []
      : [`union ${each.name}${printed(each.wireNode)} = ${members.map((member) => member.name).join(' | ')}`];
  });
  const sdl = [
    `${rootOf(operation)} {
  subject${args ? `(${args})` : ''}: ${type} @load(from: "${own}"${constant})
  healthy: KitHealthy @load(from: "kitHealthy.${operation.kind === 'write' ? 'touch' : 'state'}")
}
type KitHealthy { state: String! }`,
    ...definitions.map(({ header, body }, i) =>
      i === 0 && loader ? `${header} ${print(loader)} ${body}` : `${header} ${body}`,
    ),
    ...unions,
    ...sharedDefinitions(contract).map(print),
  ].join('\n');
  return { sdl, selection: selectionOf(operation.type, types, contract), isLoader };
};

/** A graph has something to query, also where it is written to. */
const rootOf = ({ kind }: Operation): string =>
  kind === 'write' ? 'type Query { healthy: KitHealthy @load(from: "kitHealthy.state") }\ntype Mutation' : 'type Query';

/** Whether the operation is how its type is loaded, so that `detail` fields are in its answers. */
const loadsItself = (type: string, own: string, { model }: KitContract): boolean => {
  const load = model.objects.get(type)?.load;
  return load !== undefined && `${load.source}.${load.operation}` === own;
};

type Types = ReadonlyMap<string, readonly FieldModel[]>;

/** The types that answers are made of, each with its fields on the wire. A type without any cannot be asked for, nor what leads to it. */
const reached = (root: string, isLoader: boolean, { model }: KitContract): Types => {
  const types = new Map<string, readonly FieldModel[]>();
  const visit = (name: string): void => {
    const several = model.abstracts.get(name);
    if (several) for (const member of membersOf(several, model.objects)) visit(member.name);
    const object = model.objects.get(name);
    if (!object || types.has(name)) return;
    const fields = onWire(object).filter(({ wire }) => !wire.detail || (isLoader && name === root));
    types.set(name, fields);
    for (const { type } of fields) visit(nameOf(type));
  };
  visit(root);
  for (let before = -1; before !== count(types); ) {
    before = count(types);
    for (const [name, fields] of types) {
      const kept = fields.filter(({ type }) => (types.get(nameOf(type))?.length ?? 1) > 0);
      types.set(name, kept);
    }
  }
  return new Map([...types].filter(([, fields]) => fields.length > 0));
};

const count = (types: Types): number => [...types.values()].reduce((sum, fields) => sum + fields.length, 0);

const printType = (
  object: ObjectModel | undefined,
  fields: readonly FieldModel[],
): { readonly header: string; readonly body: string } => {
  const wire = object?.wireNode ? ` ${print(object.wireNode)}` : '';
  const lines = fields.map(({ name, type, wireNode }) => `  ${name}: ${written(type)}${printed(wireNode)}`);
  return { header: `type ${object?.name ?? ''}${wire}`, body: `{\n${lines.join('\n')}\n}` };
};

const printed = (node: ConstDirectiveNode | undefined): string => (node ? ` ${print(node)}` : '');

/** How deep a type may stand within itself before it is no longer asked for. */
const MAX_REPEATS = 1;

const selectionOf = (
  type: string,
  types: Types,
  contract: KitContract,
  within: readonly string[] = [],
  aliased = false,
): string => {
  const { objects, abstracts } = contract.model;
  const several = abstracts.get(type);
  if (several) {
    const members = membersOf(several, objects).filter(({ name }) => types.has(name));
    // Under names of their own: fields of one name may be of several types.
    const fragments = members.map(
      ({ name }) => `... on ${name} ${selectionOf(name, types, contract, [...within, type], true)}`,
    );
    return `{ __typename ${fragments.join(' ')} }`;
  }
  const fields = (types.get(type) ?? []).flatMap(({ name, type: its }) => {
    const inner = nameOf(its);
    const field = aliased ? `${type}_${name}: ${name}` : name;
    if (!types.has(inner) && !abstracts.has(inner)) return [field];
    if ([...within, type].filter((each) => each === inner).length > MAX_REPEATS) return [];
    const selection = selectionOf(inner, types, contract, [...within, type]);
    return selection === '' ? [] : [`${field} ${selection}`];
  });
  return fields.length === 0 ? '' : `{ ${fields.join(' ')} }`;
};

/** A constant as SDL writes it. */
const literal = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([name, member]) => `${name}: ${literal(member)}`)
      .join(', ')} }`;
  return JSON.stringify(value ?? null);
};
