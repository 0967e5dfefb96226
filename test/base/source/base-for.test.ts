import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { apiProblems } from '../../../src/datasources/base/index.ts';
import { baseFor } from '../../../src/datasources/base/source/base-for.ts';
import { isUpstreamError } from '../../../src/resilience/index.ts';

const template = 'https://{tenant}.example.com/{region}/v1/';
/** An author who looks at nothing. */
const anything = { tenant: { header: 'X-Tenant', allow: /.*/s }, region: { header: 'x-region', allow: /.*/s } };
const open = baseFor(template, anything);

const attempts = [
  '',
  ' ',
  'evil.com/',
  'a.b',
  'evil.com#',
  'evil.com?',
  'a@evil.com',
  'user:pass@evil.com',
  '@',
  '..',
  '.',
  '..%2f',
  '%2e%2e%2f',
  '../x',
  '..\\x',
  '\\evil.com',
  'a:80',
  'a%00b',
  'a%2eb',
  'acme\r\nx-evil: 1',
  'acme\n',
  'acme\t',
  ' acme',
  'ächme',
  'a。b',
  'a．b',
  'acme\u200b',
  'ſ',
  '℀',
  '-acme',
  'acme-',
  'xn--',
  'a'.repeat(64),
  'acme, other',
  '{region}',
];

const refusalOf = (work: () => unknown): string => {
  try {
    return `not refused: ${String(work())}`;
  } catch (error) {
    return isUpstreamError(error) ? `${error.kind}: ${error.facts.detail}` : String(error);
  }
};

describe('a value of a caller, when it would lead elsewhere', () => {
  test.each(attempts)('in the host, %j, is refused, and not told', (value) => {
    const said = refusalOf(() => open({ 'x-tenant': value, 'x-region': 'eu' }));
    expect(said).toMatch(
      /^unsafe: the value of the header x-tenant is not one that is allowed, for \{tenant\} in its base URL$/,
    );
    if (value.trim().length > 2) expect(said).not.toContain(value);
  });

  test.each(attempts.filter((value) => !/^(-acme|acme-|xn--|a\.b|a{64})$/.test(value)))(
    'in the path, %j, is refused',
    (value) => {
      expect(refusalOf(() => open({ 'x-tenant': 'acme', 'x-region': value }))).toBe(
        'unsafe: the value of the header x-region is not one that is allowed, for {region} in its base URL',
      );
    },
  );

  test('no text whatever leads to another host, or above its path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (tenant, region) => {
        try {
          const url = new URL(open({ 'x-tenant': tenant, 'x-region': region }));
          expect(url.hostname).toBe(`${tenant.toLowerCase()}.example.com`);
          expect(url.pathname).toBe(`/${region}/v1/`);
          expect([url.username, url.password, url.port, url.search, url.hash].join('')).toBe('');
        } catch (error) {
          if (!isUpstreamError(error)) throw error;
        }
      }),
    );
  });

  test('a header that is not there is refused by its name', () => {
    expect(refusalOf(() => open({ 'x-tenant': 'acme' }))).toBe(
      'unsafe: the caller sent no header x-region, for {region} in its base URL',
    );
  });

  test('a name that every object has is none that a caller sent', () => {
    const its = baseFor('https://{tenant}.example.com/', { tenant: { header: 'constructor', allow: /.*/ } });
    expect(refusalOf(() => its({}))).toMatch(/^unsafe: the caller sent no header constructor/);
  });
});

describe('the base URL of a caller', () => {
  test('is filled with values of a list, as they stand in it', () => {
    const its = baseFor('https://{tenant}.example.com/', { tenant: { header: 'x-tenant', allow: ['acme', 'Globex'] } });
    expect(its({ 'x-tenant': 'acme' })).toBe('https://acme.example.com/');
    expect(refusalOf(() => its({ 'x-tenant': 'globex' }))).toMatch(/^unsafe/);
    expect(refusalOf(() => its({ 'x-tenant': 'initech' }))).toMatch(/^unsafe/);
  });

  test.each([/acme|globex/, /acme|globex/g, /acme|globex/my, /^acme|globex$/])(
    'is filled with what a pattern matches whole, %s',
    (allow) => {
      const its = baseFor('https://{tenant}.example.com/', { tenant: { header: 'x-tenant', allow } });
      expect([0, 1, 2].map(() => its({ 'x-tenant': 'acme' }))).toEqual(Array(3).fill('https://acme.example.com/'));
      expect(refusalOf(() => its({ 'x-tenant': 'acme-evil' }))).toMatch(/^unsafe/);
      expect(refusalOf(() => its({ 'x-tenant': 'not-globex' }))).toMatch(/^unsafe/);
    },
  );

  test('stands as it is where no caller fills it', () => {
    expect(baseFor('https://api.example.com/', undefined)({ 'x-tenant': '/' })).toBe('https://api.example.com/');
  });
});

describe('what an author says of it, when it cannot be meant', () => {
  const problems = (baseUrl: string, baseUrlFrom: object, elsewhere?: string) =>
    apiProblems({ name: 'crm', baseUrl, baseUrlFrom } as never, elsewhere);
  const place = { header: 'x-tenant', allow: ['acme'] };

  test.each(['https://{tenant}.2.3/', 'https://{tenant}.2.0x3/'])('nor a part of an address: %s', (baseUrl) => {
    expect(problems(baseUrl, { tenant: place })).toContain(
      '{tenant}, which callers fill, must stand before a domain, as in https://{tenant}.example.com/.',
    );
  });

  test.each([
    'https://{tenant}/',
    'https://{tenant}.com/',
    'https://api.{tenant}:8080/',
    'https://example.com.{tenant}/',
  ])('a caller may not choose a domain: %s', (baseUrl) => {
    const sentence = '{tenant}, which callers fill, must stand before a domain, as in https://{tenant}.example.com/.';
    expect(problems(baseUrl, { tenant: place })).toContain(sentence);
    expect(problems('https://{tenant}.example.com/', { tenant: place }, baseUrl)).toContain(sentence);
    expect(problems(baseUrl, { tenant: 'CRM_TENANT' })).toEqual([]);
  });

  test.each([
    'https://{tenant}.example.com:8443/',
    'https://api.example.com/{tenant}/',
    'http://crm-{tenant}.eu.example.com/',
  ])('it may choose below one: %s', (baseUrl) => {
    expect(problems(baseUrl, { tenant: place })).toEqual([]);
  });

  test('each filling is a variable, or a header with what is allowed', () => {
    const form =
      "baseUrlFrom must be an object whose values are names of environment variables, or headers of callers: { header: 'x-tenant', allow: ['acme'] }.";
    for (const tenant of [1, {}, { header: 'x-tenant' }, { header: 'x-tenant', allow: 'acme' }, { allow: ['acme'] }])
      expect(problems('https://{tenant}.example.com/', { tenant })).toContain(form);
    expect(problems('https://{tenant}.example.com/', { tenant: { header: 'x y', allow: [], patern: 1 } })).toEqual([
      '"baseUrlFrom.tenant.patern" is no option. There are: header, allow.',
      'baseUrlFrom.tenant: "x y" is no header name.',
      'baseUrlFrom.tenant.allow is an empty list: no caller could ask for anything.',
    ]);
  });
});
