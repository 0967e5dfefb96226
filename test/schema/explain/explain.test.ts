import { describe, expect, test } from '@jest/globals';
import { type Api, bearer, oauth2ClientCredentials } from '../../../src/datasources/base/index.ts';
import { explain, explainText, readQuestion } from '../../../src/schema/index.ts';
import { pagedSource } from '../../base/pages/support.ts';
import { looseSource } from '../loose-source.ts';
import { blueprint, explained, lines } from './explained.ts';

const blog = looseSource('blog', ({ get, batch, post }) => ({
  posts: get('[Post]', () => 'posts'),
  post: get('Post', ({ id }) => `posts/${id}`),
  user: batch('User', { key: 'id', max: 10, fetch: (ids) => ({ path: 'users', query: { id: ids } }) }),
  all: batch('User', { key: 'id', whole: true, fetch: () => 'users' }),
  place: batch('Place', {
    key: ['lat', 'lon'],
    max: 20,
    fetch: (keys) => ({ path: 'places', query: { at: keys.map(String) } }),
  }),
  add: post('Post', () => ({ path: 'posts', body: {} })),
  addOnce: post('Post', () => ({ path: 'posts', body: {} }), { idempotencyKey: 'Idempotency-Key' }),
  job: get('Post', () => 'job', { poll: { everyMs: 100 } }),
}));
const SDL = `
type Post { id: ID! userId: ID! lat: Float lon: Float
  user: User @load(from: "blog.user", by: "userId")
  known: User @load(from: "blog.all", by: "userId")
  place: Place @load(from: "blog.place", by: { lat: "lat", lon: "lon" })
}
type User @load(from: "blog.user", by: "id") { id: ID! name: String bio: String @wire(detail: true) age: Int @wire(detail: true)
  posts: [Post] @load(from: "blog.posts")
  manager: User @load(from: "blog.user", by: "id") }
type Place { lat: Float lon: Float name: String owner: User }
extend type Query {
  posts: [Post] @load(from: "blog.posts")
  post(id: ID!): Post @load(from: "blog.post")
  user(id: ID!): User @load(from: "blog.user")
  users(ids: [ID!]!): [User] @load(from: "blog.user", by: "$ids")
  some(ids: [ID!]!): [User] @load(from: "blog.all", by: "$ids")
  places(lat: Float!, lon: Float!): Place @load(from: "blog.place")
  job: Post @load(from: "blog.job")
  version: String
}
type Mutation {
  add: Post @load(from: "blog.add")
  addOnce: Post @load(from: "blog.addOnce")
}`;
const its = blueprint(SDL, [blog], { Query: { version: () => '1' } });
const of = (query: string, variables: object = {}) => lines(explained(its, query, variables));

describe('what is not known', () => {
  test('the length of a list is unbounded, and all that hangs on it', () => {
    expect(of('{ posts { user { name } } }')).toEqual([
      '1 blog.posts 1 1 4',
      '2 blog.user unbounded keys unbounded unbounded unbounded',
    ]);
  });

  test('a variable that nobody gave leaves open what depends on it, and nothing else', () => {
    const query = 'query ($ids: [ID!]!, $id: ID!) { users(ids: $ids) { id } user(id: $id) { id } }';
    expect(of(query)).toEqual(['1 blog.user unbounded keys unbounded unbounded unbounded']);
    expect(of(query, { ids: ['1', '2'], id: '3' })).toEqual(['1 blog.user 3 keys 1 5 20']);
    expect(of('query ($id: ID!) { post(id: $id) { id } }')).toEqual(['1 blog.post 1 1 4']);
  });

  test('a condition that nobody gave is taken to hold', () => {
    const query = 'query ($yes: Boolean!) { posts @include(if: $yes) { id } post(id: "1") @skip(if: $yes) { id } }';
    expect(of(query)).toEqual(['1 blog.posts 1 1 4', '1 blog.post 1 1 4']);
    expect(of(query, { yes: true })).toEqual(['1 blog.posts 1 1 4']);
    expect(of(query, { yes: false })).toEqual(['1 blog.post 1 1 4']);
  });

  test('what a resolver of somebody’s own asks is not counted, and said so', () => {
    expect(explained(its, '{ version }')).toMatchObject({ waves: [], calls: 0, unjudged: ['Query.version'] });
  });

  test('a document of several operations, or a variable of the wrong kind, is a sentence', () => {
    const two = readQuestion(its.schema, 'query A { version } query B { version }');
    if ('problems' in two) throw new Error('unread');
    expect(explain(its, two)).toEqual({
      problems: ['The document has more than one operation, or none of that name: say which.'],
    });
    expect(() => explained(its, 'query ($ids: [ID!]!) { users(ids: $ids) { id } }', { ids: [{}] })).toThrow(/\$ids/);
    expect(readQuestion(its.schema, '{ nothing }')).toEqual({
      problems: ['query:1:3: Cannot query field "nothing" on type "Query".'],
    });
    expect(readQuestion(its.schema, 'subscription { nothing }')).toEqual({
      problems: ['query: The graph has no subscriptions.'],
    });
    const deep = `{ ${'... { '.repeat(50_000)}__typename${' }'.repeat(50_000)} }`;
    expect(readQuestion(its.schema, deep)).toEqual({ problems: ['query: It lies in itself too deeply.'] });
    expect(readQuestion(its.schema, '{')).toEqual({ problems: [expect.stringMatching(/^query:1:2: Syntax Error/)] });
  });
});

describe('calls', () => {
  test('keys asked for in one place share a loader, whatever they are called', () => {
    expect(of('{ a: user(id: "1") { id } b: user(id: "2") { id } c: user(id: "1") { id } }')).toEqual([
      '1 blog.user 2 keys 1 3 12',
    ]);
  });

  test('a batch is cut where its keys are too many, or too long for a URL', () => {
    const ids = (length: number, size: number) => Array.from({ length }, (_, i) => `${i}`.padEnd(size, 'x'));
    const query = 'query ($ids: [ID!]!) { users(ids: $ids) { id } }';
    expect(of(query, { ids: ids(25, 4) })).toEqual(['1 blog.user 25 keys 3 19 76']);
    expect(of(query, { ids: ids(10, 900) })).toEqual(['1 blog.user 10 keys 4 16 64']);
  });

  test('keys of text may each need a request, keys of numbers not', () => {
    expect(of('{ posts { place { name } } }')[1]).toBe('2 blog.place unbounded keys unbounded unbounded unbounded');
    expect(of('query ($ids: [ID!]!) { users(ids: $ids) { manager { id } } }', { ids: ['1', '2', '3'] })).toEqual([
      '1 blog.user 3 keys 1 5 20',
      '2 blog.user 3 keys 1 5 20',
    ]);
  });

  test('one request for whatever is asked is made once, however often it is asked', () => {
    expect(of('{ posts { known { id } } some(ids: ["1"]) { id } }')).toEqual([
      '1 blog.posts 1 1 4',
      '1 blog.all 1 keys 1 1 4',
      '2 blog.all unbounded keys 0 0 0',
    ]);
    expect(of('{ a: post(id: "1") { id } b: post(id: "1") { userId } }')).toEqual([
      '1 blog.post 1 1 4',
      '1 blog.post 0 0 0',
    ]);
  });

  test('details of one record are one call, and none where nobody asks', () => {
    expect(of('{ places(lat: 1, lon: 2) { name owner { name bio age } } }')).toEqual([
      '1 blog.place 1 keys 1 1 4',
      '2 blog.user 1 keys 1 1 4',
    ]);
    expect(of('{ places(lat: 1, lon: 2) { name owner { name } } }')).toHaveLength(1);
  });

  test('a job is looked at up to a hundred times', () => {
    expect(of('{ job { id } }')).toEqual(['1 blog.job 1 101 404']);
  });

  test('fields of a mutation follow each other; what may not be repeated is not connected anew', () => {
    expect(of('mutation { add { id user { id } } addOnce { id } }')).toEqual([
      '1 blog.add 1 1 3',
      '2 blog.user 1 keys 1 1 4',
      '3 blog.addOnce 1 1 4',
    ]);
  });
});

describe('pages', () => {
  const shape = { next: 'number', size: 20, maxPages: 7 };
  const things = pagedSource(shape, (_, { number }) => ({ path: 'things', query: { page: number } }), { retry: {} });
  const other = looseSource('other', ({ get }) => ({
    one: get('Twin', ({ id }) => ({ path: 'thing', query: { id } })),
  }));
  const SDL_OF_PAGES = `type Thing { id: ID! twin: Twin @load(from: "other.one", by: { id: "id" }) } type Twin { id: ID! }
    extend type Query { all: [Thing] @load(from: "paged.all") part(first: Int, after: String): ThingConnection @load(from: "paged.all") }`;
  const paged = blueprint(SDL_OF_PAGES, [things, other]);
  const asked = (query: string) => lines(explained(paged, query));

  test('a whole list has as many as it may', () => {
    expect(asked('{ all { id } }')).toEqual(['1 paged.all 7 7 28']);
    expect(asked('{ all { twin { id } } }')[1]).toBe('2 other.one 10000 10000 40000');
  });

  test('a part has as many as it needs, and one more to look ahead', () => {
    expect(asked('{ part(first: 50) { nodes { id } } }')).toEqual(['1 paged.all 3 7 28']);
    expect(asked('{ part(first: 10) { nodes { id } pageInfo { hasNextPage } } }')).toEqual(['1 paged.all 2 8 32']);
    expect(asked('{ part(first: 5) { edges { node { twin { id } } } nodes { twin { id } } } }')).toEqual([
      '1 paged.all 1 7 28',
      '2 other.one 5 5 20',
      '2 other.one 5 5 20',
    ]);
  });
});

describe('attempts', () => {
  const attemptsOf = (api: Partial<Api>): number | undefined => {
    const source = looseSource('blog', ({ get }) => ({ thing: get('Thing', () => 'thing') }), api);
    const one = blueprint('type Thing { id: ID! } extend type Query { thing: Thing @load(from: "blog.thing") }', [
      source,
    ]);
    return explained(one, '{ thing { id } }').waves[0]?.[0]?.attemptsPerCall;
  };

  test.each<[string, Partial<Api>, number]>([
    ['by default', {}, 4],
    ['without retries', { retry: { maxAttempts: 1 } }, 2],
    ['where a closed connection is not opened anew', { failures: { staleConnection: { retry: 'no' } } }, 3],
    ['with a second copy of slow reads', { hedge: { afterMs: 10 } }, 8],
    ['with a fixed credential', { auth: bearer({ env: 'KEY' }) }, 4],
    [
      'with a credential that is renewed',
      { auth: oauth2ClientCredentials({ tokenUrl: 'https://id.example/token', id: 'ID', secret: 'SECRET' }) },
      8,
    ],
  ])('of one call %s', (_, api, expected) => {
    expect(attemptsOf(api)).toBe(expected);
  });

  test('of one operation are never more than it is allowed', () => {
    const ids = Array.from({ length: 100 }, (_, i) => i);
    const many = explained(its, 'query ($ids: [ID!]!) { users(ids: $ids) { manager { manager { id } } } }', { ids });
    expect(many.worst.attempts).toBe(200);
  });
});

describe('as text', () => {
  test('a tree says what is asked for what, and what it costs', () => {
    expect(explainText(explained(its, '{ users(ids: ["1", "2"]) { name posts { id } } version }'))).toBe(
      `query: 2 waves, 2 calls
at worst 4 calls and 16 attempts; no operation makes more than 200

wave 1
└─ blog.user: 1 call (2 keys, 10 a request)
      for users (Query.users)
      at worst 3 calls of 4 attempts each
      kept by its keys as long as the API says, in place of a failure 300000 ms longer

wave 2
└─ blog.posts: 1 call
      for users.posts (User.posts)
      at worst 1 call of 4 attempts each
      kept by answer as long as the API says, in place of a failure 300000 ms longer

not counted: what the resolvers of Query.version ask
`,
    );
  });
});
