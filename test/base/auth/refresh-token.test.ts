import { describe, expect, test } from '@jest/globals';
import { oauth2RefreshToken, type TokenStore } from '../../../src/datasources/base/index.ts';
import { ITEM, type Reply, secrets, serve, shop, token } from './token-server.ts';

const auth = (store?: TokenStore) =>
  oauth2RefreshToken({
    tokenUrl: '/token',
    id: 'CRM_ID',
    secret: 'CRM_SECRET',
    refreshToken: 'CRM_REFRESH',
    ...(store ? { store } : {}),
  });

/** A store that tells what happened to it. */
const remembering = (text?: string) => {
  const log: string[] = [];
  const kept = new Map<string, string>();
  let fails = false;
  const store: TokenStore = {
    get: (name) => kept.get(name) ?? text,
    async set(name, its) {
      if (fails) throw new Error('disk full');
      log.push('stored');
      kept.set(name, its);
    },
  };
  return {
    store,
    log,
    kept,
    fail: (now: boolean) => {
      fails = now;
    },
  };
};

/** An endpoint that gives a new refresh token for each, and an API that refuses every token until it is the nth. */
const rotating = (log: string[], accepted: (bearer: string) => boolean = () => true) =>
  serve(({ target, form, header }): Reply => {
    const sent = form.get('refresh_token') ?? '';
    if (target !== '/token') {
      log.push('used');
      return accepted(header('authorization') ?? '') ? ITEM : { status: 401, body: '{}' };
    }
    const nth = Number(sent.split('-')[1]) + 1;
    return token(`t${nth}`, { refresh_token: `refresh-${nth}` });
  });

const sentOf = ({ heard }: Awaited<ReturnType<typeof rotating>>) =>
  heard.filter(({ target }) => target === '/token').map(({ form }) => form.get('refresh_token'));

describe('when it fails', () => {
  test('a rotated token is never sent twice, however many are refused at once', async () => {
    const { store, log } = remembering();
    const server = await rotating(log, (bearer) => bearer !== 'Bearer t1');
    const { get } = shop(auth(store), server.url);
    await Promise.all(Array.from({ length: 100 }, (_, i) => get(String(i))));
    expect(sentOf(server)).toEqual(['refresh-0', 'refresh-1']);
    expect(log.slice(0, 2)).toEqual(['stored', 'used']);
  });

  test('a store that fails keeps everything waiting until it has the new one; the spent one is not sent again', async () => {
    const { store, log, fail } = remembering();
    const server = await rotating(log);
    const { get } = shop(auth(store), server.url);
    fail(true);
    await expect(get()).rejects.toMatchObject({
      kind: 'authUnavailable',
      facts: { detail: 'the store of its tokens failed' },
    });
    fail(false);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(await get()).toMatchObject({ id: '1' });
    expect(sentOf(server)).toEqual(['refresh-0']);
    expect(log).toEqual(['stored', 'used']);
  });

  test('a rotated token is never sent twice by two sources of one store', async () => {
    const { store, log } = remembering();
    const server = await rotating(log);
    const sources = Array.from({ length: 4 }, () => shop(auth(store), server.url));
    await Promise.all(sources.map(({ get }) => get()));
    expect(sentOf(server)).toEqual(['refresh-0', 'refresh-1', 'refresh-2', 'refresh-3']);
  });

  test('invalid_grant is final: nobody is asked again', async () => {
    const server = await serve(() => ({ status: 400, body: { error: 'invalid_grant' } }));
    const { get } = shop(auth(), server.url);
    await expect(get()).rejects.toMatchObject({ kind: 'unauthenticated' });
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await expect(get()).rejects.toMatchObject({
      kind: 'unauthenticated',
      facts: { detail: 'its refresh token was refused for good' },
    });
    expect(server.heard).toHaveLength(1);
  });
});

describe('a refresh token', () => {
  test('that nothing comes in exchange for is kept', async () => {
    const server = await serve(({ target, nth }) => (target === '/token' ? token(`t${nth}`, { expires_in: 1 }) : ITEM));
    const { get } = shop(auth(), server.url);
    await get();
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await get();
    expect(sentOf(server)).toEqual(['refresh-0', 'refresh-0']);
  });

  test('of the store is used after a restart; a new one in the environment wins over it', async () => {
    const { store, log } = remembering();
    const server = await rotating(log);
    await shop(auth(store), server.url).get();
    await shop(auth(store), server.url).get();
    await shop(auth(store), server.url, { environment: { ...secrets, CRM_REFRESH: 'fresh-7' } }).get();
    expect(sentOf(server)).toEqual(['refresh-0', 'refresh-1', 'fresh-7']);
  });

  test('in the store is ignored where what stands there is none', async () => {
    const { store, log } = remembering('not json');
    const server = await rotating(log);
    await shop(auth(store), server.url).get();
    expect(sentOf(server)).toEqual(['refresh-0']);
  });
});
