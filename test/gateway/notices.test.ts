import { afterEach, describe, expect, test } from '@jest/globals';
import { openThings } from '../schema/asked.ts';
import { looseSource } from '../schema/loose-source.ts';

const things = openThings();
afterEach(() => things.end());

const graphOf = (api: object) => ({
  sources: [
    looseSource('shop', ({ get }) => ({ thing: get('Thing', () => 'thing') }), {
      retry: { maxAttempts: 1 },
      ...api,
    }),
  ],
  typeDefs: 'type Thing { id: ID! } extend type Query { thing: Thing @load(from: "shop.thing") }',
});

/** What is logged of the source's parts, beside its calls. */
const noticesOf = async (api: object, more: object, times: number, events: object[] = []) => {
  const told: string[] = [];
  const write = (event: object, message: string) => {
    if ('outcome' in event) return;
    told.push(message);
    events.push(event);
  };
  const shop = await things.api(() => ({ id: 1 }));
  const log = { debug: write, info: write, warn: write, error: write };
  const gateway = things.gateway({ ...graphOf(api), baseUrls: { shop: shop.baseUrl }, log, ...more });
  for (let i = 0; i < times; i += 1) {
    await gateway.execute({ query: '{ thing { id } }' });
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  return told.filter((message) => message.startsWith('shop'));
};

const failing = () => {
  throw new Error('broken');
};

describe('the log hears of more than calls', () => {
  test('when a circuit opens', async () => {
    const told = await noticesOf({ breaker: { consecutive: 2 } }, { baseUrls: { shop: 'http://127.0.0.1:1/' } }, 3);
    expect(told).toEqual(['shop circuit open']);
  });

  test('of a circuit that opens: where, why, and for how long', async () => {
    const told: object[] = [];
    await noticesOf({ breaker: { consecutive: 2 } }, { baseUrls: { shop: 'http://127.0.0.1:1/' } }, 3, told);
    expect(told).toContainEqual(
      expect.objectContaining({
        source: 'shop',
        circuit: 'open',
        origin: 'http://127.0.0.1:1',
        cause: 'unreachable',
        breakMs: expect.any(Number),
      }),
    );
  });

  test('when a cache fails, once for each time it is left alone', async () => {
    const store = () => ({ get: failing, set: failing, delete: failing });
    expect(await noticesOf({}, { store }, 3)).toEqual(['shop cache leftAlone']);
  });
});
