import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { buildSchema, graphql as execute, GraphQLError } from 'graphql';
import { graphql, soap } from '../../../src/datasources/base/index.ts';
import type { Page } from '../../../src/datasources/base/operation/operation.ts';
import { ask, openThings } from '../../schema/asked.ts';
import { problemsOf } from '../../schema/problems-of.ts';
import { calm } from '../soap/support.ts';
import { pagedSource, SDL, told } from './support.ts';

const things = openThings();
afterEach(() => things.end());

type Shape = Parameters<typeof pagedSource>[0];

/** What a POST is answered with: a document, or an envelope; a fault has another status. */
type Reply = (body: string) => unknown;

/** Asks for the list of an API. */
const opened = async (reply: Reply, shape: Shape, make: (page: Page) => object, format: 'graphql' | 'soap') => {
  const server = await things.api((_url, request, response) => {
    void text(request).then(async (body) => {
      const said = await reply(body);
      const isText = typeof said === 'string';
      response.statusCode = isText && said.includes('Fault') ? 500 : 200;
      response.setHeader('content-type', isText ? 'text/xml' : 'application/json');
      response.end(isText ? said : JSON.stringify(said));
    });
  });
  const Source = pagedSource(shape, (_args, page) => make(page) as { path: string }, { format, ...calm });
  const gateway = (typeDefs: string) =>
    things.gateway({ sources: [Source], typeDefs, baseUrls: { paged: `${server.baseUrl}api/` } });
  return { gateway, wire: server.wire };
};

const ROWS = 7;
const upstream = buildSchema(`
  type Query { shop: Shop }
  type Shop { things(first: Int!, after: String): Things!  list(n: Int!, o: Int!): [Thing]!  some(n: Int!, c: String): Some! }
  type Things { nodes: [Thing]  edges: [Edge]  pageInfo: PageInfo!  totalCount: Int! }
  type Edge { node: Thing  role: String! }
  type PageInfo { endCursor: String  hasNextPage: Boolean! }
  type Some { items: [Thing]  next: String }
  type Thing { id: ID! }
`);

const rows = (from: number, count: number) =>
  Array.from({ length: Math.max(0, Math.min(count, ROWS - from)) }, (_, i) => ({ id: `${from + i}` }));

/** What a GraphQL server resolves. @param broken the number of the item before the page that cannot say what follows it */
const shop = (broken = Number.NaN) => ({
  shop: {
    things({ first, after }: { first: number; after?: string }) {
      const from = Number(after ?? 0);
      const nodes = rows(from, first);
      return {
        nodes,
        edges: nodes.map((node) => ({ node, role: `role ${node.id}` })),
        totalCount: ROWS,
        pageInfo: {
          // Also that of the last page, as Relay has it.
          endCursor: () =>
            from === broken
              ? new GraphQLError('SECRET', { extensions: { code: 'TIMEOUT' } })
              : `${from + nodes.length}`,
          hasNextPage: from + nodes.length < ROWS,
        },
      };
    },
    list: ({ n, o }: { n: number; o: number }) => rows(o, n),
    some: ({ n, c }: { n: number; c?: string }) => ({
      items: rows(Number(c ?? 0), n),
      next: Number(c ?? 0) + n < ROWS ? `${Number(c ?? 0) + n}` : null,
    }),
  },
});

/** A real executor of GraphQL; what is asked of it is remembered. */
const serving =
  (root: object, queries: string[] = []): Reply =>
  (body) => {
    const { query, variables } = JSON.parse(body);
    queries.push(query);
    return execute({ schema: upstream, source: query, variableValues: variables, rootValue: root });
  };

const within = (field: string) => (page: Page) =>
  graphql(`query($n: Int!, $after: String) { shop { things(first: $n, after: $after) ${field} } }`, {
    n: page.size,
    after: page.cursor,
  });

const ALL = [0, 1, 2, 3, 4, 5, 6];
const CONNECTED = `type Thing { id: ID! } extend type Query { all(first: Int, after: String): ThingConnection @load(from: "paged.all") }`;

describe('when it fails', () => {
  test('an error where a connection says what follows is no end of the list', async () => {
    const { gateway } = await opened(
      serving(shop(3)),
      { next: 'connection', at: 'shop.things', size: 3 },
      within('{ ...Fields }'),
      'graphql',
    );
    const { ids, errors } = told(await ask(gateway(SDL), '{ all { id } }'));
    expect([ids, errors]).toEqual([
      [0, 1, 2, 3, 4, 5, null],
      [['all.6', 'UPSTREAM_ERROR', expect.not.stringContaining('SECRET')]],
    ]);
  });

  test('more to come, and no word where, is no end either', async () => {
    const answer: Reply = () => ({
      data: { things: { nodes: [{ id: 1 }], pageInfo: { hasNextPage: true, endCursor: null } } },
    });
    const { gateway } = await opened(answer, { next: 'connection' }, within('{ ...Fields }'), 'graphql');
    const { ids, errors } = told(await ask(gateway(SDL), '{ all { id } }'));
    expect([ids, errors.map(([, code]) => code)]).toEqual([[1, null], ['UPSTREAM_BAD_RESPONSE']]);
  });

  test('a fault on the second page costs the pages from there on', async () => {
    let asked = 0;
    const { gateway } = await opened(
      () => {
        asked += 1;
        return envelope(asked > 1 ? '<S:Fault><faultcode>S:Server</faultcode></S:Fault>' : listed([1, 2], 'b'));
      },
      { next: { cursor: 'ListResponse.next' }, at: 'ListResponse.thing' },
      ({ cursor }) => soap('List', { cursor }),
      'soap',
    );
    const { ids, errors } = told(await ask(gateway(SDL), '{ all { id } }'));
    expect([ids, errors.map(([at, code]) => [at, code])]).toEqual([[1, 2, null], [['all.2', 'UPSTREAM_ERROR']]]);
  });

  test.each(['graphql', 'soap'] as const)(
    'a next page that %s would be asked for by a URL is refused at start',
    (format) => {
      for (const next of ['link', { url: 'next' }])
        expect(
          problemsOf(SDL, [pagedSource({ next }, () => ({ path: 'x' }), { format })]).map(([, message]) => message),
        ).toEqual([`paged.all asks for its next page by a URL, but a request of ${format} is told by its body.`]);
    },
  );
});

describe('a list within a GraphQL connection', () => {
  const forms: readonly (readonly [what: string, shape: Shape, asked: string])[] = [
    ['by its nodes', { at: 'shop.things' }, 'nodes { id } pageInfo { endCursor hasNextPage }'],
    ['by its nodes, named', { at: 'shop.things.nodes' }, 'nodes { id } pageInfo { endCursor hasNextPage }'],
    ['by its edges', { at: 'shop.things.edges[].node' }, 'edges { node { id } } pageInfo { endCursor hasNextPage }'],
    [
      'with a total',
      { at: 'shop.things', total: 'shop.things.totalCount' },
      'nodes { id } pageInfo { endCursor hasNextPage } totalCount',
    ],
  ];
  test.each(forms)('%s, is asked for and walked by one word', async (_what, shape, fields) => {
    const queries: string[] = [];
    const { gateway } = await opened(
      serving(shop(), queries),
      { next: 'connection', size: 3, ...shape },
      within('{ ...Fields }'),
      'graphql',
    );
    expect(told(await ask(gateway(SDL), '{ all { id } }'))).toEqual({ ids: ALL, errors: [] });
    expect(queries).toEqual(
      Array(3).fill(`query($n: Int!, $after: String) { shop { things(first: $n, after: $after) { ${fields} } } }`),
    );
  });

  test('needs no place where it is all that is answered', async () => {
    const answer: Reply = (body) => {
      const { after = 0 } = JSON.parse(body).variables;
      const nodes = rows(Number(after), 3);
      const end = Number(after) + nodes.length;
      return {
        data: { things: { nodes, totalCount: ROWS, pageInfo: { endCursor: `${end}`, hasNextPage: end < ROWS } } },
      };
    };
    const { gateway } = await opened(
      answer,
      { next: 'connection', total: 'totalCount', size: 3 },
      within('{ ...Fields }'),
      'graphql',
    );
    const graph = gateway(CONNECTED);
    expect(await ask(graph, '{ all(first: 5) { nodes { id } totalCount pageInfo { hasNextPage } } }')).toEqual({
      data: { all: { nodes: rows(0, 5), totalCount: ROWS, pageInfo: { hasNextPage: true } } },
    });
  });

  test('tells fields of an edge beside those of its node', async () => {
    const { gateway } = await opened(
      serving(shop()),
      { next: 'connection', at: 'shop.things.edges[].node', size: 3 },
      within('{ ...Fields }'),
      'graphql',
    );
    const sdl = SDL.replace('id: ID!', 'id: ID! role: String @wire(path: "^.role")');
    expect(await ask(gateway(sdl), '{ all { role } }')).toMatchObject({
      data: { all: ALL.map((n) => ({ role: `role ${n}` })) },
    });
  });

  test('is a connection of ours, walked from where a client stopped', async () => {
    const queries: string[] = [];
    const { gateway } = await opened(
      serving(shop(), queries),
      { next: 'connection', at: 'shop.things', size: 3 },
      within('{ ...Fields }'),
      'graphql',
    );
    const graph = gateway(CONNECTED);
    const asked = async (after: string | null) => {
      const query =
        'query($after: String) { all(first: 3, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }';
      const { data } = (await ask(graph, { query, variables: { after } })) as {
        data: { all: { nodes: unknown[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
      };
      return data.all;
    };
    const first = await asked(null);
    const second = await asked(first.pageInfo.endCursor);
    const third = await asked(second.pageInfo.endCursor);
    expect([first, second, third].flatMap(({ nodes }) => nodes)).toEqual(rows(0, 7));
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
    expect(queries).toHaveLength(3);
  });
});

describe('a plain list of a GraphQL API', () => {
  test('goes on by an offset', async () => {
    const make = ({ size, offset }: Page) =>
      graphql('query($n: Int!, $o: Int!) { shop { list(n: $n, o: $o) { ...Fields } } }', { n: size, o: offset });
    const { gateway, wire } = await opened(
      serving(shop()),
      { next: 'offset', at: 'shop.list', size: 3 },
      make,
      'graphql',
    );
    expect(told(await ask(gateway(SDL), '{ all { id } }'))).toEqual({ ids: ALL, errors: [] });
    expect(wire).toHaveLength(3);
  });

  test('goes on by a cursor', async () => {
    const make = ({ size, cursor }: Page) =>
      graphql('query($n: Int!, $c: String) { shop { some(n: $n, c: $c) { items { ...Fields } next } } }', {
        n: size,
        c: cursor,
      });
    const { gateway } = await opened(
      serving(shop()),
      { next: { cursor: 'shop.some.next' }, at: 'shop.some.items', size: 3 },
      make,
      'graphql',
    );
    expect(told(await ask(gateway(SDL), '{ all { id } }'))).toEqual({ ids: ALL, errors: [] });
  });
});

const envelope = (body: string): string =>
  `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${body}</S:Body></S:Envelope>`;
const listed = (ids: readonly number[], next: string): string =>
  `<ListResponse more="${next !== ''}">${ids.map((id) => `<thing><id>${id}</id></thing>`).join('')}<next>${next}</next><count>${ROWS}</count></ListResponse>`;

describe('a list of a SOAP API', () => {
  const answer: Reply = (body) => {
    const from = Number(/<cursor>(\d+)</.exec(body)?.[1] ?? 0);
    const ids = rows(from, 3).map(({ id }) => Number(id));
    return envelope(listed(ids, from + 3 < ROWS ? `${from + 3}` : ''));
  };
  const shapes: readonly (readonly [string, Shape])[] = [
    ['a cursor in the body', { next: { cursor: 'ListResponse.next' } }],
    [
      'a cursor, while it says that there is more',
      { next: { cursor: 'ListResponse.next', more: 'ListResponse.@more' } },
    ],
  ];
  test.each(shapes)('goes on by %s', async (_what, shape) => {
    const { gateway } = await opened(
      answer,
      { at: 'ListResponse.thing', total: 'ListResponse.count', size: 3, ...shape },
      ({ cursor }) => soap('List', { cursor }),
      'soap',
    );
    expect(told(await ask(gateway(SDL), '{ all { id } }'))).toEqual({ ids: ALL, errors: [] });
    expect(await ask(gateway(CONNECTED), '{ all(first: 1) { totalCount } }')).toMatchObject({
      data: { all: { totalCount: ROWS } },
    });
  });
});
