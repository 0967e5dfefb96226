import type { DraftField, Literal, Note } from '../../draft.ts';
import { fieldName, typeName } from '../../names/legal-name.ts';
import { type NameBook, nameBook } from '../../names/name-book.ts';
import { isNode, memberAt } from '../node.ts';
import { resolve } from '../resolve.ts';
import type { SchemaView } from '../schema/schema-view.ts';
import { deprecation, described, saysDefault } from './describe.ts';
import { type Making, madeOnce } from './making.ts';
import { type Typed, type Use, written } from './typed.ts';
import { wirePlace } from './wire-place.ts';

/** No path leads to these. */
const UNREACHABLE = new Set(['', '__proto__']);

const flagged = (schema: unknown, word: string): boolean => memberAt(schema, word) === true;

/** Bytes: a file of a form (OpenAPI 3.1, section 4.8.14.4), which no argument holds. */
const isFile = (schema: unknown): boolean =>
  memberAt(schema, 'contentEncoding') === undefined &&
  (memberAt(schema, 'format') === 'binary' || memberAt(schema, 'contentMediaType') === 'application/octet-stream');

/** The properties that go this way: `readOnly` ones only out, `writeOnly` ones and no files only in. */
const propertiesFor = ({ properties }: SchemaView, { direction }: Use): readonly (readonly [string, unknown])[] =>
  [...properties].filter(
    ([name, schema]) =>
      !UNREACHABLE.has(name) &&
      schema !== false &&
      !flagged(schema, direction === 'out' ? 'writeOnly' : 'readOnly') &&
      !(direction === 'in' && isFile(schema)),
  );

export const hasProperties = (view: SchemaView, use: Use): boolean => propertiesFor(view, use).length > 0;

/** The object or input type of a schema. @param way tells types apart that are made of the same schema */
export const objectType = (view: SchemaView, use: Use, making: Making, way = ''): string => {
  const { typeNames, types } = making;
  const isInput = use.direction !== 'out';
  const base = typeName(view.name ?? use.hint);
  const wanted = isInput && !base.endsWith('Input') ? `${base}Input` : base;
  const id = `${use.direction} ${use.medium} ${way}`;
  return madeOnce(
    making,
    view.identity,
    id,
    () => typeNames.take(safeName(wanted)),
    (name) => {
      const notes: Note[] = [];
      const start = { name, kind: isInput ? 'input' : 'object', description: described(view.description) } as const;
      types.set(name, { ...start, fields: [] });
      const fields = fieldsOf(view, { ...use, at: view.at, hint: name }, making);
      notes.push(...leftOut(view, use));
      types.set(name, { ...start, fields: fields.length > 0 ? fields : [textField(use)], notes });
    },
  );
};

/** Names that connections are made under. */
const safeName = (name: string): string => (/(Connection|Edge)$/.test(name) ? `${name}Object` : name);

/** An element of which nothing else can be read. */
const textField = ({ medium }: Use): DraftField =>
  medium === 'xml'
    ? { name: 'text', type: 'String', wire: { path: '.' } }
    : { name: 'value', type: 'JSON', wire: { path: '.' } };

const leftOut = ({ additional, at, properties }: SchemaView, { direction }: Use): readonly Note[] => [
  ...(isNode(additional) && Object.keys(additional).length > 0
    ? [{ kind: 'left out', at: `${at}.additionalProperties`, says: 'Members beside those that are named.' } as const]
    : []),
  ...[...properties]
    .filter(([, schema]) => direction === 'in' && isFile(schema))
    .map(
      ([name]) =>
        ({
          kind: 'left out',
          at,
          says: `The file ${JSON.stringify(name)}: files go to signed URLs, see docs/writes.md.`,
        }) as const,
    ),
  ...[...properties.keys()]
    .filter((name) => UNREACHABLE.has(name))
    .map(
      (name) => ({ kind: 'left out', at, says: `The property ${JSON.stringify(name)}: no path leads to it.` }) as const,
    ),
];

const fieldsOf = (view: SchemaView, use: Use, making: Making): readonly DraftField[] => {
  const book = nameBook();
  const properties = propertiesFor(view, use);
  // Names that are legal as they are come first, so that no other one takes them.
  const names = new Map<string, string>();
  const wanted = properties.map(([name]) => [name, fieldName(name, making.conventions.names)] as const);
  for (const [name, want] of wanted.toSorted(([a, wa], [b, wb]) => Number(b === wb) - Number(a === wa)))
    names.set(name, book.take(want));
  return properties.flatMap(([name, schema]) => {
    const at = `${use.at}.properties.${name}`;
    const its = { ...use, at, field: name, hint: `${use.hint}${typeName(name)}` };
    return fieldOf(
      names.get(name) ?? name,
      schema,
      { ...its, hint: its.hint.replace(/Input(?=.)/, '') },
      view,
      making,
      book,
    );
  });
};

const fieldOf = (
  name: string,
  schema: unknown,
  use: Use,
  owner: SchemaView,
  making: Making,
  book: NameBook,
): readonly DraftField[] => {
  const node = resolve(making.root, schema)?.node;
  if (flagged(node, use.direction === 'out' ? 'writeOnly' : 'readOnly')) return [];
  const typed = making.typeOf(schema, use);
  const view = use.medium === 'xml' ? making.views.of(schema, use.at) : undefined;
  if (use.medium === 'xml' && /\bJSON\b/.test(typed.type)) return [];
  const place = wirePlace(use.field, name, view, use.medium, making);
  const nullable = typed.nullable || !owner.required.has(use.field);
  const wire = { ...place, ...(nullable ? typed.wire : withoutDefault(typed.wire)) };
  const deprecated = nullable || use.direction === 'out' ? (deprecation(schema) ?? deprecation(node)) : undefined;
  const says = memberAt(schema, 'description') ?? memberAt(node, 'description');
  const field: DraftField = {
    name,
    type: written({ ...typed, nullable }),
    description: described(
      typeof says === 'string' ? says : undefined,
      typed.says,
      use.direction === 'in' ? saysDefault(schema) : undefined,
    ),
    ...(Object.keys(wire).length > 0 ? { wire } : {}),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(typed.notes && typed.notes.length > 0 ? { notes: typed.notes } : {}),
  };
  return [field, ...idBeside(name, typed, place, use, book)];
};

const withoutDefault = (wire: Typed['wire']): Typed['wire'] => {
  const { default: _default, ...rest } = wire ?? {};
  return rest;
};

/** Where an object may come as its id alone, the id is a field of its own, and is always there. */
const idBeside = (
  name: string,
  { idAt }: Typed,
  { path }: Readonly<Record<string, Literal>>,
  { field }: Use,
  book: NameBook,
): readonly DraftField[] => {
  if (idAt === undefined) return [];
  const own = typeof path === 'string' ? path : field;
  return [{ name: book.take(`${name}Id`), type: 'ID', wire: { path: [`${own}.${idAt}`, own] } }];
};
