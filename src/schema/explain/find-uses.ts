import {
  type FieldNode,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isAbstractType,
  isListType,
  isObjectType,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { isRoot } from '../contract/model.ts';
import { type Blueprint, loadOf } from '../graph/blueprint.ts';
import { answered } from './answered.ts';
import { times } from './bound.ts';
import { collectFields, type Selecting } from './collect-fields.ts';
import type { Place, Use } from './use.ts';
import { type FieldInQuery, useOf } from './use-of.ts';

/** What a query does, as far as its contract says. */
export interface Found {
  /** In the order of the query. */
  readonly uses: readonly Use[];
  /** Fields with a resolver of somebody's own: what it asks is not known here. */
  readonly unjudged: ReadonlySet<string>;
}

interface Finding extends Selecting {
  readonly blueprint: Blueprint;
  readonly uses: Use[];
  readonly unjudged: Set<string>;
}

/** Finds the fields of an operation that make calls. */
export const findUses = (blueprint: Blueprint, operation: OperationDefinitionNode, selecting: Selecting): Found => {
  const finding: Finding = { ...selecting, blueprint, uses: [], unjudged: new Set() };
  const root = blueprint.schema.getRootType(operation.operation);
  if (!root) return finding;
  if (operation.operation !== OperationTypeNode.MUTATION) {
    walk(root, [operation.selectionSet], { ...ROOT, id: 'root', wave: 0, turn: 0 }, '', finding);
    return finding;
  }
  // Fields of a mutation follow each other (GraphQL, section 6.2.2), each with all that lies below it.
  for (const [turn, nodes] of [...collectFields(root, [operation.selectionSet], selecting).values()].entries()) {
    const wave = Math.max(0, ...finding.uses.map(({ parents }) => parents.wave + 1));
    const place: Place = { ...ROOT, id: `root ${turn}`, wave, turn };
    visit(root, nodes, place, '', new Map(), finding);
  }
  return finding;
};

const ROOT = { from: 'root', count: 1, above: [] } as const;

/** Uses of the details of one place, which are one. */
type Details = Map<string, Use>;

const walk = (
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
  place: Place,
  path: string,
  finding: Finding,
): void => {
  const details: Details = new Map();
  for (const nodes of collectFields(type, sets, finding).values()) visit(type, nodes, place, path, details, finding);
};

const visit = (
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  place: Place,
  around: string,
  details: Details,
  finding: Finding,
): void => {
  const [node] = nodes;
  const definition = node && type.getFields()[node.name.value];
  const field = node && finding.blueprint.model.objects.get(type.name)?.fields.get(node.name.value);
  if (!node || !definition || !field) return;
  const key = node.alias?.value ?? node.name.value;
  const path = around === '' ? key : `${around}.${key}`;
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const next = placeOf({ field, definition, node, sets, path, place }, details, finding);
  const named = getNamedType(definition.type);
  const several = isAbstractType(named) ? finding.schema.getPossibleTypes(named) : isObjectType(named) ? [named] : [];
  for (const each of several) walk(each, sets, next, path, finding);
};

/** Where what a field gives stands. */
const placeOf = (asked: FieldInQuery, details: Details, finding: Finding): Place => {
  const { field, definition, path, place } = asked;
  const { items, ...its } = place;
  const load = loadOf(finding.blueprint, field);
  if (load) {
    const known = load.detail ? details.get(field.owner) : undefined;
    if (known) {
      known.fields.push({ path, field: field.what });
      return answered(known, place, definition.type, true);
    }
    const use = useOf(asked, load, finding, finding.blueprint);
    if (!use) return place;
    finding.uses.push(use);
    if (load.detail) details.set(field.owner, use);
    return answered(use, place, definition.type, load.detail);
  }
  const isList = isListType(getNullableType(definition.type));
  if (field.resolved) {
    finding.unjudged.add(field.what);
    return { ...its, id: `code ${path}`, from: 'code', count: times(place.count, isList ? Infinity : 1) };
  }
  if (isRoot(field.owner)) return its;
  // Of a connection it is known how many items were asked for; of other lists nothing is.
  return {
    ...its,
    count: times(place.count, isList ? (items ?? Infinity) : 1),
    ...(isList || !items ? {} : { items }),
  };
};
