import { describe, expect, test } from '@jest/globals';
import { apiKey, basic, bearer, type IssuingAuth } from '../../../src/datasources/base/auth/auth.ts';
import { missingOf } from '../../../src/datasources/base/auth/members-of.ts';
import { rotating } from '../../../src/datasources/base/auth/rotating.ts';
import { fixedSigner } from './support.ts';

describe('a credential that is not there', () => {
  test('signs nothing, and is named by its variable', () => {
    const auth = basic({ user: 'CRM_USER', password: 'CRM_PASSWORD' });
    const its = fixedSigner(auth, { CRM_USER: 'ada', CRM_PASSWORD: ' \n' });
    expect(missingOf(auth, { CRM_USER: 'ada', CRM_PASSWORD: ' \n' })).toEqual(['CRM_PASSWORD']);
    expect(() => its.for({}).get(new AbortController().signal)).toThrow(
      expect.objectContaining({
        kind: 'unauthenticated',
        facts: { sent: 'no', detail: 'no credential is configured' },
      }),
    );
  });

  test('cannot go into a header that is none', () => {
    expect(() => apiKey({ header: 'x key', env: 'K' })).toThrow('"x key" is no header name');
    expect(apiKey({ header: '', env: 'K' }).problems).toEqual(['header must be text.']);
  });
});

describe('signing', () => {
  const request = { method: 'GET', url: new URL('https://shop.test/'), headers: {}, body: new Uint8Array() };
  const sign = (auth: Parameters<typeof fixedSigner>[0], environment: Record<string, string>) =>
    fixedSigner(auth, environment).for({}).sign(request, { token: '' });

  test('puts the credential where the API wants it', () => {
    expect(sign(apiKey({ header: 'X-Api-Key', env: 'K' }), { K: 'secret' })).toEqual({
      headers: { 'x-api-key': 'secret' },
    });
    expect(sign(apiKey({ query: 'appid', env: 'K' }), { K: 'secret' })).toEqual({ query: { appid: 'secret' } });
    expect(sign(apiKey({ cookie: 'sid', env: 'K' }), { K: 'secret' })).toEqual({ headers: { cookie: 'sid=secret' } });
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
      fixedSigner(auth, { T: 'secret' }),
      fixedSigner(auth, { T: 'secret' }),
      fixedSigner(auth, { T: 'other' }),
      fixedSigner(auth, {}),
    ].map((its) => its.for({}).identity);
    expect(one).toBe(same);
    expect(new Set([one, other, none]).size).toBe(3);
    expect(`${one}${JSON.stringify(fixedSigner(auth, { T: 'secret' }).for({}))}`).not.toContain('secret');
  });

  test('has an identity that tells where one secret ends and the next begins', () => {
    const identity = (user: string, password: string) =>
      fixedSigner(basic({ user: 'U', password: 'P' }), { U: user, P: password }).for({}).identity;
    expect(identity('ada', 'lovelace')).not.toBe(identity('adal', 'ovelace'));
  });

  test('has an identity that differs with the credential, and with the caller whose header it reads', () => {
    const auth: IssuingAuth = {
      variables: ['K'],
      forwards: ['x-user'],
      open: () => ({ get: () => ({ token: '' }), renew: () => false, sign: () => ({}) }),
    };
    const identity = (key: string, user: string) => fixedSigner(auth, { K: key }).for({ 'x-user': user }).identity;
    expect(identity('a', 'ada')).toBe(identity('a', 'ada'));
    expect(new Set([identity('a', 'ada'), identity('b', 'ada'), identity('a', 'bob')]).size).toBe(3);
  });

  test('has an identity that differs with each of several credentials', () => {
    const all = rotating(bearer({ env: 'A' }), bearer({ env: 'B' }));
    const identities = [
      { A: 'a', B: 'b' },
      { A: 'a', B: 'x' },
      { A: 'x', B: 'b' },
    ].map((environment) => fixedSigner(all, environment).for({}).identity);
    expect(new Set(identities).size).toBe(3);
  });

  test('goes by the environment as it is now: a variable that changes makes another identity', () => {
    const environment = { T: 'old' };
    const its = fixedSigner(bearer({ env: 'T' }), environment);
    const before = its.for({});
    environment.T = 'new';
    const after = its.for({});
    expect(after.identity).not.toBe(before.identity);
    expect([before, after].map((each) => each.sign(request, { token: '' }))).toEqual([
      { headers: { authorization: 'Bearer old' } },
      { headers: { authorization: 'Bearer new' } },
    ]);
  });
});
