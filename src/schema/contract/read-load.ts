import type { ConstDirectiveNode } from 'graphql';
import type { Path } from '../../datasources/base/index.ts';
import { argumentOf, literal } from './literal.ts';
import { type Problem, placeOfNode } from './problem.ts';
import { readPath } from './read-wire.ts';

/** Where an input of an operation comes from: an argument of the field, or a place in the parent's record. */
export type Origin = { readonly argument: string } | { readonly path: Path };

/** What `@load` says. */
export interface Load {
  readonly node: ConstDirectiveNode;
  readonly source: string;
  readonly operation: string;
  /** What fills the only key, or inputs by name. */
  readonly by: { readonly only: Origin } | { readonly named: Readonly<Record<string, Origin>> } | undefined;
  readonly constants: Readonly<Record<string, unknown>>;
}

/** Reads `@load`; undefined if what it says cannot be used at all. */
export const readLoad = (
  directive: ConstDirectiveNode | undefined,
  report: (problem: Problem) => void,
): Load | undefined => {
  if (!directive) return undefined;
  const complain = (message: string, fix?: string): undefined =>
    void report({ place: placeOfNode(directive), message, fix }) as undefined;
  const valueOf = (name: string): unknown => {
    const node = argumentOf(directive, name);
    return node && literal(node);
  };
  const [source, operation, ...rest] = String(valueOf('from') ?? '').split('.');
  if (!source || !operation || rest.length > 0)
    return complain('from names a source and its operation, like "worldbank.country".');
  const given = valueOf('by');
  const only = typeof given === 'string' ? origin(given, complain) : undefined;
  const named = typeof given === 'string' ? undefined : readNamed(given, complain);
  const by = only ? { only } : named && { named };
  const constants = valueOf('const') ?? {};
  if (typeof constants !== 'object' || Array.isArray(constants))
    return complain('const is an object of literals, like { units: "metric" }.');
  return { node: directive, source, operation, by, constants: constants as Record<string, unknown> };
};

type Complain = (message: string, fix?: string) => undefined;

const readNamed = (given: unknown, complain: Complain): Readonly<Record<string, Origin>> | undefined => {
  if (given === undefined) return undefined;
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return complain('by is a string, or an object of strings, like { lat: "latitude" }.');
  const entries = Object.entries(given).flatMap(([name, text]): [string, Origin][] => {
    const found = typeof text === 'string' ? origin(text, complain) : complain(`by: ${name} is a string.`);
    return found ? [[name, found]] : [];
  });
  return Object.fromEntries(entries);
};

const origin = (text: string, complain: Complain): Origin | undefined => {
  if (text.startsWith('$')) return { argument: text.slice(1) };
  const path = readPath(text, complain);
  if (path && (path.up > 0 || path.steps.length === 0))
    return complain(`by: "${text}" must name a field of this type.`);
  return path && { path };
};
