import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, DataSource, graphql, login } from '../../../src/datasources/base/index.ts';
import { asked, calm, over, type Said, saying } from '../soap/support.ts';

const api = { name: 'shop', baseUrl: 'http://127.0.0.1/', format: 'graphql', ...calm } satisfies Api;

class Shop extends DataSource {
  static readonly api: Api = api;
  order = this.get('Order' as never, () => graphql('{ order { ...Fields } }'));
  buy = this.post('Order' as never, () => graphql('mutation { buy { ...Fields } }'));
}

/** The same, with a token that can be renewed. */
class Known extends Shop {
  static override readonly api: Api = {
    ...api,
    auth: login({ url: 'login', fields: { user: 'PATH' }, token: 'token' }),
  };
}

const sdl = `
  type Order { id: ID!  price: String }
  type Query { order: Order @load(from: "shop.order") }
  type Mutation { buy: Order @load(from: "shop.buy") }
`;

const json = (document: unknown): Said => ({
  headers: { 'content-type': 'application/json', 'retry-after': '0' },
  body: JSON.stringify(document),
});
const error = (code: string, path?: readonly string[]) => ({ extensions: { code }, ...(path ? { path } : {}) });

let server: Awaited<ReturnType<typeof saying>>;
beforeAll(async () => {
  server = await saying();
});
afterAll(() => server.close());

/** Buys once: what the client is told, and what was heard. */
const buying = async (Source: typeof Shop, ...said: Said[]) => {
  const gateway = over(Source, sdl, server.url);
  server.say(...said);
  const { data, errors } = await asked(gateway, 'mutation { buy { id price } }');
  await gateway.stop();
  return {
    data,
    codes: errors.map((each) => each.split(' ')[1]),
    bought: server.heard.filter(({ body }) => body.includes('mutation')).length,
  };
};

describe('when it fails', () => {
  test.each([
    ['within what was bought', { data: { buy: null }, errors: [error('RATE_LIMITED', ['buy', 'price'])] }],
    ['within it, and no data is left', { data: null, errors: [error('THROTTLED', ['buy', 'price'])] }],
    ['beside what was bought', { data: { buy: { id: '1' } }, errors: [error('RATE_LIMITED')] }],
  ])('a limit that is met %s sends nothing again, for it had begun', async (_what, document) => {
    expect(await buying(Shop, json(document))).toEqual({ data: { buy: null }, codes: ['UPSTREAM_ERROR'], bought: 1 });
  });

  test('a limit that is met before anything begins is waited for', async () => {
    const limited = json({ errors: [error('RATE_LIMITED')] });
    expect(await buying(Shop, limited, json({ data: { buy: { id: '1' } } }))).toEqual({
      data: { buy: { id: '1', price: null } },
      codes: [],
      bought: 2,
    });
  });

  test('a credential that is refused within what was bought is not renewed for it', async () => {
    const token = json({ token: 't' });
    const refused = json({ data: { buy: null }, errors: [error('UNAUTHENTICATED', ['buy', 'price'])] });
    expect(await buying(Known, token, refused, token, refused)).toMatchObject({ codes: ['UPSTREAM_ERROR'], bought: 1 });
  });

  test('a credential that is refused before anything begins is renewed', async () => {
    const [token, refused] = [json({ token: 't' }), json({ errors: [error('UNAUTHENTICATED')] })];
    const bought = json({ data: { buy: { id: '1' } } });
    expect(await buying(Known, token, refused, token, bought)).toMatchObject({ codes: [], bought: 2 });
  });

  test('what is refused within what was bought keeps its name', async () => {
    const refused = json({ data: { buy: null }, errors: [error('FORBIDDEN', ['buy'])] });
    expect(await buying(Shop, refused)).toMatchObject({ codes: ['UPSTREAM_FORBIDDEN'], bought: 1 });
  });
});
