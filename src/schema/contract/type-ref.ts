import { Kind, type TypeNode } from 'graphql';
import type { TypeRef } from '../../datasources/base/index.ts';

/** A type as written, as data. */
export const typeRef = (node: TypeNode, nonNull = false): TypeRef => {
  if (node.kind === Kind.NON_NULL_TYPE) return typeRef(node.type, true);
  return node.kind === Kind.LIST_TYPE ? { list: typeRef(node.type), nonNull } : { name: node.name.value, nonNull };
};

/** As SDL writes it: `[Country!]`. */
export const written = (type: TypeRef): string =>
  `${'list' in type ? `[${written(type.list)}]` : type.name}${type.nonNull ? '!' : ''}`;

/** How many lists are around the name. */
export const depth = (type: TypeRef): number => ('list' in type ? 1 + depth(type.list) : 0);

/** The same type, but nullable. */
export const nullable = (type: TypeRef): TypeRef => ({ ...type, nonNull: false });
