import { isDeepStrictEqual } from 'node:util';
import type { Key, SourceClass, TypeRef } from '../datasources/base/index.ts';
import { languageOf, operationsOf } from '../datasources/base/index.ts';
import type { Subject } from '../faults/entry.ts';
import { written } from '../schema/contract/type-ref.ts';
import { type Inputs, inputsOf } from './inputs.ts';
import { type IdStyle, makeValue } from './make-value.ts';
import type { KitContract } from './read-contract.ts';
import { type SmallGraph, smallGraph } from './small-graph.ts';

/** An operation that the kit can try. */
export interface KitSubject extends Subject {
  readonly Source: SourceClass;
  readonly inputs: Inputs;
  readonly graph: SmallGraph;
  readonly contract: KitContract;
}

/** An operation that it cannot, and why. */
export interface Untried {
  readonly source: string;
  readonly operation: string;
  readonly because: string;
}

/** The operations of a source, as subjects of the kit. */
export const subjectsOf = (Source: SourceClass, contract: KitContract): readonly (KitSubject | Untried)[] =>
  [...operationsOf(Source)].map(([name, operation]) => {
    const { api } = Source;
    const inputs = inputsOf(api.name, name, operation, contract);
    if (typeof inputs === 'string') return { source: api.name, operation: name, because: inputs };
    const graph = smallGraph(api.name, name, operation, inputs, contract);
    const subject = {
      Source,
      api,
      operation,
      name,
      format: languageOf(operation.format ?? api.format ?? 'json'),
      inputs,
      graph,
      contract,
    } as const;
    return { ...subject, alike: alikeIn(subject) };
  });

/** Why the request for the first key, or arguments, is not seen to be another than that for the second; undefined if it is. */
const alikeIn = (subject: KitSubject): string | undefined => {
  const { operation, api } = subject;
  const format = operation.format ?? api.format;
  if (operation.sample) return 'its recorded answer answers one request';
  // What is written is asked for once, whatever it says; and pages differ by themselves.
  if (operation.kind === 'write') return 'it changes something, and nothing of it is kept or shared';
  if (operation.kind === 'pages') return 'its requests differ by their pages';
  try {
    if (isDeepStrictEqual(requestFor(subject, 0), requestFor(subject, 1))) return 'all who ask it ask for the same';
  } catch {
    // Not yet read as their types have it, either.
    return 'it takes none of the arguments that the kit makes up';
  }
  const isEnveloped = format === 'soap' || format === 'graphql';
  return isEnveloped ? 'its requests differ in their bodies, and the kit tells them by their URLs' : undefined;
};

const requestFor = (subject: KitSubject, from: number): unknown => {
  const { operation, inputs, contract } = subject;
  const others = [...inputs.others].filter(([name]) => !inputs.defaults.has(name));
  const args = {
    ...inputs.constants,
    ...Object.fromEntries(others.map(([name, type]) => [name, makeValue(type, from, contract)])),
  };
  if (operation.kind === 'batch')
    return operation.make(keysOf(subject, queryOf(subject, { most: 1, from }).keys), args);
  return operation.kind === 'get' ? operation.make(args) : undefined;
};

/** The keys of a query, as the source sees them. */
export const keysOf = (
  { operation }: KitSubject,
  keys: readonly Readonly<Record<string, unknown>>[],
): readonly Key[] =>
  operation.kind !== 'batch'
    ? []
    : keys.map((key) => (operation.compound ? (key as Key) : (Object.values(key)[0] as Key)));

/** Whether the kit can try it. */
export const isSubject = (each: KitSubject | Untried): each is KitSubject => 'graph' in each;

/** A query for several keys at once, or for one answer; with what its variables are. */
export interface KitQuery {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What each alias asks for: key fields with their values. */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** Keys that are asked for together. */
export const KEYS = 3;

/** What is asked for. */
export interface Asked {
  /** @default 'plain' */
  readonly style?: IdStyle;
  /** Keys at once. @default 3 */
  readonly most?: number;
  /** From which key on: the first is 0. @default 0 */
  readonly from?: number;
  /** Which values other arguments have: the first is 0. @default from */
  readonly args?: number;
}

/** Asks for everything that a subject can answer. */
export const queryOf = (
  { inputs, graph, contract, operation: { kind, sample } }: KitSubject,
  { style = 'plain', most = KEYS, from = 0, args = from }: Asked = {},
): KitQuery => {
  const recorded = sample?.keys?.map((key) => fieldsOf(key, inputs));
  const keys =
    inputs.keys.size === 0 ? [{}] : (recorded ?? distinct(inputs.keys, contract, style)).slice(from, from + most);
  const given = sample?.args ?? {};
  const others = [...inputs.others].filter(([name]) => name in given || !inputs.defaults.has(name));
  const declared: string[] = [];
  const variables: Record<string, unknown> = {};
  const argument = (alias: string, name: string, type: TypeRef, value: unknown): string => {
    const variable = `${alias}_${name}`;
    declared.push(`$${variable}: ${written(type)}`);
    variables[variable] = value;
    return `${name}: $${variable}`;
  };
  const asked = keys.map((key, i) => {
    const alias = `s${i + 1}`;
    const filled = [
      ...[...inputs.keys].map(([name, type]) => argument(alias, name, type, key[name])),
      ...others.map(([name, type]) => argument(alias, name, type, given[name] ?? makeValue(type, args, contract))),
    ];
    return `${alias}: subject${filled.length > 0 ? `(${filled.join(', ')})` : ''} ${graph.selection}`;
  });
  const root = kind === 'write' ? 'mutation' : 'query';
  const head = declared.length > 0 ? `${root} Kit(${declared.join(', ')})` : `${root} Kit`;
  // First, because fields of a mutation wait for those before them.
  return { query: `${head} { healthy { state } ${asked.join(' ')} }`, variables, keys };
};

/** A recorded key as its fields. */
const fieldsOf = (key: Key, { keys }: Inputs): Readonly<Record<string, unknown>> =>
  typeof key === 'object' ? key : { [[...keys.keys()][0] ?? '']: key };

const distinct = (
  keys: ReadonlyMap<string, TypeRef>,
  contract: KitContract,
  style: IdStyle,
): readonly Readonly<Record<string, unknown>>[] => {
  const made = Array.from({ length: KEYS }, (_, n) =>
    Object.fromEntries([...keys].map(([name, type]) => [name, makeValue(type, n, contract, style)])),
  );
  return [...new Map(made.map((key) => [JSON.stringify(key), key])).values()];
};
