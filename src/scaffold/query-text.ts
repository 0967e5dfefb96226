import type { Draft, DraftField, DraftType } from './draft.ts';
import { rootOf } from './write/schema-text.ts';

/** How much a query asks for. */
export interface QuerySize {
  /** Levels of objects. @default 3 */
  readonly depth?: number;
  /** Fields of one object. @default 8 */
  readonly fields?: number;
}

/** A query for a root field; undefined where a value is needed that nobody knows. @example `{ user(id: "42") { id name } }` */
export const queryText = (
  draft: Draft,
  root: DraftField,
  { depth = 3, fields = 8 }: QuerySize = {},
): string | undefined => {
  if (rootOf(draft, root) !== 'Query') return undefined;
  const types = new Map(draft.types.map((type) => [type.name, type]));
  const rows = rowsOf(root, types);
  const args = argumentsText(root, rows === undefined ? [] : ['first: 2']);
  const its = selectionText(types, rows ?? bare(root.type), depth, fields);
  const selection = rows === undefined ? its : its && ` { nodes${its} }`;
  return args === undefined || selection === undefined ? undefined : `{ ${root.name}${args}${selection} }`;
};

const bare = (type: string): string => type.replace(/[[\]!]/g, '');

/** What a connection has as its nodes; undefined for what is none. A draft names connections without declaring them. */
const rowsOf = ({ type, args = [] }: DraftField, types: ReadonlyMap<string, DraftType>): string | undefined => {
  const [, rows] = /^(\w+)Connection!?$/.exec(type) ?? [];
  return !types.has(bare(type)) && args.some(({ name }) => name === 'first') ? rows : undefined;
};

/** Values for those that must have one, and others; undefined if one is not known. */
const argumentsText = ({ args = [] }: DraftField, others: readonly string[] = []): string | undefined => {
  const needed = args.filter((arg) => arg.type.endsWith('!') && arg.default === undefined);
  if (needed.some(({ example }) => example === undefined)) return undefined;
  const all = [...needed.map(({ name, example }) => `${name}: ${example}`), ...others];
  return all.length === 0 ? '' : `(${all.join(', ')})`;
};

/** Blank for a scalar; undefined where nothing can be selected. */
const selectionText = (
  types: ReadonlyMap<string, DraftType>,
  name: string,
  depth: number,
  most: number,
): string | undefined => {
  const type = types.get(name);
  if (type === undefined || type.kind === 'enum') return '';
  if (type.kind === 'union') return ' { __typename }';
  const chosen: string[] = [];
  for (const field of type.fields) {
    if (chosen.length >= most) break;
    const args = argumentsText(field);
    const inner =
      depth > 1 || !types.has(bare(field.type)) || types.get(bare(field.type))?.kind === 'enum'
        ? selectionText(types, bare(field.type), depth - 1, most)
        : undefined;
    if (args !== undefined && inner !== undefined) chosen.push(`${field.name}${args}${inner}`);
  }
  return chosen.length === 0 ? undefined : ` { ${chosen.join(' ')} }`;
};
