import type { DraftField, Note, Placed, Slot } from '../../draft.ts';
import { fieldName, typeName } from '../../names/legal-name.ts';
import type { NameBook } from '../../names/name-book.ts';
import { memberAt } from '../node.ts';
import type { SchemaView } from '../schema/schema-view.ts';
import { deprecation, described, saysDefault } from '../types/describe.ts';
import type { Making } from '../types/making.ts';
import { type Typed, written } from '../types/typed.ts';
import type { Parameter } from './parameter.ts';
import { allTaken, NOTHING, type Taken, typescriptOf } from './taken.ts';

/** What parameters are made with, the same for all of one operation. */
export interface Taking {
  readonly making: Making;
  /** Names of its arguments. */
  readonly names: NameBook;
  /** What enums are called that have no name. */
  readonly hint: string;
  /** What the document says of its own version, for `api-version`. */
  readonly version: string | undefined;
}

const SEPARATORS: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|', tabDelimited: '\t' };

/** A parameter of a query or a header as an argument, several, a constant, or nothing but a note. */
export const takeParameter = (parameter: Parameter, taking: Taking): Taken => {
  const { making } = taking;
  if (parameter.in === 'header' && !isSendable(parameter.name))
    return leftOut(parameter, 'no request can have it as a header of its own');
  const view = making.views.of(parameter.schema, parameter.at);
  if (parameter.isDocument) return leftOut(parameter, 'its value is a document in a text');
  const constant = constantOf(parameter, view, taking);
  if (constant) return constant;
  const isObject = view?.kinds.size === 1 && view.kinds.has('object');
  if (isObject && parameter.in === 'query') return spreadObject(parameter, view, parameter.name, taking, 0);
  return oneArgument(parameter, taking);
};

/** A token (RFC 9110 section 5.6.2), and none that says how the message itself is sent. */
const isSendable = (header: string): boolean =>
  /^[\w!#$%&'*+.^`|~-]+$/.test(header) &&
  !/^(host|connection|content-length|transfer-encoding|upgrade|te|trailer|expect|keep-alive)$/i.test(header);

const leftOut = ({ at, name, required }: Parameter, why: string): Taken => ({
  ...NOTHING,
  notes: [
    {
      kind: required ? 'check' : 'left out',
      at,
      says: `The ${required ? 'required ' : ''}parameter ${JSON.stringify(name)} is left out: ${why}.`,
    },
  ],
});

/** What can only be one value is sent without being asked for. */
const constantOf = (parameter: Parameter, view: SchemaView | undefined, { version }: Taking): Taken | undefined => {
  const { name, required, schema, at } = parameter;
  const [only, ...more] = view?.values ?? [];
  const isVersion = /^(api[-_]?version|x-api-version|[a-z]+-version)$/i.test(name) && required;
  const value =
    only !== undefined && more.length === 0 && required
      ? only
      : isVersion
        ? (memberAt(schema, 'default') ??
          memberAt(schema, 'example') ??
          (/^api[-_]?version$/i.test(name) ? version : undefined))
        : undefined;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const placed: Placed = { name, slot: { value } };
  const note: Note = { kind: 'guessed', at, says: `It is always ${JSON.stringify(value)}.` };
  const notes = only === undefined ? [note] : [];
  return { ...NOTHING, ...(parameter.in === 'header' ? { headers: [placed] } : { query: [placed] }), notes };
};

/** The argument of a parameter that is a scalar, an enum, or a list of them; undefined for all else. */
export const argumentOf = (
  { name, schema, at, description, required, node }: Omit<Parameter, 'in'>,
  { making, names, hint }: Taking,
): { readonly field: DraftField; readonly notes: readonly Note[] } | undefined => {
  const typed = making.typeOf(schema, {
    direction: 'argument',
    medium: 'json',
    hint: `${hint}${typeName(name)}`,
    field: name,
    at,
  });
  const simple = asText(typed);
  if (!simple) return undefined;
  const argument = names.take(fieldName(name, making.conventions.names ?? 'snake_case'));
  const deprecated = required ? undefined : deprecation(node);
  const field: DraftField = {
    name: argument,
    type: written({ ...simple, nullable: !required }),
    description: described(description, simple.says, saysDefault(schema)),
    ...(simple.wire ? { wire: simple.wire } : {}),
    ...(deprecated === undefined ? {} : { deprecated }),
  };
  return { field, notes: typed.type.includes('JSON') ? [] : (typed.notes ?? []) };
};

/** What nobody described is text; a tree cannot be sent. */
const asText = (typed: Typed): Typed | undefined => {
  if (typed.type.startsWith('[[')) return undefined;
  const isTree = /^\[?JSON/.test(typed.type);
  if (isTree && typed.notes?.some(({ kind }) => kind === 'check')) return undefined;
  return isTree ? { ...typed, type: typed.type.replace('JSON', 'String') } : typed;
};

const oneArgument = (parameter: Parameter, taking: Taking): Taken => {
  const { in: place, name, style, explode, at } = parameter;
  const made = argumentOf(parameter, taking);
  if (!made) return leftOut(parameter, 'a parameter is a value, or a list of values');
  const { field, notes } = made;
  const isList = field.type.startsWith('[');
  const joined = isList && (place === 'header' || !explode || style in SEPARATORS);
  const slot: Slot = { arg: field.name, ...(joined ? { join: SEPARATORS[style] ?? ',' } : {}) };
  const optional = field.type.endsWith('!') ? '' : '?';
  const types = { [`${field.name}${optional}`]: typescriptOf(field.type) };
  // Whoever writes objects in brackets writes lists so, too.
  const isBracketed = style === 'deepObject' && isList && !name.endsWith('[]');
  const placed = { name: isBracketed ? `${name}[]` : name, slot };
  const told: readonly Note[] = isBracketed
    ? [{ kind: 'guessed', at, says: `A list in the style of an object: it is sent as ${name}[].` }]
    : [];
  return {
    args: [field],
    types,
    query: place === 'header' ? [] : [placed],
    headers: place === 'header' ? [placed] : [],
    notes: [...notes, ...told],
  };
};

/** So deep objects in a query may lie in each other. */
const MAX_DEPTH = 2;

/** An object in a query: an argument for each of its members, `filter[name]` or `name`. */
const spreadObject = (parameter: Parameter, view: SchemaView, prefix: string, taking: Taking, depth: number): Taken => {
  const { style, explode } = parameter;
  const deep = style === 'deepObject';
  if (view.properties.size === 0 || !(deep || explode) || depth > MAX_DEPTH)
    return leftOut(
      parameter,
      view.properties.size === 0 ? 'the names of its members are not known' : 'an object is not written as a list',
    );
  return allTaken(
    [...view.properties].map(([member, schema]) => {
      const name = deep ? `${prefix}[${member}]` : member;
      const at = `${parameter.at}.schema.properties.${member}`;
      const its = taking.making.views.of(schema, at);
      const required = parameter.required && view.required.has(member);
      const description = memberAt(schema, 'description');
      const inner: Parameter = {
        ...parameter,
        name,
        schema,
        at,
        required,
        description: typeof description === 'string' ? description : parameter.description,
        explode: true,
        style: deep ? 'deepObject' : 'form',
      };
      const isObject = its?.kinds.size === 1 && its.kinds.has('object');
      return isObject && its && deep ? spreadObject(inner, its, name, taking, depth + 1) : oneArgument(inner, taking);
    }),
  );
};
