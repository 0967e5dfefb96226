import type { ConstDirectiveNode } from 'graphql';
import type { Path } from '../../datasources/base/index.ts';
import { argumentOf, literal } from './literal.ts';
import { type Complain, complainAt, type Report } from './problem.ts';
import { readPath } from './read-wire.ts';

/** Where an input of an operation comes from: an argument of the field, a place in the parent's record, or the schema itself. */
export type Origin = { readonly argument: string } | { readonly path: Path } | { readonly constant: unknown };

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
export const readLoad = (directive: ConstDirectiveNode | undefined, report: Report): Load | undefined => {
  if (!directive) return undefined;
  const complain = complainAt(directive, report);
  const wordOf = (name: string): unknown => {
    const node = argumentOf(directive, name);
    return node && literal(node);
  };
  const from = wordOf('from');
  // That it is not given at all, GraphQL says itself.
  if (from === undefined) return undefined;
  const [source, operation, ...rest] = typeof from === 'string' ? from.split('.') : [];
  if (!source || !operation || rest.length > 0)
    return complain('from names a source and its operation, like "worldbank.country".');
  const given = wordOf('by');
  const by = given === undefined ? undefined : readBy(given, complain);
  if (given !== undefined && by === undefined) return undefined;
  const constants = wordOf('const') ?? {};
  if (typeof constants !== 'object' || constants === null || Array.isArray(constants))
    return complain('const is an object of literals, like { units: "metric" }.');
  return { node: directive, source, operation, by, constants: constants as Record<string, unknown> };
};

const readBy = (given: unknown, complain: Complain): Load['by'] => {
  if (typeof given === 'string') {
    const only = origin(given, complain);
    return only && { only };
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return complain('by is a string, or an object of strings, like { lat: "latitude" }.');
  const entries = Object.entries(given).map(([name, text]) => [
    name,
    typeof text === 'string' ? origin(text, complain) : complain(`by: ${name} is a string.`),
  ]);
  if (entries.some(([, from]) => from === undefined)) return undefined;
  return { named: Object.fromEntries(entries) as Readonly<Record<string, Origin>> };
};

const origin = (text: string, complain: Complain): Origin | undefined => {
  if (text.startsWith('$')) return { argument: text.slice(1) };
  const path = readPath(text, complain);
  if (path && (path.up > 0 || path.steps.length === 0))
    return complain(`by: "${text}" must name a field of this type.`);
  return path && { path };
};
