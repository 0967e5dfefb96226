import { afterEach, describe, expect, test } from '@jest/globals';
import { bearer, rotating } from '../../src/datasources/base/index.ts';
import { createGateway } from '../../src/gateway/create-gateway.ts';
import { silentLog } from '../../src/gateway/log.ts';
import { openThings } from '../schema/asked.ts';
import { looseSource } from '../schema/loose-source.ts';

const things = openThings();
afterEach(() => things.end());

const graph = {
  sources: [
    looseSource('shop', ({ get }) => ({ thing: get('Thing', () => 'thing') }), {
      auth: rotating(bearer({ env: 'KEY_A' }), bearer({ env: 'KEY_B' })),
      cache: false,
    }),
  ],
  typeDefs: 'type Thing { id: ID! } extend type Query { thing: Thing @load(from: "shop.thing") }',
};

/** A log that notes warnings, with what is told beside them. */
const noting = () => {
  const told: (readonly [string, object])[] = [];
  const note = (event: object, message: string) => void ('outcome' in event || told.push([message, event]));
  return { told, log: { ...silentLog, warn: note } };
};

describe('several credentials', () => {
  test('one that is missing is a warning that says what becomes of it; in production nothing starts', () => {
    const { told, log } = noting();
    things.gateway({ ...graph, environment: { KEY_B: 'b' }, log });
    things.gateway({ ...graph, environment: {}, log });
    expect(told.map(([message]) => message)).toEqual([
      'shop needs KEY_A in the environment; until then its other credentials are used.',
      'shop needs KEY_A and KEY_B in the environment; until then its fields fail with UPSTREAM_AUTH_FAILED.',
    ]);
    expect(() => createGateway({ ...graph, environment: { KEY_B: 'b' }, production: true })).toThrow(
      'shop needs KEY_A in the environment.',
    );
  });

  test('one that no header can hold is told of by its variable', () => {
    expect(() => createGateway({ ...graph, environment: { KEY_A: 'a\nb', KEY_B: 'b' } })).toThrow(
      'shop: the value of KEY_A in the environment cannot be sent in a header',
    );
  });

  test('one that is refused is told of once, by its variables, while clients hear nothing of it', async () => {
    const { told, log } = noting();
    const shop = await things.api((_url, { headers }, response) => {
      if (headers.authorization === 'Bearer b') return { id: 1 };
      response.statusCode = 401;
      response.end();
      return undefined;
    });
    const environment = { KEY_A: 'secret-a', KEY_B: 'b' };
    const gateway = things.gateway({ ...graph, baseUrls: { shop: shop.baseUrl }, environment, log });
    for (let i = 0; i < 3; i += 1)
      expect(await gateway.execute({ query: '{ thing { id } }' })).toEqual({ data: { thing: { id: '1' } } });
    expect(told).toEqual([
      ['shop credential putAside', { source: 'shop', credential: 'putAside', variables: ['KEY_A'] }],
    ]);
    expect(shop.wire).toHaveLength(4);
  });
});
