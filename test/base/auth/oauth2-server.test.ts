import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { decodeJwt, exportPKCS8, type JWK, jwtVerify } from 'jose';
import { OAuth2Server } from 'oauth2-mock-server';
import { jwtBearer, oauth2ClientCredentials, oauth2RefreshToken } from '../../../src/datasources/base/index.ts';
import { closing, ITEM, secrets, serve, shop } from './token-server.ts';

/** A real issuer, and an API that verifies its tokens. */
const issuing = async (expiresIn = 3600) => {
  const issuer = new OAuth2Server();
  await issuer.issuer.keys.generate('RS256');
  await issuer.start(0, '127.0.0.1');
  closing({ close: () => issuer.stop() });
  const asked: { grant_type?: string; authorization?: string | undefined }[] = [];
  issuer.service.on('beforeResponse', (response, request) => {
    const { grant_type } = request.body as { readonly grant_type?: string };
    asked.push({ ...(grant_type ? { grant_type } : {}), authorization: request.headers.authorization });
    response.body = { ...(response.body as object), expires_in: expiresIn };
  });
  const keys = async () => (await fetch(`${issuer.issuer.url}/jwks`)).json() as Promise<{ keys: JWK[] }>;
  const {
    keys: [key],
  } = await keys();
  const verify = (text: string) => jwtVerify(text, key ?? { kty: 'RSA' }, { issuer: issuer.issuer.url ?? '' });
  const server = await serve(async ({ header }) => {
    const good = await verify(header('authorization')?.replace('Bearer ', '') ?? '').then(
      () => true,
      () => false,
    );
    return good ? ITEM : { status: 401, body: '{}' };
  });
  return { tokenUrl: `${issuer.issuer.url}/token`, asked, server };
};

describe('before a real OAuth 2 server', () => {
  test('client credentials are exchanged for a token that its API accepts', async () => {
    const { tokenUrl, asked, server } = await issuing();
    const { get } = shop(oauth2ClientCredentials({ tokenUrl, id: 'CRM_ID', secret: 'CRM_SECRET' }), server.url);
    expect(await Promise.all([get('1'), get('2')])).toMatchObject([{ id: '1' }, { id: '1' }]);
    expect(asked.map(({ grant_type }) => grant_type)).toEqual(['client_credentials']);
    expect(asked[0]?.authorization).toMatch(/^Basic /);
  });

  test('a refresh token is exchanged for a token that its API accepts', async () => {
    const { tokenUrl, asked, server } = await issuing();
    const auth = oauth2RefreshToken({ tokenUrl, id: 'CRM_ID', secret: 'CRM_SECRET', refreshToken: 'CRM_REFRESH' });
    expect(await shop(auth, server.url).get()).toMatchObject({ id: '1' });
    expect(asked.map(({ grant_type }) => grant_type)).toEqual(['refresh_token']);
  });
});

describe('a signed assertion', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

  test('is exchanged for a token, by whoever it says it is', async () => {
    const heard: URLSearchParams[] = [];
    const server = await serve(({ target, form }) => {
      if (target !== '/token') return ITEM;
      heard.push(form);
      return { body: { access_token: 't', expires_in: 3600 } };
    });
    const auth = jwtBearer({ tokenUrl: '/token', issuer: 'CRM_ID', key: 'CRM_KEY', scopes: ['read'], keyId: 'k1' });
    const environment = { ...secrets, CRM_KEY: await exportPKCS8(privateKey) };
    await shop(auth, server.url, { environment }).get();
    expect(Object.fromEntries(heard[0] ?? [])).toMatchObject({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      scope: 'read',
    });
    const { payload, protectedHeader } = await jwtVerify(heard[0]?.get('assertion') ?? '', publicKey, {
      issuer: secrets.CRM_ID,
      subject: secrets.CRM_ID,
      audience: `${server.url}/token`,
    });
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'k1' });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(360);
    expect(payload.jti).toMatch(/^[\w-]{36}$/);
  });

  test('is the token itself, where it is exchanged nowhere, and is used again', async () => {
    const server = await serve(() => ITEM);
    const auth = jwtBearer({ issuer: 'CRM_ID', key: 'CRM_KEY', ttlMs: 540_000 });
    // As a variable of one line holds it.
    const pem = (await exportPKCS8(privateKey)).trim().replaceAll('\n', String.raw`\n`);
    const { get } = shop(auth, server.url, { environment: { ...secrets, CRM_KEY: pem } });
    await get('1');
    await get('2');
    const [one, two] = server.heard.map(({ header }) => header('authorization')?.replace('Bearer ', '') ?? '');
    await jwtVerify(one ?? '', publicKey, { issuer: secrets.CRM_ID });
    expect([two, decodeJwt(one ?? '').sub]).toEqual([one, undefined]);
  });

  test('cannot be made with a key that is none, which is not told', async () => {
    const server = await serve(() => ITEM);
    const auth = jwtBearer({ issuer: 'CRM_ID', key: 'CRM_KEY' });
    const { get } = shop(auth, server.url, { environment: { CRM_ID: 'a', CRM_KEY: 'hunter2' } });
    await expect(get()).rejects.toMatchObject({
      kind: 'unauthenticated',
      facts: { detail: 'its private key cannot sign', sent: 'no' },
    });
    expect(server.heard).toHaveLength(0);
  });
});
