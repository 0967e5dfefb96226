import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { afterEach, expect, test } from '@jest/globals';
import * as breakwater from '../../src/index.ts';
import { ask, openThings } from '../schema/asked.ts';

const things = openThings();
afterEach(() => things.end());

const page = readFileSync('docs/from-datasource-rest.md', 'utf8');

/** The block of the page that begins so. */
const blockAfter = (begin: string): string => {
  const [, block = ''] = page.split(begin);
  return block.split('\n```')[0] ?? '';
};

test('the example of the guide answers over an ordinary API, with one request for each movie', async () => {
  const code = stripTypeScriptTypes(blockAfter('```ts\n// after: source.ts\n')).replace('export class', 'return class');
  const { DataSource, bearer, path } = breakwater;
  // oxlint-disable-next-line no-implied-eval
  const Movies = new Function('DataSource', 'bearer', 'path', code)(DataSource, bearer, path);
  const api = await things.api(({ pathname }, { headers }) => {
    if (headers.authorization !== 'Bearer t') return {};
    const id = pathname.split('/').at(-1);
    return pathname.startsWith('/movies/')
      ? { id, title: `t${id}` }
      : [{ movie_id: '7' }, { movie_id: '8' }, { movie_id: '7' }];
  });
  class Reviews extends DataSource {
    static readonly api = {
      name: 'reviews',
      baseUrl: api.baseUrl,
      names: 'snake_case',
      auth: bearer({ env: 'MOVIES_TOKEN' }),
    } as const;
    all = this.get('[Review]' as never, () => 'reviews');
  }
  const gateway = things.gateway({
    sources: [Movies, Reviews],
    typeDefs: [
      blockAfter('```graphql\n# after: schema.graphql\n'),
      'extend type Query { reviews: [Review] @load(from: "reviews.all") }',
    ],
    baseUrls: { movies: api.baseUrl },
    environment: { MOVIES_TOKEN: 't' },
  });
  const seven = { id: '7', title: 't7' };
  expect(await ask(gateway, '{ movie(id: "7") { id title } reviews { movie { title } } }')).toEqual({
    data: { movie: seven, reviews: ['t7', 't8', 't7'].map((title) => ({ movie: { title } })) },
  });
  expect([...api.wire].sort()).toEqual(['/movies/7', '/movies/8', '/reviews']);
});
