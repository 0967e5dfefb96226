import type { Request } from '../source/request.ts';

const BRAND = Symbol.for('breakwater.GraphqlCall');

/** One query of a GraphQL API, before it is written. */
export interface GraphqlCall {
  readonly [BRAND]: true;
  readonly query: string;
  readonly variables: object;
}

/**
 * The request of a query: ``this.get('Repo', (args: { name: string }) => graphql('query($name: String!) { repo(name: $name) { ...Fields } }', args))``.
 * `...Fields` stands for what the SDL says of the operation's type: all its fields that come over the wire.
 * @param path below `api.baseUrl`; there itself if left out
 */
export const graphql = <const P extends string = ''>(
  query: string,
  variables: object = {},
  path: P = '' as P,
): Request<P> => {
  const call: GraphqlCall = { [BRAND]: true, query, variables };
  return { path, body: call };
};

/** True for what `graphql` made. */
export const isGraphqlCall = (body: unknown): body is GraphqlCall =>
  typeof body === 'object' && body !== null && BRAND in body;
