import { type Api, DataSource } from 'breakwater';

/** A pretend API, served by src/simulators/library.ts. */
export class Library extends DataSource {
  static readonly api = {
    name: 'library',
    baseUrl: 'https://library.example/v1/',
    names: 'snake_case',
  } satisfies Api;

  books = this.get('[Book]', () => 'books');

  /** However many books ask, the API sees one request: GET /v1/authors?id=1&id=2 */
  author = this.batch('Author', { key: 'id', fetch: (ids) => ({ path: 'authors', query: { id: ids } }) });
}
