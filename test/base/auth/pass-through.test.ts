import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newScope, passThrough } from '../../../src/datasources/base/index.ts';
import { systemClock, UpstreamError } from '../../../src/resilience/index.ts';
import { ITEM, serve, shop } from './token-server.ts';

const auth = passThrough({ header: 'Authorization' });

const nameOf = (header: (name: string) => string | undefined): string => header('authorization') ?? 'nobody';

/** An API that tells everyone who they are. */
const mirror = () =>
  serve(async ({ header, target }) => {
    await new Promise((resolve) => setTimeout(resolve, 2));
    return {
      headers: { 'content-type': 'application/json', 'cache-control': 'max-age=60' },
      body: target.includes('/rows')
        ? [...new URL(target, 'http://x/').searchParams.getAll('ids')].map((id) => ({ id, name: nameOf(header) }))
        : { id: '1', name: nameOf(header) },
    };
  });

const step = fc.record({
  who: fc.constantFrom('alice', 'bob', 'carol'),
  id: fc.constantFrom('a', 'b'),
  how: fc.constantFrom('item', 'rows'),
  together: fc.boolean(),
});

describe('the token of the caller', () => {
  test('is passed on as it came, and no caller is ever answered with what another was', async () => {
    const server = await mirror();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 15 }), async (steps) => {
        const { upstream, get, scope } = shop(auth, server.url, { api: { cache: {} } });
        let pending: Promise<unknown>[] = [];
        for (const { who, id, how, together } of steps) {
          const its = scope({ authorization: `Bearer ${who}` });
          const asked = how === 'item' ? get(id, its) : upstream.load('rows', id, {}, its);
          pending.push(
            asked.then((answer) => expect(answer).toEqual({ id: how === 'item' ? '1' : id, name: `Bearer ${who}` })),
          );
          if (together) continue;
          await Promise.all(pending);
          pending = [];
        }
        await Promise.all(pending);
      }),
      { numRuns: 30 },
    );
  });

  test('is what answers are kept by: the same caller is answered from the cache, and a new token asks anew', async () => {
    const server = await mirror();
    const { get, scope } = shop(auth, server.url, { api: { cache: {} } });
    const [alice, bob] = ['alice', 'bob'].map((who) => () => scope({ authorization: `Bearer ${who}` }));
    await get('a', alice?.());
    await get('a', alice?.());
    await get('a', bob?.());
    expect(server.heard).toHaveLength(2);
  });

  test.each([{}, { authorization: '' }, { authorization: 'a\nb' }])(
    'that is not there, %p, is not asked without',
    async (caller) => {
      const server = await serve(() => ITEM);
      const { upstream } = shop(auth, server.url);
      const scope = newScope('r', systemClock.now() + 5_000, new AbortController().signal, { caller });
      const error = await upstream.run('item', { id: '1' }, scope).catch((failure: unknown) => failure);
      expect(error).toBeInstanceOf(UpstreamError);
      expect(error).toMatchObject({
        kind: 'unauthenticated',
        facts: { sent: 'no', detail: 'the caller sent no header authorization to pass on' },
      });
      expect(server.heard).toHaveLength(0);
    },
  );

  test('is passed on too where what is kept of a batch is fetched anew in the background', async () => {
    const heard: (string | undefined)[] = [];
    const server = await serve(({ header, target }) => {
      heard.push(header('authorization'));
      return {
        headers: { 'content-type': 'application/json', 'cache-control': 'max-age=0, stale-while-revalidate=60' },
        body: new URL(target, 'http://x/').searchParams.getAll('ids').map((id) => ({ id, name: `${heard.length}` })),
      };
    });
    const { upstream, scope } = shop(auth, server.url, { api: { cache: {} } });
    const load = () => upstream.load('rows', 'a', {}, scope({ authorization: 'Bearer alice' }));
    expect(await load()).toEqual({ id: 'a', name: '1' });
    expect(await load()).toEqual({ id: 'a', name: '1' });
    while (heard.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(heard).toEqual(['Bearer alice', 'Bearer alice']);
  });

  test('that has called too often is left alone, and no other waits for it', async () => {
    const server = await serve(({ header }) =>
      nameOf(header) === 'Bearer alice' ? { status: 429, headers: { 'retry-after': '60' }, body: '{}' } : ITEM,
    );
    const { get, scope } = shop(auth, server.url);
    const asks = (who: string) => get('1', scope({ authorization: `Bearer ${who}` })).catch((error: unknown) => error);
    expect(await asks('alice')).toMatchObject({ kind: 'throttled' });
    expect(await asks('alice')).toMatchObject({ kind: 'quotaSpent' });
    expect(await asks('bob')).toEqual({ id: '1', name: 'a' });
    expect(server.heard.map(({ header }) => nameOf(header))).toEqual(['Bearer alice', 'Bearer bob']);
  });

  test('that is refused is not tried again', async () => {
    const server = await serve(() => ({ status: 401, body: '{}' }));
    const { get, scope } = shop(auth, server.url);
    await expect(get('1', scope({ authorization: 'Bearer old' }))).rejects.toMatchObject({ kind: 'unauthenticated' });
    expect(server.heard).toHaveLength(1);
  });

  test('needs the name of a header', () => {
    expect(() => passThrough({ header: 'x y' })).toThrow('"x y" is no header name');
  });
});
