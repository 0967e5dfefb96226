import type { Operation, TypeRef } from '../../datasources/base/index.ts';
import { isConnectionTo, PAGING } from '../connections/connection-name.ts';
import type { InputWriters } from './input-writers.ts';
import { isRoot, type Model } from './model.ts';
import { keyType, originType } from './origin-type.ts';
import { type Complain, complainAt, type Report } from './problem.ts';
import type { Load, Origin } from './read-load.ts';
import { closest } from './suggest.ts';

/** A `@load` made ready: which operation, and what fills each of its inputs. */
export interface LoadPlan {
  readonly source: string;
  readonly operation: string;
  readonly kind: Operation['kind'];
  /** Whether the field is a connection, and gets the part of a list that it asks for. */
  readonly connection: boolean;
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
  /** How inputs are spelled for the API, by their names. @default as they are */
  readonly writers?: InputWriters;
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

/** Decides what fills the inputs of an operation: `by`, then `const`, then the field's own argument of the same name. */
export const planLoad = (
  loading: Loading,
  operation: Operation,
  model: Model,
  report: Report,
): LoadPlan | undefined => {
  const { load } = loading;
  const complain = complainAt(load.node, report);
  const named = namedOrigins(loading, operation, complain);
  const keys = named && planKeys(loading, operation, named, complain);
  if (!keys) return undefined;
  const isKey = (name: string) => keys.some(({ field }) => field === name);
  const inputs = Object.entries(named).flatMap(([name, from]) => (isKey(name) ? [] : [{ name, from }]));
  const inputTypes = inputs.map(({ from }) => originType(from, loading, model, complain));
  const keyTypes = keys.map(({ field, from }) => keyType(field, from, loading, model, complain));
  if ([...inputTypes, ...keyTypes].includes(undefined)) return undefined;
  const compound = operation.kind === 'batch' && operation.compound;
  const keyList = keyTypes.some((type) => type && 'list' in type);
  if (keyList && compound)
    return complain(
      `${loading.what}: a list of compound keys cannot be filled field by field.`,
      'Fill each field of the key with one value.',
    );
  const { source, constants } = load;
  const used = new Set([...keys, ...inputs].flatMap(({ from }) => ('argument' in from ? [from.argument] : [])));
  const connection = operation.kind === 'pages' && isConnectionTo(operation.type, loading.type);
  const passed = [...loading.arguments.keys()].filter(
    (name) => !used.has(name) && !isKey(name) && !(name in constants) && !(connection && PAGING.includes(name)),
  );
  const others = Object.fromEntries(Object.entries(constants).filter(([name]) => !isKey(name)));
  const { kind } = operation;
  return {
    source,
    operation: load.operation,
    kind,
    connection,
    keys,
    compound,
    keyList,
    inputs,
    constants: others,
    passed,
  };
};

/** What `by` says, by the names of inputs: a string fills the only key. */
const namedOrigins = (
  { load: { by, source, operation: name }, what }: Loading,
  operation: Operation,
  complain: Complain,
): Readonly<Record<string, Origin>> | undefined => {
  if (by === undefined) return {};
  if ('named' in by) return by.named;
  const keyFields = operation.kind === 'batch' ? operation.key : [];
  const [only, ...more] = keyFields;
  if (only !== undefined && more.length === 0) return { [only]: by.only };
  return complain(
    `${what}: by is a string, but ${source}.${name} ${only === undefined ? 'has no key' : `has ${keyFields.length} keys`}.`,
    only === undefined
      ? 'Name the argument it fills: by: { argument: "field" }.'
      : `Name each: by: { ${keyFields.map((field) => `${field}: "..."`).join(', ')} }.`,
  );
};

/** What fills each key; undefined if something does not. */
const planKeys = (
  { load, what, owner, arguments: own }: Loading,
  operation: Operation,
  named: Readonly<Record<string, Origin>>,
  complain: Complain,
): LoadPlan['keys'] | undefined => {
  const keyFields = operation.kind === 'batch' ? operation.key : [];
  const { constants } = load;
  const fill = (field: string): Origin | undefined => {
    if (named[field] && field in constants)
      return complain(`${what}: the key "${field}" is filled twice, by "by" and by "const".`, 'Leave one of them out.');
    if (named[field]) return named[field];
    if (field in constants) return { constant: constants[field] };
    if (own.has(field)) return { argument: field };
    const misspelt = closest(
      field,
      Object.keys(named).filter((name) => !keyFields.includes(name)),
    );
    return complain(
      `${what}: nothing fills the key "${field}" of ${load.source}.${load.operation}.`,
      fixUnfilled(field, misspelt, owner),
    );
  };
  const keys = keyFields.map((field) => ({ field, from: fill(field) }));
  return keys.every((key): key is LoadPlan['keys'][number] => key.from !== undefined) ? keys : undefined;
};

const fixUnfilled = (field: string, misspelt: string | undefined, owner: string): string => {
  if (misspelt !== undefined) return `by names "${misspelt}": did you mean "${field}"?`;
  return isRoot(owner)
    ? `Add an argument "${field}", or say by: "$argument".`
    : `Say by: "field", naming a field of ${owner}.`;
};
