import { dirname, resolve } from 'node:path';
import { type DocumentNode, GraphQLError } from 'graphql';
import { wholeDocument } from '../schema/index.ts';
import { loadProject, readConfig } from './load-config.ts';

/**
 * Reads the SDL that a configuration names, for GraphQL Code Generator: with the contract's directives, and the connections that it mentions and
 * does not declare. In `codegen.yml`: `schema: [{ breakwater.config.ts: { loader: breakwater/schema } }]`.
 * @param file the configuration, from the working directory
 * @throws GraphQLError in a sentence: of other errors the generator prints the stack
 */
const codegenSchema = async (file: string, { cwd = process.cwd() }: { readonly cwd?: string } = {}) => {
  try {
    return await documentOf(resolve(cwd, file));
  } catch (error) {
    throw new GraphQLError(error instanceof Error ? error.message : String(error));
  }
};

/** Without what does not bear on it, and may need the very types that are to be made. */
const documentOf = async (file: string): Promise<DocumentNode> => {
  const { resolvers: _resolvers, simulators: _simulators, ...config } = await readConfig(file);
  const { typeDefs, sources } = (await loadProject(config, dirname(file))).options;
  return wholeDocument(typeDefs, sources);
};

// The generator takes a loader by its default export.
export default codegenSchema;
