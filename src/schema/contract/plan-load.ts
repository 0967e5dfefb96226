import type { Operation, Path, TypeRef } from '../../datasources/base/index.ts';
import { type FieldModel, isRoot, type Model, type ObjectModel } from './model.ts';
import { type Problem, placeOfNode } from './problem.ts';
import type { Load, Origin } from './read-load.ts';
import { suggest } from './suggest.ts';

/** A `@load` made ready: which operation, and what fills each of its inputs. */
export interface LoadPlan {
  readonly source: string;
  readonly operation: string;
  readonly kind: Operation['kind'];
  /** What fills the keys, in the operation's order; empty for a `get`. */
  readonly keys: readonly { readonly field: string; readonly from: Origin }[];
  /** Whether keys are objects with a member a field. */
  readonly compound: boolean;
  /** Whether the key is a list, so that the field is one. */
  readonly keyList: boolean;
  /** What fills other inputs, beside the field's own arguments. */
  readonly inputs: readonly { readonly name: string; readonly from: Origin }[];
  readonly constants: Readonly<Record<string, unknown>>;
  /** The field's own arguments that go along under their own names. */
  readonly passed: readonly string[];
}

/** The field, or type, that says `@load`. */
export interface Loading {
  readonly load: Load;
  /** The type whose record `by` reads. */
  readonly owner: string;
  readonly arguments: ReadonlyMap<string, TypeRef>;
  /** What is to come of it. */
  readonly type: TypeRef;
  /** `Country.capital`. */
  readonly what: string;
}

export type Operations = ReadonlyMap<string, ReadonlyMap<string, Operation>>;

/** Finds the operation of a load. */
export const findOperation = (
  { load, what }: Loading,
  operations: Operations,
  report: (problem: Problem) => void,
): Operation | undefined => {
  const complain = (message: string, fix: string): undefined =>
    void report({ place: placeOfNode(load.node), message, fix }) as undefined;
  const source = operations.get(load.source);
  if (!source)
    return complain(
      `${what} loads from "${load.source}.${load.operation}", but there is no source "${load.source}".`,
      suggest(load.source, [...operations.keys()]),
    );
  return (
    source.get(load.operation) ??
    complain(
      `${what} loads from "${load.source}.${load.operation}", but ${load.source} has no operation "${load.operation}".`,
      suggest(load.operation, [...source.keys()]),
    )
  );
};

/** Decides what fills the inputs of an operation: `by`, then `const`, then the field's own argument of the same name. */
export const planLoad = (
  loading: Loading,
  operation: Operation,
  model: Model,
  report: (problem: Problem) => void,
): LoadPlan | undefined => {
  const { load, what, owner } = loading;
  const complain = (message: string, fix?: string): undefined =>
    void report({ place: placeOfNode(load.node), message, fix }) as undefined;
  const named = namedOrigins(load, operation, complain, what);
  if (!named) return undefined;
  const keyFields = operation.kind === 'batch' ? operation.key : [];
  const filled = keyFields.map((field) => ({
    field,
    from: named[field] ?? (loading.arguments.has(field) ? { argument: field } : undefined),
  }));
  for (const { field, from } of filled) {
    if (!from)
      complain(
        `${what}: nothing fills the key "${field}" of ${load.source}.${load.operation}.`,
        isRoot(owner)
          ? `Add an argument "${field}", or say by: "$argument".`
          : `Say by: "field", naming a field of ${owner}.`,
      );
    if (from && field in load.constants)
      complain(`${what}: the key "${field}" is filled twice, by "by" and by "const".`, 'Leave one of them out.');
  }
  const keys = filled.flatMap(({ field, from }) => (from ? [{ field, from }] : []));
  const inputs = Object.entries(named).flatMap(([name, from]) => (keyFields.includes(name) ? [] : [{ name, from }]));
  const types = [...keys, ...inputs].map(({ from }) => originType(from, loading, model, complain));
  if (keys.length < keyFields.length || types.includes(undefined)) return undefined;
  const keyList = types.slice(0, keys.length).some((type) => type && 'list' in type);
  if (keyList && keys.length > 1)
    return complain(
      `${what}: a list of compound keys cannot be filled field by field.`,
      'Fill each field of the key with one value.',
    );
  const used = new Set([...keys, ...inputs].flatMap(({ from }) => ('argument' in from ? [from.argument] : [])));
  const passed = [...loading.arguments.keys()].filter((name) => !used.has(name) && !(name in load.constants));
  return {
    source: load.source,
    operation: load.operation,
    kind: operation.kind,
    keys,
    compound: operation.kind === 'batch' && operation.compound,
    keyList,
    inputs,
    constants: load.constants,
    passed,
  };
};

type Complain = (message: string, fix?: string) => undefined;

const namedOrigins = (
  { by, source, operation: name }: Load,
  operation: Operation,
  complain: Complain,
  what: string,
): Readonly<Record<string, Origin>> | undefined => {
  if (by === undefined) return {};
  const keyFields = operation.kind === 'batch' ? operation.key : [];
  if ('named' in by) return by.named;
  const [only, ...more] = keyFields;
  if (only !== undefined && more.length === 0) return { [only]: by.only };
  return complain(
    `${what}: by is a string, but ${source}.${name} ${only === undefined ? 'has no key' : `has ${keyFields.length} keys`}.`,
    only === undefined
      ? 'Name the argument it fills: by: { argument: "field" }.'
      : `Name each: by: { ${keyFields.map((field) => `${field}: "..."`).join(', ')} }.`,
  );
};

/** The type of what fills an input; undefined if there is no such thing. */
const originType = (from: Origin, loading: Loading, model: Model, complain: Complain): TypeRef | undefined => {
  if ('argument' in from) {
    const type = loading.arguments.get(from.argument);
    return (
      type ??
      complain(
        `${loading.what} has no argument "${from.argument}".`,
        suggest(from.argument, [...loading.arguments.keys()]),
      )
    );
  }
  return fieldType(from.path, loading, model, complain);
};

/** Follows a path over GraphQL names from the parent's type. */
const fieldType = (path: Path, { owner, what }: Loading, model: Model, complain: Complain): TypeRef | undefined => {
  let type: TypeRef = { name: owner, nonNull: false };
  for (const { name, suffixes } of path.steps) {
    const object: ObjectModel | undefined = 'list' in type ? undefined : model.objects.get(type.name);
    const field: FieldModel | undefined = name === null ? undefined : object?.fields.get(name);
    if (!object || !field)
      return complain(
        `${what}: by "${path.text}" names no field of ${'list' in type ? 'a list' : type.name}.`,
        suggest(name ?? '', [...(object?.fields.keys() ?? [])]),
      );
    if (field.loadNode)
      return complain(
        `${what}: by "${path.text}" goes through ${field.owner}.${field.name}, which is itself loaded.`,
        'Put the join on the loaded type.',
      );
    if (field.resolved)
      return complain(
        `${what}: by "${path.text}" goes through ${field.owner}.${field.name}, which has a resolver of its own.`,
        'A key must come over the wire.',
      );
    if (field.wire.detail)
      return complain(
        `${what}: by "${path.text}" goes through ${field.owner}.${field.name}, which is a detail: not every answer holds it.`,
        'Use a field that every answer holds.',
      );
    type = field.type;
    for (const suffix of suffixes) {
      if (!('list' in type) || suffix === 'each')
        return complain(`${what}: by "${path.text}" takes an item of what is no list.`);
      type = type.list;
    }
  }
  return type;
};
