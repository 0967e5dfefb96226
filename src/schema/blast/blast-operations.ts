import {
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Blueprint } from '../graph/blueprint.ts';
import { type DarkField, darkField } from './blast-of.ts';
import type { KnownOperation } from './read-operations.ts';

/** What is left of an operation while a source is down. */
export interface OperationBlast {
  readonly file: string;
  /** `anonymous` for one without a name. */
  readonly operation: string;
  /** `dark`: nothing of what it asks for is left. */
  readonly state: 'dark' | 'partly' | 'whole';
  /** Where it meets what is dark, by response keys: `country.currencies.rate`. */
  readonly fields: readonly { readonly path: string; readonly field: string }[];
  /** Whether older answers, where they are kept, may stand in for all of it. */
  readonly stale: boolean;
}

interface Ground {
  readonly blueprint: Blueprint;
  readonly down: string;
  readonly fragments: KnownOperation['fragments'];
  readonly met: { readonly path: string; readonly dark: DarkField }[];
  /** Leaves that are still answered. */
  alive: number;
}

/** What becomes of an operation while a source is down. */
export const blastOperation = (
  blueprint: Blueprint,
  down: string,
  { file, node, fragments }: KnownOperation,
): OperationBlast => {
  const root = blueprint.schema.getRootType(node.operation);
  const ground: Ground = { blueprint, down, fragments, met: [], alive: 0 };
  if (root) walk(node.selectionSet, root.name, '', ground);
  const { met, alive } = ground;
  const fields = new Map(met.map(({ path, dark }) => [`${path} ${dark.field}`, { path, field: dark.field }]));
  return {
    file,
    operation: node.name?.value ?? 'anonymous',
    state: met.length === 0 ? 'whole' : alive === 0 ? 'dark' : 'partly',
    fields: [...fields.values()],
    stale: met.length > 0 && met.every(({ dark }) => dark.stale !== null),
  };
};

const walk = (set: SelectionSetNode, parent: string, path: string, ground: Ground): void => {
  for (const selection of set.selections) visit(selection, parent, path, ground);
};

const visit = (selection: SelectionNode, parent: string, path: string, ground: Ground): void => {
  if (selection.kind === Kind.FRAGMENT_SPREAD) {
    const fragment = ground.fragments.get(selection.name.value);
    if (fragment) walk(fragment.selectionSet, fragment.typeCondition.name.value, path, ground);
    return;
  }
  if (selection.kind === Kind.INLINE_FRAGMENT) {
    walk(selection.selectionSet, selection.typeCondition?.name.value ?? parent, path, ground);
    return;
  }
  const name = selection.name.value;
  if (name.startsWith('__')) return;
  const key = selection.alias?.value ?? name;
  const here = path === '' ? key : `${path}.${key}`;
  const owners = possible(parent, ground.blueprint.schema);
  const lost = owners.flatMap((owner) => darkField(ground.blueprint, owner, name, ground.down) ?? []);
  ground.met.push(...lost.map((dark) => ({ path: here, dark })));
  if (lost.length > 0 && lost.length === owners.length) return;
  const type = typeOf(parent, name, ground.blueprint.schema);
  if (selection.selectionSet && type) walk(selection.selectionSet, type, here, ground);
  else ground.alive += 1;
};

/** The object types that a value of a type may be of. */
const possible = (name: string, schema: GraphQLSchema): readonly string[] => {
  const type = schema.getType(name);
  return isAbstractType(type) ? schema.getPossibleTypes(type).map((each) => each.name) : [name];
};

const typeOf = (parent: string, field: string, schema: GraphQLSchema): string | undefined => {
  const type = schema.getType(parent);
  if (!isCompositeType(type) || !('getFields' in type)) return undefined;
  const its = type.getFields()[field];
  const named = its && getNamedType(its.type);
  return named && (isObjectType(named) || isAbstractType(named)) ? named.name : undefined;
};
