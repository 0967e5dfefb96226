import { buildSchema, parse } from 'graphql';
import { createGateway, type Gateway } from '../../../src/gateway/create-gateway.ts';
import type { Draft } from '../../../src/scaffold/draft.ts';
import { schemaText } from '../../../src/scaffold/write/index.ts';
import { loadWritten } from '../load-written.ts';
import { queryFor } from './generated-query.ts';
import { type MockApi, mockApi } from './mock-api.ts';

/** A gateway over a draft as it is written, with a mock of the document behind it. */
export interface Opened {
  readonly gateway: Gateway;
  readonly api: MockApi;
  /** Asks a root field for everything, some levels deep. */
  readonly askAll: (root: string, depth?: number) => ReturnType<Gateway['execute']>;
}

/** Every environment variable that the written source names. */
const environmentFor = ({ api: { options } }: Draft): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...JSON.stringify(options).matchAll(/\b[A-Z][A-Z\d]*_[A-Z\d_]+\b/g)].map(([name]) => [name, 'secret1']),
  );

/** @throws ContractError if the draft does not start */
export const opened = (draft: Draft, root: object, headers?: Readonly<Record<string, string>>): Opened => {
  const api = mockApi(root as Readonly<Record<string, unknown>>, headers);
  const hasQuery = draft.operations.some(({ kind }) => ['get', 'batch', 'pages'].includes(kind));
  const gateway = createGateway({
    sources: [loadWritten(draft)],
    // Without places: the largest documents would take minutes to say where each of their fields stands.
    typeDefs: [
      parse(schemaText(draft), { noLocation: true }),
      ...(hasQuery ? [] : [parse('type Query { nothing: Int }')]),
    ],
    ...(hasQuery ? {} : { resolvers: { Query: { nothing: () => 1 } } }),
    transport: api,
    environment: environmentFor(draft),
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  const schema = buildSchema(gateway.sdl);
  return {
    gateway,
    api,
    askAll(name, depth = 4) {
      const field = schema.getQueryType()?.getFields()[name] ?? schema.getMutationType()?.getFields()[name];
      if (!field) throw new Error(`no root field ${name}`);
      const isWrite = schema.getQueryType()?.getFields()[name] === undefined;
      return gateway.execute({ query: `${isWrite ? 'mutation' : 'query'} ${queryFor(field, schema, depth)}` });
    },
  };
};
