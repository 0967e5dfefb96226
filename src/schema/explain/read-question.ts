import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, Source, validate } from 'graphql';
import { rootless, TOO_DEEP } from './rootless.ts';
import type { Wrong } from './variables.ts';

/** A query that fits the schema; or what is wrong with it, with the places. */
export const readQuestion = (schema: GraphQLSchema, text: string): { readonly document: DocumentNode } | Wrong => {
  try {
    const document = parse(new Source(text, 'query'));
    const errors = validate(schema, document);
    const problems = [...errors.map(told), ...rootless(schema, document).map((each) => `query: ${each}`)];
    return problems.length === 0 ? { document } : { problems };
  } catch (error) {
    if (error instanceof RangeError) return { problems: [`query: ${TOO_DEEP}`] };
    if (!(error instanceof GraphQLError)) throw error;
    return { problems: [told(error)] };
  }
};

const told = ({ message, locations }: GraphQLError): string => {
  const [{ line, column } = { line: 1, column: 1 }] = locations ?? [];
  return `query:${line}:${column}: ${message}`;
};
