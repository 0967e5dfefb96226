import { describe, expect, test } from '@jest/globals';
import type { Signature } from '../../../src/datasources/base/auth/auth.ts';
import { signed } from '../../../src/datasources/base/auth/signed.ts';
import type { HttpCall } from '../../../src/datasources/base/http-call.ts';
import { outcome } from '../../resilience/support.ts';

/** The request of a call, signed with this. */
const signedWith = (signature: Signature, url = 'https://shop.test/?a=1%2C2', headers = {}) => {
  const call = {
    method: 'GET',
    url: new URL(url),
    headers,
    reader: { accept: 'text/plain' },
    signal: new AbortController().signal,
    credentials: {
      identity: 'me',
      get: () => ({ token: '' }),
      renew: () => false,
      sign: () => signature,
      secrets: () => [],
    },
  };
  return signed(call as unknown as HttpCall, { maxBytes: 1, connectMs: 1 });
};

describe('a credential', () => {
  test.each(['hunter2\r\nx-admin: 1', 'hunter2\0', 'hunter2\u20ac'])(
    'that no header may hold, %j, is sent nowhere, and not told',
    async (secret) => {
      expect(await outcome(signedWith({ headers: { 'x-key': secret } }))).toEqual({
        kind: 'unauthenticated',
        sent: 'no',
        detail: 'the credential holds what no header may hold',
      });
    },
  );

  test('in the query is one value, whatever is in it, and leaves the rest as it is spelled', async () => {
    const { request } = await signedWith({ query: { key: 'a&b=c#d' } });
    expect(request.url.href).toBe('https://shop.test/?a=1%2C2&key=a%26b%3Dc%23d');
  });

  test('in a cookie stands beside the cookies of the request', async () => {
    const { request } = await signedWith({ headers: { Cookie: 'sid=1' } }, 'https://shop.test/', { cookie: 'lang=de' });
    expect(request.headers).toEqual({ accept: 'text/plain', cookie: 'lang=de; sid=1' });
  });
});
