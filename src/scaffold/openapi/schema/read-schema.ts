import { flagAt, isNode, listAt, memberAt, membersOf, type Node, nodeAt, numberAt, textAt, textsAt } from '../node.ts';
import { type Discriminator, EMPTY_VIEW, type Kind, type SchemaView } from './schema-view.ts';

const KINDS: ReadonlySet<string> = new Set<Kind>(['object', 'array', 'string', 'integer', 'number', 'boolean']);

/** Formats that tell the kind where `type` is left out. */
const KIND_OF_FORMAT: Readonly<Record<string, Kind>> = {
  int32: 'integer',
  int64: 'integer',
  float: 'number',
  double: 'number',
  date: 'string',
  'date-time': 'string',
  uuid: 'string',
  uri: 'string',
};

const kindOf = (value: unknown): Kind | undefined => {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (Array.isArray(value)) return 'array';
  const kind = typeof value;
  return value !== null && KINDS.has(kind) ? (kind as Kind) : undefined;
};

const valuesIn = (node: Node): readonly unknown[] | undefined => {
  const constant = memberAt(node, 'const');
  if (constant !== undefined) return [constant];
  const values = listAt(node, 'enum');
  return values.length > 0 ? values : undefined;
};

/** What `type` says, or what else tells it. Empty: anything. */
const kindsIn = (node: Node, values: readonly unknown[] | undefined): ReadonlySet<Kind> => {
  const type = memberAt(node, 'type');
  const said = [type].flat().filter((each): each is Kind => typeof each === 'string' && KINDS.has(each));
  if (said.length > 0) return new Set(said);
  if (type === 'file') return new Set(['string']);
  // A type that nobody knows, `Object` or `int`, is what it looks like.
  const looked = typeof type === 'string' ? lookOf(type) : undefined;
  if (looked) return new Set([looked]);
  if (membersOf(memberAt(node, 'properties')).length > 0 || isNode(memberAt(node, 'additionalProperties')))
    return new Set(['object']);
  if (memberAt(node, 'items') !== undefined || listAt(node, 'prefixItems').length > 0) return new Set(['array']);
  if (values) return new Set(values.flatMap((value) => kindOf(value) ?? []));
  if (textAt(node, 'contentMediaType') || textAt(node, 'contentEncoding')) return new Set(['string']);
  const format = KIND_OF_FORMAT[textAt(node, 'format') ?? ''];
  return new Set(format ? [format] : []);
};

const lookOf = (type: string): Kind | undefined => {
  if (/^(int|integer|long|short)$/i.test(type)) return 'integer';
  if (/^(float|double|decimal|number)$/i.test(type)) return 'number';
  if (/^bool(ean)?$/i.test(type)) return 'boolean';
  if (/^(str|string|text|date|date-?time|uuid)$/i.test(type)) return 'string';
  if (/^(list|array)$/i.test(type)) return 'array';
  return undefined;
};

const discriminatorIn = (node: Node): Discriminator | undefined => {
  const said = memberAt(node, 'discriminator');
  // In OpenAPI 2.0 it is the name alone.
  const property = typeof said === 'string' ? said : textAt(said, 'propertyName');
  if (property === undefined || property === '') return undefined;
  const mapping = membersOf(nodeAt(said, 'mapping')).flatMap(([value, ref]) =>
    typeof ref === 'string' ? [[value, ref] as const] : [],
  );
  return { property, mapping };
};

const nullableIn = (node: Node, values: readonly unknown[] | undefined): boolean =>
  flagAt(node, 'nullable') ||
  flagAt(node, 'x-nullable') ||
  [memberAt(node, 'type')].flat().includes('null') ||
  values?.includes(null) === true;

/** What may lie in it. */
const inner = (node: Node): Partial<SchemaView> => {
  const items = memberAt(node, 'items');
  const additional = memberAt(node, 'additionalProperties') ?? membersOf(memberAt(node, 'patternProperties'))[0]?.[1];
  return {
    properties: new Map(membersOf(memberAt(node, 'properties'))),
    required: new Set(textsAt(node, 'required')),
    ...(items === undefined ? {} : { items }),
    ...(additional === undefined ? {} : { additional }),
  };
};

/** What is said about it. */
const outer = (node: Node): Partial<SchemaView> => {
  const [title, description, format] = ['title', 'description', 'format'].map((word) => textAt(node, word));
  const [maximum, minimum] = ['maximum', 'minimum'].map((word) => numberAt(node, word));
  const [discriminator, xml] = [discriminatorIn(node), nodeAt(node, 'xml')];
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(format === undefined ? {} : { format }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(discriminator ? { discriminator } : {}),
    ...(xml ? { xml } : {}),
  };
};

/** Reads what stands in a schema itself; what it refers to, and what it is one of, is left to others. */
export const readSchema = (node: Node, at: string): SchemaView => {
  const values = valuesIn(node);
  const kinds = kindsIn(node, values);
  const given = values?.filter((value) => value !== null);
  return {
    ...EMPTY_VIEW,
    ...inner(node),
    ...outer(node),
    identity: node,
    at,
    kinds,
    nullable: nullableIn(node, values),
    valueNames: [...textsAt(node, 'x-enum-varnames'), ...textsAt(node, 'x-enumNames')],
    ...(given && given.length > 0 ? { values: given } : {}),
  };
};
