import { afterEach, describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { path } from '../../src/datasources/base/index.ts';
import type { GraphContext } from '../../src/schema/index.ts';
import { ask, type JsonApi, openThings } from './asked.ts';
import { looseSource } from './loose-source.ts';

const things = openThings();
afterEach(() => things.end());

interface User {
  readonly id: unknown;
  readonly name?: unknown;
  readonly bossId?: unknown;
  readonly friendIds?: unknown;
  readonly home?: unknown;
}

const everyone: readonly User[] = [
  { id: 1, name: 'Ada', bossId: 2, friendIds: [2, 3], home: { ref: { place: '7' }, spots: [['x', 'y'], ['z']] } },
  { id: 2, name: 'Bob', bossId: null, friendIds: [3, null, 9, 1], home: null },
  { id: 3, name: 'Cyd', bossId: 2, friendIds: [], home: { ref: null, spots: [] } },
  { id: 0, name: 'Nil', bossId: 0 },
];

/** Users by id, posts by user, places by coordinates; everything is in the wire log. */
const answer = (url: URL): unknown => {
  const ids = url.searchParams.getAll('id');
  if (url.pathname === '/users') return everyone.filter(({ id }) => ids.includes(String(id)));
  if (url.pathname.startsWith('/users/')) return { ...everyone[0], bio: `bio ${url.pathname.slice(7)}` };
  if (url.pathname === '/posts') {
    const posts = [
      { userId: 1, title: 'one', lang: url.searchParams.get('lang') },
      { userId: 2, title: 'two', lang: url.searchParams.get('lang') },
      { userId: 1, title: 'three', lang: url.searchParams.get('lang') },
    ];
    return posts.filter(({ userId }) => ids.includes(String(userId)));
  }
  if (url.pathname === '/echo') return { said: url.search };
  const at = url.searchParams.getAll('at');
  return at.map((text) => ({ lat: text.split(',')[0], lon: text.split(',')[1], name: `at ${text}` }));
};

const social = looseSource('social', ({ get, batch }) => ({
  user: batch('User', { key: 'id', fetch: (ids) => ({ path: 'users', query: { id: ids } }) }),
  postsOf: batch('[Post]', {
    key: 'userId',
    fetch: (ids, args) => ({ path: 'posts', query: { id: ids, lang: args['lang'], first: args['first'] } }),
  }),
  place: batch('Place', {
    key: ['lat', 'lon'],
    fetch: (keys) => {
      const at = (keys as unknown as readonly Record<string, string>[]).map(({ lat, lon }) => `${lat},${lon}`);
      return { path: 'places', query: { at } };
    },
  }),
  echo: get('Echo', (args) => ({ path: 'echo', query: args })),
}));

const SDL = `
type User {
  id: ID!
  name: String
  bossId: ID
  friendIds: [ID]
  home: Home
  boss: User @load(from: "social.user", by: "bossId")
  friends: [User] @load(from: "social.user", by: "friendIds")
  posts(lang: String = "en", first: Int): [Post] @load(from: "social.postsOf", by: "id")
  landlord: User @load(from: "social.user", by: { id: "home.ref.place" })
  spot: [Post] @load(from: "social.postsOf", by: "home.spots[0][-1]")
}
type Home { ref: Ref  spots: [[ID]] }
type Ref { place: ID }
type Post { userId: ID!  title: String!  lang: String }
type Place { lat: ID!  lon: ID!  name: String }
type Echo { said: String }
extend type Query {
  user(id: ID!): User @load(from: "social.user")
  users(ids: [ID]!): [User] @load(from: "social.user", by: "$ids")
  zero: User @load(from: "social.user", const: { id: 0 })
  place(lat: ID, lon: ID): Place @load(from: "social.place")
  swapped(a: ID, b: ID): Place @load(from: "social.place", by: { lat: "$b", lon: "$a" })
  echo(a: String = "own", b: String = "own", c: String = "own"): Echo
    @load(from: "social.echo", by: { a: "$c" }, const: { b: "const", d: "const" })
}`;

const open = async (): Promise<{ readonly api: JsonApi; readonly run: (query: string) => Promise<unknown> }> => {
  const api = await things.api(answer);
  const gateway = things.gateway({ sources: [social], typeDefs: SDL, baseUrls: { social: api.baseUrl } });
  return { api, run: (query) => ask(gateway, query) };
};

const mismatch = (message: string, at: readonly (string | number)[], place: object) => ({
  message,
  path: at,
  locations: [place],
  extensions: { code: 'UPSTREAM_SCHEMA_MISMATCH', source: 'odd', retryable: false, sent: 'yes', requestId: 'r' },
});

describe('when it fails', () => {
  const oddRow = looseSource('odd', ({ get, batch }) => ({
    all: get('[Row]', () => 'rows'),
    row: batch('Row', { key: 'id', max: 1, fetch: ([id = '']) => path`rows/${id}`, at: { path: '.', lone: true } }),
  }));
  const ROWS = `type Row { id: ID!  next: ID  others: [ID]  onward: Row @load(from: "odd.row", by: "next")  rest: [Row] @load(from: "odd.row", by: "others") }
extend type Query { rows: [Row] @load(from: "odd.all")  pick(ids: [ID]!): [Row] @load(from: "odd.row", by: "$ids") }`;

  test('a misfit in a key is that error, and makes no call', async () => {
    const api = await things.api(() => [{ id: 1, next: { oops: true } }]);
    const gateway = things.gateway({ sources: [oddRow], typeDefs: ROWS, baseUrls: { odd: api.baseUrl } });
    expect(await ask(gateway, '{ rows { id onward { id } } }')).toEqual({
      data: { rows: [{ id: '1', onward: null }] },
      errors: [
        mismatch(
          'odd: the answer does not fit the contract: Row.next: expected an ID, got an object',
          ['rows', 0, 'onward'],
          {
            line: 1,
            column: 13,
          },
        ),
      ],
    });
    expect(api.wire).toEqual(['/rows']);
  });

  test('a misfit in a list of keys costs its own place alone', async () => {
    const api = await things.api(({ pathname }) =>
      pathname === '/rows' ? [{ id: 1, others: [5, { oops: true }, 6] }] : { id: pathname.slice(6) },
    );
    const gateway = things.gateway({ sources: [oddRow], typeDefs: ROWS, baseUrls: { odd: api.baseUrl } });
    expect(await ask(gateway, '{ rows { rest { id } } }')).toEqual({
      data: { rows: [{ rest: [{ id: '5' }, null, { id: '6' }] }] },
      errors: [
        mismatch(
          'odd: the answer does not fit the contract: Row.others: expected an ID, got an object',
          ['rows', 0, 'rest', 1],
          {
            line: 1,
            column: 10,
          },
        ),
      ],
    });
    expect([...api.wire].sort()).toEqual(['/rows', '/rows/5', '/rows/6']);
  });

  test('a failing item is an error at its index, and its siblings live', async () => {
    const api = await things.api(({ pathname }, _request, response) => {
      if (pathname !== '/rows/2') return { id: pathname.slice(6) };
      response.statusCode = 403;
      response.end();
      return undefined;
    });
    const gateway = things.gateway({ sources: [oddRow], typeDefs: ROWS, baseUrls: { odd: api.baseUrl } });
    expect(await ask(gateway, '{ pick(ids: ["1", "2", "../3", "4"]) { id } }')).toEqual({
      data: { pick: [{ id: '1' }, null, null, { id: '4' }] },
      errors: [
        {
          message: 'odd: the credential may not do this (HTTP 403)',
          path: ['pick', 1],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: 'UPSTREAM_FORBIDDEN', source: 'odd', retryable: false, sent: 'yes', requestId: 'r' },
        },
        {
          message:
            'odd: a value would have escaped its place in the request: a slash, or an encoded one, cannot be part of a path',
          path: ['pick', 2],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: 'BAD_USER_INPUT', source: 'odd', retryable: false, sent: 'no', requestId: 'r' },
        },
      ],
    });
    expect([...api.wire].sort()).toEqual(['/rows/1', '/rows/2', '/rows/4']);
  });
});

describe('what fills a key', () => {
  test('is a field, a nested path, an item of a list', async () => {
    const { api, run } = await open();
    const query = '{ user(id: "1") { boss { name } landlord { name } spot { title } } }';
    expect(await run(query)).toEqual({ data: { user: { boss: { name: 'Bob' }, landlord: null, spot: [] } } });
    expect([...api.wire].sort()).toEqual([
      '/posts?id=y&lang=en'.replace('&lang=en', ''),
      '/users?id=1',
      '/users?id=2&id=7',
    ]);
  });

  test('is an argument of the same name, one that by names, or a literal', async () => {
    const { api, run } = await open();
    expect(await run('{ user(id: "2") { name } users(ids: ["3"]) { name } zero { name } }')).toEqual({
      data: { user: { name: 'Bob' }, users: [{ name: 'Cyd' }], zero: { name: 'Nil' } },
    });
    expect(api.wire).toEqual(['/users?id=2&id=3&id=0']);
  });

  test('is one value for each field of a compound key', async () => {
    const { api, run } = await open();
    const query = '{ place(lat: "1.10", lon: "2") { name } swapped(a: "4", b: "3") { name } }';
    expect(await run(query)).toEqual({ data: { place: { name: 'at 1.10,2' }, swapped: { name: 'at 3,4' } } });
    expect(api.wire).toEqual(['/places?at=1.10%2C2&at=3%2C4']);
  });

  test('makes no call if it is null, in whole or in part', async () => {
    const { api, run } = await open();
    expect(await run('{ place(lat: "1") { name } users(ids: [null]) { name } }')).toEqual({
      data: { place: null, users: [null] },
    });
    expect(api.wire).toEqual([]);
  });

  test('makes a call if it is 0 or empty: these are keys', async () => {
    const { api, run } = await open();
    expect(await run('{ users(ids: ["0", ""]) { id boss { name } } }')).toEqual({
      data: { users: [{ id: '0', boss: { name: 'Nil' } }, null] },
    });
    expect(api.wire).toEqual(['/users?id=0&id=']);
  });
});

describe('a list of keys', () => {
  test('gives a list in its order; null for what is missing, and for no key', async () => {
    const { api, run } = await open();
    expect(await run('{ users(ids: ["3", "9", null, "1", "3"]) { name } }')).toEqual({
      data: { users: [{ name: 'Cyd' }, null, null, { name: 'Ada' }, { name: 'Cyd' }] },
    });
    expect(api.wire).toEqual(['/users?id=3&id=9&id=1']);
  });

  test('of many parents is one call a level', async () => {
    const { api, run } = await open();
    expect(await run('{ users(ids: ["1", "2", "3"]) { friends { name } } }')).toEqual({
      data: {
        users: [
          { friends: [{ name: 'Bob' }, { name: 'Cyd' }] },
          { friends: [{ name: 'Cyd' }, null, null, { name: 'Ada' }] },
          { friends: [] },
        ],
      },
    });
    expect(api.wire).toEqual(['/users?id=1&id=2&id=3', '/users?id=9']);
  });
});

describe('one to many', () => {
  test('groups the rows of each key in their order; a key without rows is an empty list', async () => {
    const { api, run } = await open();
    expect(await run('{ users(ids: ["1", "2", "3"]) { posts { title } } }')).toEqual({
      data: {
        users: [{ posts: [{ title: 'one' }, { title: 'three' }] }, { posts: [{ title: 'two' }] }, { posts: [] }],
      },
    });
    expect(api.wire).toEqual(['/users?id=1&id=2&id=3', '/posts?id=1&id=2&id=3&lang=en']);
  });
});

describe('arguments beside the key', () => {
  test('are by, then const, then those of the field with their defaults', async () => {
    const { api, run } = await open();
    await run('{ echo(a: "A", b: "B", c: "C") { said } }');
    await run('{ echo { said } }');
    expect(api.wire).toEqual(['/echo?a=C&b=const&d=const', '/echo?a=own&b=const&d=const']);
  });

  test('that differ split a batch; that are equal share it', async () => {
    const { api, run } = await open();
    const query =
      '{ users(ids: ["1", "2"]) { posts { lang } same: posts(lang: "en") { lang } de: posts(lang: "de") { lang } } }';
    expect(await run(query)).toMatchObject({
      data: { users: [{ same: [{ lang: 'en' }, { lang: 'en' }], de: [{ lang: 'de' }, { lang: 'de' }] }, {}] },
    });
    expect(api.wire).toEqual(['/users?id=1&id=2', '/posts?id=1&id=2&lang=en', '/posts?id=1&id=2&lang=de']);
  });

  test('that are not given, or null, are not sent', async () => {
    const { api, run } = await open();
    await run('{ user(id: "1") { posts(lang: null) { title } } }');
    await run('{ user(id: "1") { posts(lang: "x", first: 2) { title } } }');
    expect(api.wire.filter((url) => url.startsWith('/posts'))).toEqual(['/posts?id=1', '/posts?id=1&lang=x&first=2']);
  });
});

describe('a get', () => {
  const shop = looseSource('shop', ({ get }) => ({
    orders: get('[Order]', () => 'orders'),
    customer: get('Customer', ({ id = '', lang }) => ({ path: path`customers/${id}`, query: { lang } })),
  }));
  const SHOP = `type Order { customerId: ID  customer(lang: String): Customer @load(from: "shop.customer", by: { id: "customerId" }) }
type Customer { name: String }
extend type Query { orders: [Order] @load(from: "shop.orders")  customer(id: ID): Customer @load(from: "shop.customer") }`;

  test('is filled from the parent; a parent that names nothing makes no call, and equal requests are one', async () => {
    const api = await things.api(({ pathname }) =>
      pathname === '/orders' ? [{ customerId: 7 }, { customerId: null }, { customerId: 7 }] : { name: pathname },
    );
    const gateway = things.gateway({ sources: [shop], typeDefs: SHOP, baseUrls: { shop: api.baseUrl } });
    expect(await ask(gateway, '{ orders { customer(lang: "de") { name } } }')).toEqual({
      data: {
        orders: [{ customer: { name: '/customers/7' } }, { customer: null }, { customer: { name: '/customers/7' } }],
      },
    });
    expect(api.wire).toEqual(['/orders', '/customers/7?lang=de']);
  });
});

describe('a detail', () => {
  const hub = looseSource('hub', ({ get, batch }) => ({
    issues: get('[Issue]', () => 'issues'),
    members: get('[Account]', () => 'members'),
    account: batch('Account', {
      key: 'login',
      max: 1,
      notFound: 'null',
      at: { path: '.', lone: true },
      fetch: ([login = ''], { lang }) => ({ path: path`users/${login}`, query: { lang } }),
    }),
  }));
  const DETAIL = `type Issue { title: String  author: Account }
type Account @load(from: "hub.account", by: "login") { login: ID!  url: String  bio: String @wire(detail: true)  age: Int @wire(detail: true) }
extend type Query { issues: [Issue] @load(from: "hub.issues")  members: [Account] @load(from: "hub.members")  account(login: ID!, lang: String): Account @load(from: "hub.account") }`;
  const slim = (login: string) => ({ login, url: `/${login}`, bio: 'not to be believed' });
  const openHub = async () => {
    const api = await things.api(({ pathname }, _request, response) => {
      if (pathname === '/issues')
        return ['ann', 'bob', 'ann', 'gone'].map((login) => ({ title: 'T', author: slim(login) }));
      if (pathname === '/members') return [slim('ann'), slim('cyd')];
      if (!pathname.endsWith('/gone')) return { ...slim(pathname.slice(7)), bio: `I am ${pathname.slice(7)}`, age: 7 };
      response.statusCode = 404;
      response.end();
      return undefined;
    });
    const gateway = things.gateway({ sources: [hub], typeDefs: DETAIL, baseUrls: { hub: api.baseUrl } });
    return { api, run: (query: string) => ask(gateway, query) };
  };

  test('that nobody asks for makes no call', async () => {
    const { api, run } = await openHub();
    await run('{ issues { author { login url } } }');
    expect(api.wire).toEqual(['/issues']);
  });

  test('asked of its own loader is one call', async () => {
    const { api, run } = await openHub();
    expect(await run('{ account(login: "ann") { login bio age } }')).toEqual({
      data: { account: { login: 'ann', bio: 'I am ann', age: 7 } },
    });
    expect(api.wire).toEqual(['/users/ann']);
  });

  test('comes with the answer that its own loader gave, whatever else that was asked', async () => {
    const { api, run } = await openHub();
    expect(await run('{ account(login: "ann", lang: "de") { bio } }')).toEqual({
      data: { account: { bio: 'I am ann' } },
    });
    expect(api.wire).toEqual(['/users/ann?lang=de']);
  });

  test('met elsewhere is one call for each record, whatever the answer said; null if there is none', async () => {
    const { api, run } = await openHub();
    expect(await run('{ issues { author { login bio age } } }')).toEqual({
      data: {
        issues: [
          { author: { login: 'ann', bio: 'I am ann', age: 7 } },
          { author: { login: 'bob', bio: 'I am bob', age: 7 } },
          { author: { login: 'ann', bio: 'I am ann', age: 7 } },
          { author: { login: 'gone', bio: null, age: null } },
        ],
      },
    });
    expect([...api.wire].sort()).toEqual(['/issues', '/users/ann', '/users/bob', '/users/gone']);
  });

  test('is shared by all operations that fill the type', async () => {
    const { api, run } = await openHub();
    expect(await run('{ account(login: "ann") { bio } members { login bio } }')).toEqual({
      data: {
        account: { bio: 'I am ann' },
        members: [
          { login: 'ann', bio: 'I am ann' },
          { login: 'cyd', bio: 'I am cyd' },
        ],
      },
    });
    expect([...api.wire].sort()).toEqual(['/members', '/users/ann', '/users/cyd']);
  });
});

describe('a resolver', () => {
  const resolved = async (resolvers: Record<string, unknown>, more = '') => {
    const api = await things.api(answer);
    const gateway = things.gateway({
      sources: [social],
      typeDefs: [SDL, `extend type User { nick: String  mates: [User] }\n${more}`],
      resolvers,
      baseUrls: { social: api.baseUrl },
    });
    return { api, run: (query: string) => ask(gateway, query) };
  };
  const error = (message: string, extensions: object) => ({
    message,
    path: ['user', 'nick'],
    locations: [{ line: 1, column: 19 }],
    extensions: { ...extensions, requestId: 'r' },
  });
  const throwing = (thrown: unknown) => ({
    User: {
      nick: () => {
        throw thrown;
      },
    },
  });
  const QUESTION = '{ user(id: "1") { nick name } }';

  test('that throws is an internal error, and its message stays inside', async () => {
    const { run } = await resolved(throwing(new Error('canary-secret')));
    expect(await run(QUESTION)).toEqual({
      data: { user: { nick: null, name: 'Ada' } },
      errors: [error('Internal error', { code: 'INTERNAL_SERVER_ERROR', retryable: false })],
    });
  });

  test.each([
    ['a text', 'canary-secret'],
    [
      'an error with the code of a query',
      Object.assign(new Error('canary-secret'), { extensions: { code: 'BAD_USER_INPUT' } }),
    ],
    ['a GraphQLError without a code', new GraphQLError('canary-secret')],
  ])('that throws %s is an internal error', async (_, thrown) => {
    const { run } = await resolved(throwing(thrown));
    const result = await run(QUESTION);
    expect(JSON.stringify(result)).not.toContain('canary');
    expect(result).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
  });

  test('that throws a GraphQLError with a code keeps message and code, and nothing else', async () => {
    const { run } = await resolved(
      throwing(new GraphQLError('No nick yet.', { extensions: { code: 'NO_NICK', secret: 'canary' } })),
    );
    expect(await run(QUESTION)).toEqual({
      data: { user: { nick: null, name: 'Ada' } },
      errors: [error('No nick yet.', { code: 'NO_NICK' })],
    });
  });

  test('calls sources through the loaders that @load uses', async () => {
    const { api, run } = await resolved({
      User: {
        nick: async ({ bossId }: { bossId: string }, _args: unknown, { sources }: GraphContext) =>
          ((await sources['social']?.['user']?.(bossId)) as { name: string } | null)?.name,
      },
    });
    expect(await run('{ user(id: "1") { nick boss { name } } }')).toEqual({
      data: { user: { nick: 'Bob', boss: { name: 'Bob' } } },
    });
    expect(api.wire).toEqual(['/users?id=1', '/users?id=2']);
  });

  test('may leave out a key, and a get its arguments', async () => {
    const { api, run } = await resolved({
      User: {
        mates: async (_: unknown, _args: unknown, { sources }: GraphContext) => [await sources['social']?.['user']?.()],
        nick: async (_: unknown, _args: unknown, { sources }: GraphContext) =>
          ((await sources['social']?.['echo']?.({ a: 'x' })) as { said: string } | undefined)?.said,
      },
    });
    expect(await run('{ user(id: "1") { nick mates { name } } }')).toEqual({
      data: { user: { nick: '?a=x', mates: [null] } },
    });
    expect(api.wire).toEqual(['/users?id=1', '/echo?a=x']);
  });

  test("passes a source's failure on as it is", async () => {
    const api = await things.api((_url, _request, response) => {
      response.statusCode = 403;
      response.end();
      return undefined;
    });
    const gateway = things.gateway({
      sources: [social],
      typeDefs: [SDL, 'extend type Query { me: User }'],
      resolvers: {
        Query: { me: (_: unknown, _args: unknown, { sources }: GraphContext) => sources['social']?.['user']?.('1') },
      },
      baseUrls: { social: api.baseUrl },
    });
    expect(await ask(gateway, '{ me { name } }')).toMatchObject({
      data: { me: null },
      errors: [{ extensions: { code: 'UPSTREAM_FORBIDDEN', source: 'social', retryable: false, sent: 'yes' } }],
    });
  });
});
