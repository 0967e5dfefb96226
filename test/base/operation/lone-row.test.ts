import { afterEach, describe, expect, test } from '@jest/globals';
import { ask, openThings } from '../../schema/asked.ts';
import { looseSource } from '../../schema/loose-source.ts';

const things = openThings();
afterEach(() => things.end());

const SDL = `type Movie { id: ID!  title: String }
type Query { movie(id: ID!): Movie @load(from: "films.movie")  movies(ids: [ID!]!): [Movie] @load(from: "films.movie", by: "$ids") }`;

/** What a batch of one answers with where the API says this of `/movies/ID`. */
const asked = async (query: string, body: (id: string) => string, shape: object = {}) => {
  const api = await things.api((url, _request, response) => {
    const text = body(url.pathname.slice('/movies/'.length));
    response.setHeader('content-type', text.startsWith('<') ? 'application/xml' : 'application/json');
    response.end(text);
    return undefined;
  });
  const films = looseSource('films', ({ batch }) => ({
    movie: batch('Movie', { key: 'id', max: 1, fetch: ([id = '']) => `movies/${id}`, ...shape }),
  }));
  return ask(things.gateway({ sources: [films], typeDefs: SDL, baseUrls: { films: api.baseUrl } }), query);
};

const seven = { data: { movie: { id: '7', title: 't7' } } };
const movie = (id: string) => ({ id, title: `t${id}` });

describe('a batch of one key a request', () => {
  test('fails where what stands alone is no row, or another one', async () => {
    expect(await asked('{ movie(id: 7) { id } }', () => '5')).toMatchObject({
      errors: [{ message: expect.stringContaining('Movie: expected an object, got a number') }],
    });
    expect(await asked('{ movie(id: 7) { id } }', () => '{"error":"gone"}')).toMatchObject({
      errors: [{ extensions: { code: 'UPSTREAM_SCHEMA_MISMATCH' } }],
    });
    expect(await asked('{ movie(id: 7) { id } }', () => JSON.stringify(movie('8')))).toMatchObject({
      errors: [{ extensions: { code: 'UPSTREAM_SCHEMA_MISMATCH' } }],
    });
  });

  test.each<[string, string, object]>([
    ['a row that stands alone', '{"id":"7","title":"t7"}', {}],
    ['a list of one', '[{"id":"7","title":"t7"}]', {}],
    ['a row that stands alone, in its place', '{"data":{"id":"7","title":"t7"}}', { at: 'data' }],
    ['a list of one, in its place', '{"data":[{"id":"7","title":"t7"}]}', { at: 'data' }],
    ['an element', '<movie><id>7</id><title>t7</title></movie>', { format: 'xml' }],
    ['an element, in its place', '<a><movie><id>7</id><title>t7</title></movie></a>', { format: 'xml', at: 'a.movie' }],
    ['an object by keys', '{"7":{"title":"t7"}}', { at: { path: '.', key: 'id' } }],
  ])('reads %s', async (_, body, shape) => {
    expect(await asked('{ movie(id: 7) { id title } }', () => body, shape)).toEqual(seven);
  });

  test('reads one row a request, for each of several keys', async () => {
    expect(await asked('{ movies(ids: [7, 9]) { id title } }', (id) => JSON.stringify(movie(id)))).toEqual({
      data: { movies: [movie('7'), movie('9')] },
    });
  });
});

test('a batch of several names the remedy where a row stands alone', async () => {
  expect(await asked('{ movie(id: 7) { id } }', () => '{"id":"7"}', { max: 5 })).toMatchObject({
    errors: [
      {
        message:
          'films: the answer does not fit the contract: films.movie: expected a list (say lone: true where one stands for a list of one), got an object',
      },
    ],
  });
});
