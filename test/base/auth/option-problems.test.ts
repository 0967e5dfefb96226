import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { effectiveConfig } from '../../../src/config/effective-config.ts';
import {
  type Auth,
  apiKey,
  awsSigV4,
  basic,
  bearer,
  fileTokenStore,
  hmac,
  isVariableName,
  jwtBearer,
  login,
  mtls,
  oauth2AuthorizationCode,
  oauth2ClientCredentials,
  oauth2RefreshToken,
  passThrough,
  rotating,
  usernameToken,
} from '../../../src/datasources/base/index.ts';
import { createGateway } from '../../../src/gateway/create-gateway.ts';
import { graphWith, started } from '../source/started.ts';

const SECRET = 'sk-live-abc123';
const tokenUrl = 'https://id.shop.test/token';
const authorizeUrl = 'https://id.shop.test/authorize';

/** A secret where the name of a variable belongs, in each option that names one. */
const leaks: readonly (readonly [string, () => Auth])[] = [
  ['env', () => apiKey({ header: 'x-key', env: SECRET })],
  ['env', () => bearer({ env: SECRET })],
  ['env', () => rotating(bearer({ env: SECRET }), bearer({ env: 'B' }))],
  ['password', () => basic({ user: 'U', password: SECRET })],
  ['user', () => basic({ user: SECRET, password: 'P' })],
  ['keys', () => hmac({ keys: ['K', SECRET], sign: () => ({}) })],
  ['fields.password', () => login({ url: 'login', fields: { password: SECRET }, token: 'token' })],
  ['cert', () => mtls({ cert: SECRET, key: 'K' })],
  ['key', () => mtls({ cert: 'C', key: SECRET })],
  ['key', () => jwtBearer({ issuer: 'I', key: SECRET })],
  ['issuer', () => jwtBearer({ issuer: SECRET, key: 'K' })],
  ['secret', () => oauth2ClientCredentials({ tokenUrl, id: 'I', secret: SECRET })],
  ['id', () => oauth2ClientCredentials({ tokenUrl, id: SECRET, secret: 'S' })],
  ['refreshToken', () => oauth2RefreshToken({ tokenUrl, id: 'I', refreshToken: SECRET })],
  ['secret', () => oauth2AuthorizationCode({ tokenUrl, authorizeUrl, id: 'I', secret: SECRET })],
  ['key', () => oauth2AuthorizationCode({ tokenUrl, authorizeUrl, id: 'I', store: fileTokenStore({ key: SECRET }) })],
  ['password', () => usernameToken({ user: 'U', password: SECRET })],
  ['secretAccessKey', () => awsSigV4({ service: 's', region: 'r', accessKeyId: 'A', secretAccessKey: SECRET })],
  [
    'sessionToken',
    () => awsSigV4({ service: 's', region: 'r', accessKeyId: 'A', secretAccessKey: 'S', sessionToken: SECRET }),
  ],
];

describe('when it fails: options of a credential', () => {
  test.each(leaks)('a secret as %s keeps it from starting, and is not told', (name, make) => {
    const told = started({ auth: make(), format: 'soap' }).join('\n');
    expect(told).toMatch(
      new RegExp(`${name} is (the name|a list of names) of (an )?environment variables?, not the secrets?`),
    );
    expect(told).not.toContain(SECRET);
    expect(JSON.stringify(make())).not.toContain(SECRET);
  });

  test('a secret in proxy, in baseUrlFrom, or in a credential made by hand is not told', () => {
    const baseUrl = 'https://{tenant}.shop.test/';
    const told = [
      started({ proxy: { env: 'http://ada:hunter2@proxy.test' } }),
      started({ baseUrl, baseUrlFrom: { tenant: SECRET } }),
      started({ auth: { variables: [SECRET], sign: () => ({}) } }),
    ];
    for (const its of told) expect(its).toEqual([expect.stringMatching(/environment variable/), ...its.slice(1)]);
    expect(told.flat().join()).not.toMatch(/hunter2|sk-live/);
  });

  test('the values in force tell no secret either', () => {
    const api = {
      baseUrl: 'https://{tenant}.shop.test/',
      baseUrlFrom: { tenant: SECRET },
      proxy: { env: SECRET },
      auth: { variables: [SECRET], sign: () => ({}) },
    };
    const effective = JSON.stringify(effectiveConfig({ options: graphWith(api), simulators: [] }, {}));
    expect(effective).toContain('(no name of a variable)');
    expect(effective).not.toContain(SECRET);
  });

  test.each<readonly [string, () => Auth, readonly string[]]>([
    [
      'a misspelt word',
      () => oauth2ClientCredentials({ tokenURL: tokenUrl, id: 'I', secret: 'S' } as never),
      [
        'auth: oauth2ClientCredentials has no option "tokenURL". Did you mean "tokenUrl"? There are: tokenUrl, scopes, audience, clientAuth, extra, token, send, id, secret.',
        'auth: oauth2ClientCredentials needs tokenUrl.',
      ],
    ],
    [
      'values of the wrong kind',
      () => oauth2ClientCredentials({ tokenUrl, id: 'I', secret: 'S', scopes: 'read', clientAuth: 'form' } as never),
      ['auth: scopes must be a list of texts.', 'auth: clientAuth must be one of header, body.'],
    ],
    ['no options', () => basic(undefined as never), ['auth: basic takes an object of options.']],
    [
      'no place',
      () => apiKey({ env: 'K' } as never),
      ['auth: apiKey needs one of header, query and cookie, and no other beside it.'],
    ],
    ['no header', () => passThrough({} as never), ['auth: passThrough needs header.']],
    ['no function', () => hmac({ keys: ['K'] } as never), ['auth: hmac needs sign.']],
    [
      'a store that is none',
      () => oauth2RefreshToken({ tokenUrl, id: 'I', refreshToken: 'R', store: {} as never }),
      ['auth: store must be fileTokenStore(), or an object with the methods get and set.'],
    ],
  ])('%s is told at start', (_what, make, sentences) => {
    expect(started({ auth: make() })).toEqual(sentences);
  });

  test('a key of connections that is too short keeps it from starting, and is not told', () => {
    const auth = oauth2AuthorizationCode({ tokenUrl, authorizeUrl, id: 'MAIL_ID' });
    const start = (BREAKWATER_TOKENS_KEY: string) => () =>
      createGateway(graphWith({ auth }, { environment: { MAIL_ID: 'id', BREAKWATER_TOKENS_KEY } }));
    expect(start('abcxyz')).toThrow('things: BREAKWATER_TOKENS_KEY must have at least 16 characters');
    expect(start('abcxyz')).not.toThrow(/abcxyz/);
    expect(start('0123456789abcdef')).not.toThrow();
  });
});

describe('names of environment variables', () => {
  test.each([
    'K',
    'CRM_SECRET',
    '_x',
    'key',
    'https_proxy',
    'Path',
    'OAUTH2_CLIENT_SECRET',
    'KEY_2',
    'AWS_SECRET_ACCESS_KEY',
  ])('%s is one', (name) => expect(isVariableName(name)).toBe(true));
  test.each([
    SECRET,
    '',
    'sk_live_51Habc',
    'AKIAIOSFODNN7EXAMPLE',
    'JBSWY3DPEHPK3PXP',
    'a b',
    'hunter2',
    '1A',
    'x'.repeat(40),
  ])('%j is none', (name) => expect(isVariableName(name)).toBe(false));
  test('nothing but texts is one', () => {
    fc.assert(fc.property(fc.anything(), (value) => typeof value === 'string' || !isVariableName(value)));
  });
  test('random keys are none', () => {
    const key = fc.uint8Array({ minLength: 24, maxLength: 24 }).map((bytes) => Buffer.from(bytes));
    // All letters in 48 signs of hexadecimal is rarer than anything that is tried here.
    fc.assert(fc.property(key, (bytes) => new Set(bytes).size < 12 || !isVariableName(bytes.toString('hex'))));
    fc.assert(fc.property(key, (bytes) => new Set(bytes).size < 12 || !isVariableName(bytes.toString('base64'))));
  });
});
