import { describe, expect, test } from '@jest/globals';
import { apiKey, basic, bearer } from '../../../src/datasources/base/auth/auth.ts';
import { signer } from '../../../src/datasources/base/auth/signer.ts';

describe('a credential that is not there', () => {
  test('signs nothing, and is named by its variable', () => {
    const auth = basic({ user: 'CRM_USER', password: 'CRM_PASSWORD' });
    const its = signer(auth, { CRM_USER: 'ada', CRM_PASSWORD: ' \n' });
    expect(its.missing).toEqual(['CRM_PASSWORD']);
    expect(() => its.sign()).toThrow(
      expect.objectContaining({
        kind: 'unauthenticated',
        facts: { sent: 'no', detail: 'no credential is configured' },
      }),
    );
  });

  test('cannot go into a header that is none', () => {
    expect(() => apiKey({ header: 'x key', env: 'K' })).toThrow('"x key" is no header name');
    expect(() => apiKey({ header: '', env: 'K' })).toThrow(TypeError);
  });
});

describe('signing', () => {
  const sign = (auth: Parameters<typeof signer>[0], environment: Record<string, string>) =>
    signer(auth, environment).sign();

  test('puts the credential where the API wants it', () => {
    expect(sign(apiKey({ header: 'X-Api-Key', env: 'K' }), { K: 'secret' })).toEqual({
      headers: { 'x-api-key': 'secret' },
    });
    expect(sign(apiKey({ query: 'appid', env: 'K' }), { K: 'secret' })).toEqual({ query: { appid: 'secret' } });
    expect(sign(bearer({ env: 'T' }), { T: ' secret\n' })).toEqual({ headers: { authorization: 'Bearer secret' } });
    expect(sign(basic({ user: 'U', password: 'P' }), { U: 'Aladdin', P: 'open sesame' })).toEqual({
      headers: { authorization: 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==' },
    });
    expect(sign(basic({ user: 'U', password: 'P' }), { U: 'test', P: '123£' })).toEqual({
      headers: { authorization: 'Basic dGVzdDoxMjPCow==' },
    });
    expect(sign(undefined, {})).toEqual({});
  });

  test('has an identity that differs with the credential, and does not give it away', () => {
    const auth = bearer({ env: 'T' });
    const [one, same, other, none] = [
      signer(auth, { T: 'secret' }),
      signer(auth, { T: 'secret' }),
      signer(auth, { T: 'other' }),
      signer(auth, {}),
    ].map(({ identity }) => identity);
    expect(one).toBe(same);
    expect(new Set([one, other, none]).size).toBe(3);
    expect(`${one}${JSON.stringify(signer(auth, { T: 'secret' }))}`).not.toContain('secret');
  });
});
