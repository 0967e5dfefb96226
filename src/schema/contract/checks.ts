import { nameOf, type Operation, scalarFormats, type TypeRef } from '../../datasources/base/index.ts';
import { type FieldModel, isRoot, type Model } from './model.ts';
import type { Loading, LoadPlan } from './plan-load.ts';
import { type Problem, placeOfNode } from './problem.ts';
import { suggest } from './suggest.ts';

type Report = (problem: Problem) => void;

const written = (type: TypeRef): string =>
  `${'list' in type ? `[${written(type.list)}]` : type.name}${type.nonNull ? '!' : ''}`;
const depth = (type: TypeRef): number => ('list' in type ? 1 + depth(type.list) : 0);

/** `@wire` says how a value comes over the wire, `@load` that it does not: never both. */
const wireBesideLoad = (field: FieldModel, report: Report): void => {
  if (field.wireNode && field.loadNode) {
    report({
      place: placeOfNode(field.wireNode),
      message: `${field.owner}.${field.name} has both @wire and @load.`,
      fix: 'Keep @load; how the loaded value is spelled stands on the fields of its own type.',
    });
  }
};

/** Somebody must answer a root field, and use a field's arguments. */
const unanswered = (field: FieldModel, report: Report): void => {
  if (field.loadNode || field.resolved) return;
  const place = placeOfNode(field.node);
  if (isRoot(field.owner))
    report({
      place,
      message: `Nobody answers ${field.owner}.${field.name}.`,
      fix: 'Add @load(from: "source.operation"), or a resolver.',
    });
  else if (field.arguments.size > 0)
    report({
      place,
      message: `${field.owner}.${field.name} has arguments, but neither @load nor a resolver to use them.`,
    });
};

/** Mutations are not loaded yet. */
const mutations = (field: FieldModel, report: Report): void => {
  if (field.owner !== 'Query' && isRoot(field.owner) && field.loadNode) {
    report({
      place: placeOfNode(field.loadNode),
      message: `${field.owner} fields cannot be loaded yet; only reads are built.`,
      fix: 'Write a resolver, or make it a Query field.',
    });
  }
};

/** Words of `@wire` that need a list, or name something of its items. */
const listWords = (field: FieldModel, model: Model, report: Report): void => {
  const { wire, type } = field;
  const what = `${field.owner}.${field.name}`;
  const complain = (message: string, fix?: string) =>
    report({ place: placeOfNode(field.wireNode ?? field.node), message, fix });
  for (const word of ['key', 'zip', 'lone'] as const) {
    if (wire[word] && !('list' in type))
      complain(`${what}: ${word} makes a list, but the type is ${written(type)}.`, `Declare [${written(type)}].`);
  }
  if (wire.path?.steps.some(({ suffixes }) => suffixes.includes('each')) && !('list' in type))
    complain(
      `${what}: "[]" in its path means each item, but the type is ${written(type)}.`,
      'Declare a list, or say [0] for the first item.',
    );
  const item = model.objects.get(nameOf(type));
  if (wire.key && !item?.fields.has(wire.key))
    complain(
      `${what}: key "${wire.key}" names no field of ${nameOf(type)}.`,
      suggest(wire.key, [...(item?.fields.keys() ?? [])]),
    );
};

/** A `detail` field is loaded by its type's own `@load`, so there must be one. */
const details = (field: FieldModel, model: Model, report: Report): void => {
  if (field.wire.detail && !model.objects.get(field.owner)?.load) {
    report({
      place: placeOfNode(field.wireNode),
      message: `${field.owner}.${field.name} is a detail, but ${field.owner} does not say how it is loaded.`,
      fix: `Write: type ${field.owner} @load(from: "source.operation", by: "id").`,
    });
  }
};

/** What holds for every field of the graph. */
export const checkField = (field: FieldModel, model: Model, report: Report): void => {
  wireBesideLoad(field, report);
  unanswered(field, report);
  mutations(field, report);
  listWords(field, model, report);
  details(field, model, report);
};

/** One failing API must not blank more than the field that needs it. */
const nonNullAcross = ({ type, what, load }: Loading, plan: LoadPlan, report: Report): void => {
  const place = placeOfNode(load.node);
  if (type.nonNull)
    report({
      place,
      message: `${what} is non-null and crosses into ${plan.source}: if that API fails, everything around it would be null.`,
      fix: `Declare it nullable: ${written({ ...type, nonNull: false })}.`,
    });
  if (plan.keyList && 'list' in type && type.list.nonNull) {
    report({
      place,
      message: `${what} is a list by keys of ${plan.source} with non-null items: one missing or failing item would blank the list.`,
      fix: `Declare [${written({ ...type.list, nonNull: false })}].`,
    });
  }
};

/** An operation answers with one type, in one depth of lists. */
const sameType = ({ type, what, load }: Loading, operation: Operation, plan: LoadPlan, report: Report): void => {
  const levels = Number(operation.list) + Number(plan.keyList);
  if (nameOf(type) === operation.type && depth(type) === levels) return;
  const answer = `${'['.repeat(levels)}${operation.type}${']'.repeat(levels)}`;
  report({
    place: placeOfNode(load.node),
    message: `${what} is ${written(type)}, but ${load.source}.${load.operation} answers with ${answer}.`,
    fix: `Declare ${answer}, or load from another operation.`,
  });
};

/** What holds for every `@load`. */
export const checkLoad = (loading: Loading, operation: Operation, plan: LoadPlan, report: Report): void => {
  nonNullAcross(loading, plan, report);
  sameType(loading, operation, plan, report);
};

/** What holds for every operation, loaded or not. */
export const checkOperation = (
  source: string,
  name: string,
  operation: Operation,
  model: Model,
  report: Report,
): void => {
  const complain = (message: string, fix?: string) =>
    report({ place: `source ${source}`, message: `${source}.${name} ${message}`, fix });
  const record = model.objects.get(operation.type);
  if (!record) {
    const isScalar = operation.type in scalarFormats || model.enums.has(operation.type);
    if (!isScalar)
      return complain(
        `answers with ${operation.type}, but the SDL has no object type of that name.`,
        suggest(operation.type, [...model.objects.keys()]),
      );
    if (operation.kind === 'batch' && operation.match === 'field')
      complain(`matches rows by field, but ${operation.type} has no fields.`, "Say match: 'order'.");
    return undefined;
  }
  if (operation.kind !== 'batch') return undefined;
  if (!(operation.max >= 1)) complain(`has max ${operation.max}; a request needs at least one key.`);
  if (operation.whole && operation.match !== 'field')
    complain('is whole, and cannot match by order.', 'Leave out one of the two.');
  if (operation.list && operation.match !== 'field')
    complain(
      'answers with many rows a key, and cannot match by order.',
      'Match by field, or answer with one row a key.',
    );
  for (const key of operation.match === 'field' ? operation.key : []) {
    const field = record.fields.get(key);
    if (!field)
      complain(
        `has the key "${key}", which is no field of ${operation.type}.`,
        suggest(key, [...record.fields.keys()]),
      );
    else if (field.loadNode || field.resolved || field.wire.detail)
      complain(`has the key "${key}", but ${operation.type}.${key} does not come with its answer.`);
  }
};
