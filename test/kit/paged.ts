import { type Api, apiKey, DataSource, type SourceClass } from '../../src/datasources/base/index.ts';
import type { Page } from '../../src/datasources/base/operation/operation.ts';

type Make = (page: Page) => { readonly path: string; readonly query?: object };

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

/** One source for each form in which an API may say how its pages follow each other. */
export const pagedSources: readonly SourceClass[] = [
  paged('byLink', { next: 'link' }, ({ size }) => ({ path: 'things', query: { size } }), {
    auth: apiKey({ query: 'key', env: 'PAGED_KEY' }),
  }),
  paged('byUrl', { next: { url: 'links.next' }, at: 'data', total: 'total' }, () => ({ path: 'things' })),
  paged('byCursor', { next: { cursor: 'meta.next' }, at: 'items' }, byCursor),
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
];

export const pagedSdl = (name: string): string => `
  type Thing { id: ID! name: String! price: Decimal }
  extend type Query { all: [Thing] @load(from: "${name}.all") }
`;
