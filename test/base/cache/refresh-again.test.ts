import { describe, expect, test } from '@jest/globals';
import { type Api, DataSource, joined } from '../../../src/datasources/base/index.ts';
import { connected, serve } from './support.ts';

class Shop extends DataSource {
  static readonly api: Api = { name: 'shop', baseUrl: 'https://shop.example/' };
  item = this.batch('Earthquake', {
    key: 'id',
    fetch: (ids) => ({ path: 'items', query: { ids: joined(ids.map(String), ',') } }),
  });
}

/** Until the server has heard as many requests, and what they were answered with has been kept. */
const heard = async (wire: readonly string[], count: number) => {
  for (let i = 0; i < 200 && wire.length < count; i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  await new Promise((resolve) => setTimeout(resolve, 50));
};

const refreshes = async (answer: (nth: number) => object) => {
  const headers = { 'cache-control': 'max-age=60, stale-while-revalidate=600' };
  const server = await serve((_, nth) => ({
    headers,
    body: [{ id: 'a', place: `place ${nth}`, tags: null }],
    ...answer(nth),
  }));
  const { loadMany, time } = connected(Shop, server.url);
  const seen: unknown[] = [];
  for (const count of [1, 2, 3]) {
    const [row] = await loadMany('item', ['a']);
    seen.push((row as { readonly place?: string }).place);
    await heard(server.wire, count);
    time.pass(90_000);
  }
  return { seen, requests: server.wire.length };
};

describe('a row that is used while it is fetched anew', () => {
  test('is fetched again each time that it has grown old', async () => {
    expect(await refreshes(() => ({}))).toEqual({ seen: ['place 1', 'place 1', 'place 2'], requests: 3 });
  });

  test('also after a fetch that failed', async () => {
    const down = (nth: number) => (nth === 2 ? { status: 500, body: {} } : {});
    expect(await refreshes(down)).toEqual({ seen: ['place 1', 'place 1', 'place 1'], requests: 3 });
  });
});
