import { GraphQLError } from 'graphql';
import type { Refused, Slice } from '../../datasources/base/index.ts';

/** A part of a list, as GraphQL reads it: functions are called for fields that are asked for. */
interface Connection {
  readonly edges: readonly unknown[];
  readonly nodes: readonly unknown[];
  readonly pageInfo: Readonly<Record<string, unknown>>;
  readonly totalCount: number | null;
}

/** A part of a list as a connection, null where there is no such list; what failed is its last edge, and its last node. @throws GraphQLError for a part that cannot be asked for */
export const connectionOf = (part: Slice | Refused | null): Connection | null => {
  if (part === null) return null;
  if ('refused' in part) throw new GraphQLError(part.refused, { extensions: { code: 'BAD_USER_INPUT' } });
  const { items, failure, hasNext, hasPrevious, total } = part;
  const rest = failure ? [failure] : [];
  return {
    edges: [...items.map(({ value, cursor }) => ({ node: value, cursor })), ...rest],
    nodes: [...items.map(({ value }) => value), ...rest],
    pageInfo: {
      hasNextPage: hasNext,
      hasPreviousPage: hasPrevious,
      startCursor: () => items.at(0)?.cursor() ?? null,
      endCursor: () => items.at(-1)?.cursor() ?? null,
    },
    totalCount: total,
  };
};
