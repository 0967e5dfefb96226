import { readFileSync } from 'node:fs';
import { type DefinitionNode, type DocumentNode, GraphQLError, Kind, parse, Source, visit } from 'graphql';
import { validateSDL } from 'graphql/validation/validate.js';
import { type Problem, placeOfNode, type Report } from '../contract/problem.ts';
import { closest } from '../contract/suggest.ts';

/** SDL as text, as text with the name of its file, or parsed; one or many. */
export type TypeDefs = string | Source | DocumentNode | readonly TypeDefs[];

const contractText = readFileSync(new URL('../contract/contract.graphql', import.meta.url), 'utf8');
/** The contract's own directives and scalars. */
export const contract = parse(new Source(contractText, 'contract.graphql'));
const contractNames = new Set(contract.definitions.map((definition) => nameOfDefinition(definition)));

function nameOfDefinition(definition: DefinitionNode): string {
  const name = 'name' in definition ? (definition.name?.value ?? '') : definition.kind;
  return definition.kind === Kind.DIRECTIVE_DEFINITION ? `@${name}` : name;
}

/** The contract's own directives and scalars may stand in the SDL too, for editors. */
const isContract = (definition: DefinitionNode): boolean =>
  (definition.kind === Kind.DIRECTIVE_DEFINITION || definition.kind === Kind.SCALAR_TYPE_DEFINITION) &&
  contractNames.has(nameOfDefinition(definition));

/** Parses and joins all SDL, without the contract's own definitions. */
export const parseTypeDefs = (typeDefs: TypeDefs, report: Report): DocumentNode => {
  const parts = flatten(typeDefs);
  const definitions = parts
    .flatMap((part, i) => parsePart(part, parts.length > 1 ? `typeDefs[${i}]` : 'typeDefs', report))
    .filter((definition) => !isContract(definition));
  return { kind: Kind.DOCUMENT, definitions: baseTypes(definitions) };
};

/** Checks names, directives and their arguments, as GraphQL has them. */
export const checkSdl = ({ definitions }: DocumentNode, report: Report): void => {
  const whole = { kind: Kind.DOCUMENT, definitions: [...contract.definitions, ...definitions] } as const;
  for (const error of validateSDL(whole)) report(problemOf(error));
};

const flatten = (typeDefs: TypeDefs): readonly (string | Source | DocumentNode)[] =>
  Array.isArray(typeDefs) ? typeDefs.flatMap(flatten) : [typeDefs as string | Source | DocumentNode];

const parsePart = (part: string | Source | DocumentNode, name: string, report: Report): readonly DefinitionNode[] => {
  if (typeof part === 'object' && 'definitions' in part) return part.definitions;
  const source = typeof part === 'string' ? new Source(part, name) : part;
  // A file may hold comments alone.
  if (source.body.replace(/#.*/g, '').trim() === '') return [];
  try {
    return parse(source).definitions;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    report(problemOf(error));
    return [];
  }
};

/** An error of GraphQL in the SDL, as a problem. */
export const problemOf = (error: GraphQLError): Problem => {
  // Of several nodes that do not go together, the last is the one that came later.
  const node = error.nodes?.at(-1);
  const [{ line, column } = { line: 1, column: 1 }] = error.locations ?? [];
  const inText = error.source ? `${error.source.name}:${line}:${column}` : 'schema';
  const place = node ? placeOfNode(node) : inText;
  const [first] = error.nodes ?? [];
  const twice = /^There can be only one type named|can only be defined once\.$/.test(error.message);
  if (first?.loc?.source === contract.loc?.source && twice)
    return {
      place,
      message: `${error.message} The contract has the other.`,
      fix: 'Give yours another name, or leave it out.',
    };
  if (first && node && first !== node && twice)
    return {
      place,
      message: `${error.message} The other is at ${placeOfNode(first)}.`,
      fix: fixOfTwice(error.message),
    };
  const fix = node?.kind === Kind.DIRECTIVE ? meantDirective(node.name.value) : undefined;
  return { place, message: error.message, fix };
};

/** What is there twice was meant twice, or the second was meant to add to the first. */
const fixOfTwice = (message: string): string => {
  const type = /type named "(\w+)"/.exec(message)?.[1];
  return type === undefined
    ? 'Rename one of them, or leave it out.'
    : `Rename one of them; or, where fields are to be added to it, write: extend type ${type}.`;
};

/** Of one that is not the contract's, which of the contract's it looks like. */
const meantDirective = (name: string): string | undefined => {
  const best = contractNames.has(`@${name}`) ? undefined : closest(name, ['load', 'wire']);
  return best && `Did you mean "@${best}"?`;
};

/** `extend type Query` needs no `type Query`: the first extension of a root type stands in for it. */
const baseTypes = (definitions: readonly DefinitionNode[]): readonly DefinitionNode[] => {
  const defined = new Set(
    definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ? [definition.name.value] : [],
    ),
  );
  return definitions.map((definition) => {
    if (
      definition.kind !== Kind.OBJECT_TYPE_EXTENSION ||
      !/^(Query|Mutation|Subscription)$/.test(definition.name.value)
    )
      return definition;
    if (defined.has(definition.name.value)) return definition;
    defined.add(definition.name.value);
    return { ...definition, kind: Kind.OBJECT_TYPE_DEFINITION };
  });
};

/** What clients may see: without `@wire` and `@load`, and with those of the contract's scalars that are used. */
export const publicDocument = (document: DocumentNode): DocumentNode => {
  const used = new Set<string>();
  const stripped = visit(document, {
    Directive: (node) => (contractNames.has(`@${node.name.value}`) ? null : undefined),
    NamedType: (node) => void used.add(node.name.value),
  });
  const scalars = contract.definitions.filter(
    (definition) => definition.kind === Kind.SCALAR_TYPE_DEFINITION && used.has(definition.name.value),
  );
  return { kind: Kind.DOCUMENT, definitions: [...scalars, ...stripped.definitions] };
};
