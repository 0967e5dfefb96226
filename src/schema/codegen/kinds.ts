import type {
  GraphQLAbstractType,
  GraphQLEnumType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLOutputType,
} from 'graphql';

/** What a type calls itself. The generator may bring another copy of `graphql`, whose types `instanceof` refuses. */
const tagOf = (type: object): unknown => (type as Record<symbol, unknown>)[Symbol.toStringTag];

export const isObject = (type: object): type is GraphQLObjectType => tagOf(type) === 'GraphQLObjectType';
export const isAbstract = (type: object): type is GraphQLAbstractType =>
  tagOf(type) === 'GraphQLUnionType' || tagOf(type) === 'GraphQLInterfaceType';
export const isEnum = (type: object): type is GraphQLEnumType => tagOf(type) === 'GraphQLEnumType';
export const isList = (type: object): type is GraphQLList<GraphQLOutputType> => type.constructor.name === 'GraphQLList';
export const isNonNull = (type: object): type is GraphQLNonNull<GraphQLOutputType & object> =>
  type.constructor.name === 'GraphQLNonNull';
