import { type Api, apiKey, DataSource, graphql, type SourceClass, soap } from '../../src/datasources/base/index.ts';
import type { Page } from '../../src/datasources/base/operation/operation.ts';

type Make = (page: Page) => { readonly path: string; readonly query?: object; readonly body?: unknown };

/** A source with one list that comes in pages. */
const paged = (name: string, shape: object, make: Make, api: Partial<Api> = {}): SourceClass =>
  class extends DataSource {
    static readonly api: Api = { name, baseUrl: 'https://paged.example/v1/', ...api };

    constructor() {
      super();
      const { pages } = this as unknown as { pages: (...given: readonly unknown[]) => unknown };
      const all = pages.call(this, '[Thing]', (_args: unknown, page: Page) => make(page), shape);
      Object.assign(this, { all });
    }
  };

const byCursor: Make = ({ cursor, size }) => ({ path: 'things', query: { cursor, size } });

/** The first page asks for the beginning of what the others ask for. */
const sizeFirst: Make = ({ cursor, size }) => ({ path: 'things', query: { size, cursor } });

const keyInQuery = { auth: apiKey({ query: 'key', env: 'PAGED_KEY' }) } as const;

const connection: Make = ({ cursor, size }) =>
  graphql('query($n: Int, $after: String) { shop { things(first: $n, after: $after) { ...Fields } } }', {
    n: size,
    after: cursor,
  });

/** One source for each form in which an API may say how its pages follow each other. */
export const pagedSources: readonly SourceClass[] = [
  paged('byLink', { next: 'link' }, ({ size }) => ({ path: 'things', query: { size } }), {
    ...keyInQuery,
  }),
  paged('byUrl', { next: { url: 'links.next' }, at: 'data', total: 'total' }, () => ({ path: 'things' })),
  paged('byCursor', { next: { cursor: 'meta.next' }, at: 'items' }, byCursor),
  paged('byCursorWithKey', { next: { cursor: 'meta.next' }, at: 'items' }, sizeFirst, keyInQuery),
  paged('byLastWithKey', { next: { last: 'id', more: 'has_more' }, at: 'data' }, sizeFirst, keyInQuery),
  paged('byCursorInXml', { next: { cursor: 'all.@next' }, at: 'all.thing', total: 'all.@count' }, byCursor, {
    format: 'xml',
  }),
  paged('byHeader', { next: { header: 'X-Next-Page' } }, byCursor),
  paged('byLast', { next: { last: 'id', more: 'has_more' }, at: 'data' }, byCursor),
  paged('byNumber', { next: 'number', start: 0 }, ({ number, size }) => ({ path: 'things', query: { number, size } })),
  paged('byOffset', { next: 'offset', at: 'rows', total: 'count' }, ({ offset, size }) => ({
    path: 'things',
    query: { offset, size },
  })),
  paged('byConnection', { next: 'connection', at: 'shop.things' }, connection, { format: 'graphql' }),
  paged(
    'byEdges',
    { next: 'connection', at: 'shop.things.edges[].node', total: 'shop.things.totalCount' },
    connection,
    {
      format: 'graphql',
    },
  ),
  paged(
    'byCursorInGraphql',
    { next: { cursor: 'things.next' }, at: 'things.items', total: 'things.count' },
    ({ size, cursor }) =>
      graphql('query($n: Int, $c: ID) { things(n: $n, c: $c) { items { ...Fields } next count } }', {
        n: size,
        c: cursor,
      }),
    { format: 'graphql' },
  ),
  paged(
    'byOffsetInGraphql',
    { next: 'offset' },
    ({ size, offset }) =>
      graphql('query($n: Int, $o: Int) { things(n: $n, o: $o) { ...Fields } }', { n: size, o: offset }),
    { format: 'graphql' },
  ),
  paged(
    'byCursorInSoap',
    {
      next: { cursor: 'ListResponse.next', more: 'ListResponse.@more' },
      at: 'ListResponse.thing',
      total: 'ListResponse.count',
    },
    ({ size, cursor }) => soap('List', { size, cursor }),
    { format: 'soap' },
  ),
  paged(
    'byNumberInSoap',
    { next: 'number', at: 'ListResponse.thing' },
    ({ size, number }) => soap('List', { size, number }),
    {
      format: 'soap',
    },
  ),
  paged(
    'byLastInSoap',
    { next: { last: 'id', more: 'ListResponse.more' }, at: 'ListResponse.thing' },
    ({ size, cursor }) => soap('List', { size, cursor }),
    { format: 'soap' },
  ),
];

export const pagedSdl = (name: string): string => `
  type Thing { id: ID! name: String! price: Decimal }
  extend type Query { all: [Thing] @load(from: "${name}.all") }
`;
