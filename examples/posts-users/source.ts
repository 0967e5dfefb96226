import { type Api, DataSource } from 'breakwater';

export class Blog extends DataSource {
  static readonly api = { name: 'blog', baseUrl: 'https://jsonplaceholder.typicode.com/' } satisfies Api;
  posts = this.get('[Post]', () => 'posts');
  user = this.batch('User', { key: 'id', fetch: (ids) => ({ path: 'users', query: { id: ids } }) });
}
