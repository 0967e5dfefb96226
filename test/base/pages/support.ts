import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Api, SourceClass } from '../../../src/datasources/base/index.ts';
import { DataSource } from '../../../src/datasources/base/index.ts';
import type { Page } from '../../../src/datasources/base/operation/operation.ts';

type Made =
  | string
  | { readonly path: string; readonly query?: object; readonly headers?: Readonly<Record<string, string>> };

/** A source with one list, `all`, that comes in pages. */
export const pagedSource = (
  shape: object,
  make: (args: Readonly<Record<string, unknown>>, page: Page) => Made,
  api: Partial<Api> = {},
): SourceClass =>
  class extends DataSource {
    static readonly api: Api = { name: 'paged', baseUrl: 'http://127.0.0.1:9/', retry: { maxAttempts: 1 }, ...api };

    constructor() {
      super();
      const { pages } = this as unknown as { pages: (...given: readonly unknown[]) => unknown };
      Object.assign(this, { all: pages.call(this, '[Thing]', make, shape) });
    }
  };

/** Things from one number up to another. */
export const thingsFrom = (from: number, count: number): readonly { readonly id: number }[] =>
  Array.from({ length: count }, (_, i) => ({ id: from + i }));

export const SDL = `
type Thing { id: ID! }
extend type Query { all: [Thing] @load(from: "paged.all") }
`;

/** Ids, and codes of errors with where they stand. */
export const told = (result: unknown) => {
  const { data, errors = [] } = result as {
    data: { all: readonly ({ id: string } | null)[] | null } | null;
    errors?: readonly { message: string; path: readonly unknown[]; extensions: { code: string } }[];
  };
  return {
    ids: data?.all?.map((each) => (each === null ? null : Number(each.id))) ?? null,
    errors: errors.map(({ message, path, extensions }) => [path.join('.'), extensions.code, message]),
  };
};

/** Says something of the answer in its headers. */
export type Answering = (url: URL, request: IncomingMessage, response: ServerResponse) => unknown;
