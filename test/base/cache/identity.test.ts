import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from '../../../src/datasources/base/answer.ts';
import { memoryStore } from '../../../src/datasources/base/cache/memory-store.ts';
import { type Api, DataSource, joined, path } from '../../../src/datasources/base/index.ts';
import type { Kept, Store } from '../../../src/resilience/index.ts';
import { connected, movableTime, serve } from './support.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

class Shop extends DataSource {
  static readonly api: Api = { name: 'shop', baseUrl: 'https://shop.example/' };
  item = this.get('Earthquake', ({ id }: { readonly id: string }) => path`item/${id}`);
  rows = this.batch('Earthquake', {
    key: 'id',
    fetch: (ids) => ({ path: 'rows', query: { ids: joined(ids.map(String), ',') } }),
  });
}

const TOKENS = ['hunter2', 'hunter3'];
const step = fc.record({
  who: fc.constantFrom(0, 1),
  how: fc.constantFrom('item', 'rows'),
  id: fc.constantFrom('a', 'b', 'c'),
  passMs: fc.constantFrom(0, 0, 700, 1_500, 5_000),
  fails: fc.boolean(),
  together: fc.boolean(),
});

/** Two identities over one store and one time, before an API that tells everyone who they are. */
const twoShops = async () => {
  let down = false;
  const server = await serve(({ target, header }) => {
    if (down) return { status: 503 };
    const place = header('authorization')?.replace('Bearer ', '') ?? 'nobody';
    const url = new URL(target, 'http://x/');
    const rows = url.searchParams
      .get('ids')
      ?.split(',')
      .map((id) => ({ id, place }));
    return {
      headers: { 'cache-control': 'max-age=1, stale-while-revalidate=1, stale-if-error=60', etag: '"same"' },
      body: rows ?? { id: url.pathname.slice(-1), place },
    };
  });
  const time = movableTime();
  const keys = new Set<string>();
  const memory = memoryStore<Answer>({ maxBytes: 1e6, maxEntryBytes: 1e6 }, time.clock);
  const store: Store<Answer> = {
    ...memory,
    set(key: string, kept: Kept<Answer>, bytes: number) {
      keys.add(key);
      return memory.set(key, kept, bytes);
    },
  };
  const fail = (fails: boolean) => {
    down = fails;
  };
  return { time, keys, fail, shops: TOKENS.map((token) => connected(Shop, server.url, { token, store, time })) };
};

describe('two identities', () => {
  test('never see each other’s answers, however they come and go', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
        const { shops, time, fail } = await twoShops();
        let pending: Promise<void>[] = [];
        for (const { who, how, id, passMs, fails, together } of steps) {
          time.pass(passMs);
          fail(fails);
          const shop = shops[who];
          const asked =
            how === 'item' ? shop?.get('item', { id }) : shop?.loadMany('rows', [id, 'z']).then(([row]) => row);
          pending.push(
            Promise.resolve(asked).then(
              (answer) => {
                if (!(answer instanceof Error)) expect(answer).toEqual({ id, place: TOKENS[who], tags: null });
              },
              // Time that is set forward runs out for whoever is on the way.
              (error: { readonly kind: string }) => expect(['unavailable', 'outOfTime']).toContain(error.kind),
            ),
          );
          if (together) continue;
          await Promise.all(pending);
          pending = [];
        }
        await Promise.all(pending);
      }),
      { numRuns: 40 },
    );
  }, 30_000);

  test('leave neither their credentials nor what they asked for in the keys of the store', async () => {
    const { shops, keys } = await twoShops();
    for (const shop of shops) {
      await shop.get('item', { id: 'a' });
      await shop.loadMany('rows', ['a', 'z']);
    }
    expect(keys.size).toBe(6);
    for (const key of keys) expect(key).toMatch(/^[\w-]{43}$/);
  });
});
