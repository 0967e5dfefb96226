import type { FieldDefinitionNode, GraphQLObjectType, GraphQLOutputType, GraphQLSchema } from 'graphql';
import { Kind } from 'graphql';
import { directiveOf } from '../contract/literal.ts';
import { isRoot } from '../contract/model.ts';
import { isAbstract, isEnum, isList, isNonNull, isObject } from './kinds.ts';

/** What `codegen.yml` may say to the plugin. */
export interface RecordsConfig {
  /** The module whose `Types` the records are merged into. @default 'breakwater' */
  readonly module?: string;
  /** Fields that have resolvers, so that they are not in the records: `Country.flag`. @default none */
  readonly resolved?: readonly string[];
}

/** What the scalars of a record are in TypeScript. Decimals and big integers stay text. */
const scalars: Readonly<Record<string, string>> = {
  Int: 'number',
  Float: 'number',
  Boolean: 'boolean',
  JSON: 'unknown',
};

/**
 * A plugin for GraphQL Code Generator: one interface for the records of each type (fields behind `@load`, and fields with resolvers, are not in
 * them), merged into breakwater's `Types`, so that operations are checked against the schema.
 */
export const plugin = (
  schema: GraphQLSchema,
  _documents: unknown,
  { module = 'breakwater', resolved = [] }: RecordsConfig,
): string => {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => isObject(type) && !type.name.startsWith('__') && !isRoot(type.name),
  ) as GraphQLObjectType[];
  const records = types.map((type) => `export interface ${type.name} {\n${fieldsOf(type, resolved).join('\n')}\n}`);
  const several = Object.values(schema.getTypeMap()).filter(isAbstract);
  const unions = several.map((type) => {
    const named = schema.getPossibleTypes(type).map(({ name }) => `(${name} & { readonly __typename: '${name}' })`);
    return `export type ${type.name} = ${named.join(' | ') || 'never'};`;
  });
  const members = [...types, ...several].map(({ name }) => `    readonly ${name}: ${name};`);
  return [
    '// Made by codegen from the SDL. Do not edit.',
    `import type { Types } from '${module}';`,
    ...records,
    ...unions,
    `declare module '${module}' {\n  interface Types {\n${members.join('\n')}\n  }\n}`,
    '/** The record of a generated type; for `defaultMapper`. */\nexport type RecordFor<T> = T extends { __typename?: infer N } ? (N extends keyof Types ? Types[N] : T) : T;',
    '',
  ].join('\n\n');
};

const fieldsOf = (type: GraphQLObjectType, resolved: readonly string[]): readonly string[] =>
  Object.values(type.getFields()).flatMap(({ name, type: its, astNode }) => {
    if (resolved.includes(`${type.name}.${name}`) || (astNode && directiveOf(astNode, 'load'))) return [];
    return [`  readonly ${name}${astNode && isDetail(astNode) ? '?' : ''}: ${written(its)};`];
  });

const isDetail = (node: FieldDefinitionNode): boolean =>
  directiveOf(node, 'wire')?.arguments?.some(
    ({ name, value }) => name.value === 'detail' && value.kind === Kind.BOOLEAN && value.value,
  ) ?? false;

const written = (type: GraphQLOutputType): string => (isNonNull(type) ? plain(type.ofType) : `${plain(type)} | null`);

const plain = (type: GraphQLOutputType): string => {
  if (isNonNull(type)) return plain(type.ofType);
  if (isList(type)) return `readonly (${written(type.ofType)})[]`;
  if (isEnum(type))
    return type
      .getValues()
      .map(({ name }) => `'${name}'`)
      .join(' | ');
  return isObject(type) || isAbstract(type) ? type.name : (scalars[type.name] ?? 'string');
};
