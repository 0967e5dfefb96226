import { ApolloServer } from '@apollo/server';
import { GraphQLError } from 'graphql';

const typeDefs = `
  type Query { repository(owner: String!, name: String!): Repository }
  type Repository { name: String!  stargazerCount: Int  owner: Owner!  issues: Issues }
  type Owner { login: String! }
  type Issues { nodes: [Issue] }
  type Issue { title: String!  state: String }
`;

const refuse = (code: string) => () => {
  throw new GraphQLError('words for people', { extensions: { code } });
};

const issues = [{ title: 'It works' }, { title: refuse('FORBIDDEN') }, { title: refuse('INTERNAL_SERVER_ERROR') }];

/** A small code host. Of its repositories one is whole, one holds what may not be read, and others are not there, or too many. */
const repository = (_: unknown, { owner, name }: { readonly owner: string; readonly name: string }) => {
  if (name === 'limited') return refuse('RATE_LIMITED')();
  if (name === 'private') return refuse('FORBIDDEN')();
  if (name === 'none') return null;
  const nodes = name === 'partial' ? issues : issues.slice(0, 1);
  return { name, stargazerCount: 42, owner: { login: owner }, issues: { nodes } };
};

/** A GraphQL API, by Apollo Server. Sample data. */
export const hub = (): ApolloServer =>
  new ApolloServer({ typeDefs, resolvers: { Query: { repository } }, stopOnTerminationSignals: false });
