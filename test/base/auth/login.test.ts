import { describe, expect, test } from '@jest/globals';
import { login } from '../../../src/datasources/base/index.ts';
import { ITEM, serve, shop } from './token-server.ts';

const fields = { user: 'CRM_ID', password: 'CRM_SECRET' };

describe('a login', () => {
  test('gives a cookie that is used, beside the cookies of every request, until it is refused', async () => {
    const server = await serve(({ target, nth, header }) => {
      if (target === '/login')
        return {
          headers: {
            'set-cookie': `lang=en; Expires=Wed, 21 Oct 2099 07:28:00 GMT, sid2=x, sid=s${nth}; Path=/; HttpOnly`,
          },
        };
      return header('cookie')?.includes('sid=s1') && nth > 1 ? { status: 401, body: '{}' } : ITEM;
    });
    const auth = login({ url: '/login', fields, extra: { app: 'x' }, as: 'form', token: { cookie: 'sid' } });
    const { get } = shop(auth, server.url, { api: { headers: { Cookie: 'theme=dark' } } });
    await get();
    await get();
    const logins = server.heard.filter(({ target }) => target === '/login');
    expect(Object.fromEntries(logins[0]?.form ?? [])).toEqual({
      app: 'x',
      user: 'client-7',
      password: 'hunter2:&%',
    });
    expect(server.heard.filter(({ target }) => target !== '/login').map(({ header }) => header('cookie'))).toEqual([
      'theme=dark; sid=s1',
      'theme=dark; sid=s1',
      'theme=dark; sid=s2',
    ]);
  });

  test('gives a token that is sent where the API wants it, and renewed after the time that is said', async () => {
    const server = await serve(({ target, nth }) =>
      target === '/v1/login' ? { body: { session: { id: `s${nth}` } } } : ITEM,
    );
    const auth = login({ url: 'login', fields, token: 'session.id', send: '?session={token}', ttlMs: 1 });
    const { get } = shop(auth, server.url);
    await get();
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await get();
    const [first] = server.heard;
    expect(first?.text).toContain('{"user":"client-7","password":"hunter2:&%"}');
    expect(first?.header('content-type')).toBe('application/json');
    expect(server.heard.map(({ target }) => target)).toEqual([
      '/v1/login',
      '/v1/item?id=1&session=s1',
      '/v1/login',
      '/v1/item?id=1&session=s2',
    ]);
  });

  test('that is refused, or brings nothing, fails in words of its own', async () => {
    const refused = await serve(() => ({ status: 403 }));
    const auth = login({ url: '/login', fields, token: { cookie: 'sid' } });
    await expect(shop(auth, refused.url).get()).rejects.toMatchObject({
      kind: 'unauthenticated',
      facts: { detail: 'its token endpoint answered with HTTP 403', sent: 'no' },
    });
    const empty = await serve(() => ({ headers: { 'set-cookie': 'other=1' } }));
    await expect(shop(auth, empty.url).get()).rejects.toMatchObject({
      kind: 'authUnavailable',
      facts: { detail: 'its token endpoint answered without the cookie sid' },
    });
  });

  test('is refused at start where it makes no sense', () => {
    expect(() => login({ url: 'ftp://x/', fields, token: 'a' })).toThrow('must be the address of a token endpoint');
    expect(() => login({ url: '/login', fields, token: { cookie: 'a b' } })).toThrow('is no name of a cookie');
    expect(() => login({ url: '/login', fields, token: 'a', send: 'Bearer {token}' })).toThrow('send must be like');
    expect(() => login({ url: '/login', fields, token: 'a', send: 'x-a: b' })).toThrow('send must be like');
  });
});
