import { type DefinitionNode, type DocumentNode, type FieldDefinitionNode, Kind, parse, visit } from 'graphql';
import { operationsOf, type SourceClass } from '../../datasources/base/index.ts';
import { argumentOf, directiveOf, literal } from '../contract/literal.ts';
import { typeRef } from '../contract/type-ref.ts';
import { connectionName, itemName } from './connection-name.ts';

/**
 * Adds what the SDL mentions and does not declare: `IssueConnection`, its edge, and `PageInfo`, as Relay's cursor connections have them.
 * `totalCount` is there if an operation behind such a field is told it.
 */
export const withConnections = (document: DocumentNode, sources: readonly SourceClass[]): DocumentNode => {
  const names = new Set(document.definitions.map(nameOf));
  const fields = fieldsOf(document);
  const mentioned = new Set(fields.flatMap(({ type }) => itemOf(typeRef(type)) ?? []));
  const items = [...mentioned].filter((item) => names.has(item) && !names.has(connectionName(item)));
  if (items.length === 0) return document;
  const counting = countingIn(sources);
  const counted = new Set(
    fields.filter((field) => counting.has(loadedFrom(field))).map(({ type }) => itemOf(typeRef(type))),
  );
  const made = items.flatMap((item) => [
    connectionText(item, counted.has(item)),
    ...(names.has(`${item}Edge`) ? [] : [edgeText(item)]),
  ]);
  const text = [...made, ...(names.has('PageInfo') ? [] : [pageInfoText])].join('\n');
  return { ...document, definitions: [...document.definitions, ...parse(text, { noLocation: true }).definitions] };
};

const nameOf = (definition: DefinitionNode): string =>
  'name' in definition && !definition.kind.endsWith('Extension') ? (definition.name?.value ?? '') : '';

const fieldsOf = (document: DocumentNode): readonly FieldDefinitionNode[] => {
  const fields: FieldDefinitionNode[] = [];
  visit(document, { [Kind.FIELD_DEFINITION]: (node: FieldDefinitionNode) => void fields.push(node) });
  return fields;
};

const itemOf = (type: ReturnType<typeof typeRef>): string | undefined =>
  'list' in type ? undefined : itemName(type.name);

const loadedFrom = (field: FieldDefinitionNode): unknown => {
  const load = directiveOf(field, 'load');
  const from = load && argumentOf(load, 'from');
  return from && literal(from);
};

/** Operations that are told how many items there are in all: `github.issues`. */
const countingIn = (sources: readonly SourceClass[]): ReadonlySet<unknown> =>
  new Set(
    sources.flatMap((Source) =>
      membersOf(Source).flatMap(([name, operation]) =>
        operation.kind === 'pages' && operation.total !== undefined ? [`${Source.api?.name}.${name}`] : [],
      ),
    ),
  );

/** A class that cannot be made is told of where all sources are read. */
const membersOf = (Source: SourceClass) => {
  try {
    return [...operationsOf(Source)];
  } catch {
    return [];
  }
};

const connectionText = (item: string, counted: boolean): string => `
"A part of a list, and what lies around it."
type ${connectionName(item)} {
  "The items of this part, each with its cursor. Where the rest could not be had, the last is null, with an error."
  edges: [${item}Edge]
  "The items alone."
  nodes: [${item}]
  pageInfo: PageInfo!
  ${counted ? '"How many items there are in all, as far as the API says so."\n  totalCount: Int' : ''}
}`;

const edgeText = (item: string): string => `
"An item of a list, and its place in it."
type ${item}Edge {
  node: ${item}
  "For \\"after\\": the items that follow this one."
  cursor: String!
}`;

const pageInfoText = `
"What lies around a part of a list."
type PageInfo {
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
  endCursor: String
}`;
