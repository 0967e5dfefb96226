import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { redacted } from '../../src/check/live/redact/redacted.ts';
import { isSecretName } from '../../src/datasources/base/http/secret-names.ts';

const json = (document: unknown, secrets: readonly string[] = []): unknown =>
  JSON.parse(
    redacted({ body: Buffer.from(JSON.stringify(document)), contentType: undefined, language: 'json' }, secrets),
  );
const xml = (text: string, secrets: readonly string[] = []): string =>
  redacted({ body: Buffer.from(text), contentType: undefined, language: 'xml' }, secrets);

describe('what must not be kept', () => {
  test('a credential of the source, wherever it stands and however it is spelled', () => {
    const secret = 's3cret/+value';
    const spelled = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
    expect(json({ echo: spelled.map((each) => `it is ${each}.`), [secret]: 1 }, [secret])).toEqual({
      echo: spelled.map(() => 'it is redacted.'),
      redacted: 1,
    });
    expect(xml(`<r a="${secret}">${secret}</r>`, [secret])).toContain('<r a="redacted">redacted</r>');
  });

  test('a credential that is a number', () => {
    expect(json({ a: 12_345_678, b: 1 }, ['12345678'])).toEqual({ a: 0, b: 1 });
  });

  test('values under names of secrets, in their kind', () => {
    expect(
      json({
        accessToken: 'a',
        PIN: 1234,
        user: { apiKey: 'b', email: 'c' },
        credentials: { all: ['d', null, true, 5] },
      }),
    ).toEqual({
      accessToken: 'redacted',
      PIN: 0,
      user: { apiKey: 'redacted', email: 'redacted' },
      credentials: { all: ['redacted', null, true, 0] },
    });
    expect(xml('<r><p:password x="1"><deep>a</deep></p:password><i api-key="b" id="c"/></r>')).toContain(
      '<r><p:password x="redacted"><deep>redacted</deep></p:password><i api-key="redacted" id="c"/></r>',
    );
  });

  test('credentials in URLs, and what looks like a token', () => {
    expect(
      json({
        next: 'https://api.example/items?api_key=abc&page=2&X-Amz-Signature=def#top',
        link: 'https://ann:pass@api.example/',
        note: 'Bearer abcdefghijk and eyJhbGciOi.eyJzdWIi.c2ln',
      }),
    ).toEqual({
      next: 'https://api.example/items?api_key=redacted&page=2&X-Amz-Signature=redacted#top',
      link: 'https://redacted@api.example/',
      note: 'Bearer redacted and redacted',
    });
  });

  test.each([
    'token',
    'access_token',
    'x-api-key',
    'APIKey',
    'userPassword',
    'client.secret',
    'Authorization',
    'e_mail',
    'homePhone',
  ])('the name %s is one of a secret', (name) => expect(isSecretName(name)).toBe(true));

  test.each([
    'key',
    'keys',
    'tokenType',
    'password_changed_at',
    'emailVerified',
    'tokenized',
    'secretary',
    'keyboard',
    'monkey',
  ])('the name %s is none', (name) => expect(isSecretName(name)).toBe(false));

  test('whatever else a document holds, a secret is not in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ minLength: 8, maxLength: 20 }), (value, secret) => {
        const text = JSON.stringify(json({ value, echo: `<${secret}>` }, [secret]));
        return !JSON.parse(text).echo.includes(secret);
      }),
    );
  });
});

describe('what is kept', () => {
  test('all else, numbers in the digits they came in', () => {
    const body = Buffer.from('{"a":[1.10,9007199254740993,1e999,null,true,"x"]}');
    expect(redacted({ body, contentType: undefined, language: 'json' }, []).replaceAll(/\s/g, '')).toBe(
      '{"a":[1.10,9007199254740993,1e999,null,true,"x"]}',
    );
  });

  test('XML, with its declarations, without comments', () => {
    expect(xml('<!-- c --><p:r xmlns:p="urn:p" p:a="1 &amp; 2"><i/>a &lt; b<![CDATA[<c>]]></p:r>')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<p:r xmlns:p="urn:p" p:a="1 &#38; 2"><i/>a &#60; b&#60;c&#62;</p:r>\n',
    );
  });
});
