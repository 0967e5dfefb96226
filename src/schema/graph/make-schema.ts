import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildASTSchema, type DocumentNode, type GraphQLSchema, Kind, validateSchema } from 'graphql';
import type { Report } from '../contract/problem.ts';
import { bounded } from './bounded.ts';
import type { GraphContext } from './context.ts';
import type { Resolvers } from './custom-resolvers.ts';
import { problemOf, publicDocument } from './documents.ts';
import { contractScalars } from './scalars.ts';

/** Checks what only a whole schema shows: interfaces that are kept, types that have fields, inputs used as inputs. */
export const checkSchema = (document: DocumentNode, report: Report): void => {
  const hasQuery = document.definitions.some(
    (definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === 'Query',
  );
  if (!hasQuery) {
    report({
      place: 'schema',
      message: 'The SDL has no Query type, so nothing can be asked.',
      fix: 'Add: extend type Query { ... }.',
    });
    return;
  }
  const schema = buildASTSchema(publicDocument(document), { assumeValidSDL: true });
  for (const error of validateSchema(schema)) report(problemOf(error));
};

/** A full sentence, whatever was thrown. */
const sentenceOf = (error: unknown): string => {
  const said = error instanceof Error ? error.message : 'something that is no Error was thrown';
  return /[.)]$/.test(said) ? said : `They cannot be used: ${said}.`;
};

/** The executable schema, as clients see it. Later resolvers win. */
export const makeSchema = (
  document: DocumentNode,
  generated: Resolvers,
  custom: Resolvers,
  report: Report,
): GraphQLSchema | undefined => {
  const typeDefs = publicDocument(document);
  const declared = new Set(
    typeDefs.definitions.flatMap((definition) =>
      definition.kind === Kind.SCALAR_TYPE_DEFINITION ? [definition.name.value] : [],
    ),
  );
  const scalars = Object.fromEntries(Object.entries(contractScalars).filter(([name]) => declared.has(name)));
  try {
    return makeExecutableSchema<GraphContext>({
      typeDefs,
      resolvers: [scalars, generated, bounded(custom)] as never,
    });
  } catch (error) {
    report({ place: 'resolvers', message: sentenceOf(error) });
    return undefined;
  }
};
