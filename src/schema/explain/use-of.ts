import type { FieldNode, GraphQLField, SelectionSetNode } from 'graphql';
import type { FieldModel } from '../contract/model.ts';
import type { Blueprint, FieldLoad } from '../graph/blueprint.ts';
import type { Selecting } from './collect-fields.ts';
import { areShort, argsOf, keysOf } from './inputs-of.ts';
import { partOf } from './part-of.ts';
import type { Place, Use } from './use.ts';
import { argumentsOf } from './variables.ts';

/** A field, as it stands in the query. */
export interface FieldInQuery {
  readonly field: FieldModel;
  readonly definition: GraphQLField<unknown, unknown>;
  /** The first of the nodes that ask for it: all have the same arguments. */
  readonly node: FieldNode;
  /** What is asked of its value. */
  readonly sets: readonly SelectionSetNode[];
  /** By response keys. */
  readonly path: string;
  /** Where its parents stand. */
  readonly place: Place;
}

/** A field that makes a call, as a use; undefined where the contract is not sound. */
export const useOf = (
  { field, definition, node, sets, path, place: parents }: FieldInQuery,
  { plan, detail }: FieldLoad,
  selecting: Selecting,
  blueprint: Blueprint,
): Use | undefined => {
  const source = blueprint.sources.get(plan.source);
  const operation = source?.operations.get(plan.operation);
  if (!source || !operation) return undefined;
  const values = detail ? {} : argumentsOf(definition, node, selecting.variables);
  const common = {
    fields: [{ path, field: field.what }],
    plan,
    source,
    operation,
    parents,
    args: argsOf(plan, values),
  };
  if (operation.kind === 'batch')
    return { ...common, ...keysOf(plan, values, parents.count), shortKeys: areShort(plan, field, blueprint) };
  const part = plan.connection && operation.kind === 'pages' ? partOf(operation, values, sets, selecting) : undefined;
  return { ...common, keys: undefined, keyCount: 0, shortKeys: false, ...(part ? { part } : {}) };
};
