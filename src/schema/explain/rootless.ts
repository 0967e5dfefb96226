import { type DocumentNode, type GraphQLSchema, Kind, OperationTypeNode } from 'graphql';

/** What validation lets pass: operations of a kind that the graph has none of (GraphQL October 2021, section 3.3.1). */
export const rootless = (schema: GraphQLSchema, { definitions }: DocumentNode): readonly string[] =>
  definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION && !schema.getRootType(each.operation)
      ? [`The graph has no ${each.operation === OperationTypeNode.QUERY ? 'queries' : `${each.operation}s`}.`]
      : [],
  );

/** Why a document could not be read that exhausted the stack. */
export const TOO_DEEP = 'It lies in itself too deeply.';
