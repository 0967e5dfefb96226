import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import soap from 'soap';
import { services, wsdl } from '../../../examples/soap-stock/demo/service.ts';
import {
  type Api,
  apiProblems,
  DataSource,
  soap as envelope,
  usernameToken,
} from '../../../src/datasources/base/index.ts';
import { createGateway, type Gateway } from '../../../src/gateway/create-gateway.ts';
import { calm, type Said, saying } from '../soap/support.ts';

const secrets = { STOCK_USER: 'ada & co', STOCK_PASSWORD: 'h<ünter>2&' };
const OASIS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-';
const ENVELOPE = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
};
type Version = keyof typeof ENVELOPE;

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of open.splice(0).reverse()) await end();
});

const sdl = `
  type Exchange { code: ID!  name: String! }
  extend type Query { exchange(code: ID!): Exchange @load(from: "stock.exchange") }
`;
const ASK = '{ exchange(code: "XETR") { name } }';
const GOOD = { data: { exchange: { name: 'Xetra & Co' } }, errors: [] };

interface Given {
  readonly version?: Version;
  readonly digest?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly api?: Partial<Api>;
  /** What the member is written in. @default 'soap' */
  readonly member?: 'soap' | 'json';
}

/** A gateway over one source that shows a UsernameToken, and everything that it logs and keeps. */
const stock = (
  url: string,
  { version = '1.1', digest = false, environment = secrets, api = {}, member = 'soap' }: Given = {},
) => {
  class Stock extends DataSource {
    static readonly api: Api = {
      name: 'stock',
      baseUrl: url,
      format: 'soap',
      soap: { version, namespace: 'urn:stock', action: 'urn:stock/', header: { trace: 'x' } },
      auth: usernameToken({ user: 'STOCK_USER', password: 'STOCK_PASSWORD', digest }),
      ...calm,
      ...api,
    };
    exchange = this.get(
      'Exchange' as never,
      ({ code }: { code: string }) => (member === 'soap' ? envelope('GetExchange', { code }) : { path: '' }),
      { format: member },
    );
  }
  const told: unknown[] = [];
  const note = (...words: unknown[]) => void told.push(words);
  const gateway: Gateway = createGateway({
    sources: [Stock],
    typeDefs: sdl,
    environment,
    log: { debug: note, info: note, warn: note, error: note },
    store: () => {
      const kept = new Map<string, unknown>();
      return {
        get: (key: string) => {
          told.push(key);
          return kept.get(key) as never;
        },
        set: (key: string, value: unknown) => void kept.set(key, value),
        delete: (key: string) => void kept.delete(key),
      };
    },
  });
  open.push(() => gateway.stop());
  const ask = async () => {
    const { data, errors = [] } = await gateway.execute({ query: ASK });
    told.push(errors);
    return { data: JSON.parse(JSON.stringify(data)) as unknown, errors: errors.map(({ extensions }) => extensions) };
  };
  return { ask, told };
};

/** A server whose answers a test says. */
const answering = async (...said: Said[]) => {
  const server = await saying();
  open.push(() => server.close());
  server.say(...said);
  return server;
};

const inBody = (body: string): string =>
  `<S:Envelope xmlns:S="${ENVELOPE['1.1']}"><S:Body>${body}</S:Body></S:Envelope>`;
const fault = (code: string): string => inBody(`<S:Fault><faultcode>${code}</faultcode></S:Fault>`);
const answer = inBody('<R><code>XETR</code><name>Xetra &amp; Co</name></R>');

/** What a header showed. */
const tokenIn = (text: string) => ({
  nonce: /<wsse:Nonce [^>]*>([^<]*)</.exec(text)?.[1] ?? '',
  created: /<wsu:Created>([^<]*)</.exec(text)?.[1] ?? '',
  body: /<soap:Body>.*<\/soap:Body>/s.exec(text)?.[0] ?? '',
});

describe('when it fails', () => {
  test('each attempt has a nonce and a time of its own, around a body that is the same byte for byte', async () => {
    const server = await answering({ status: 500, body: fault('S:Server') }, { body: answer });
    expect(await stock(server.url).ask()).toEqual(GOOD);
    const [first, second] = server.heard.map(({ body }) => tokenIn(body));
    expect(server.heard).toHaveLength(2);
    expect(first?.body).toContain('GetExchange');
    expect(second?.body).toBe(first?.body);
    expect(second?.nonce).not.toBe(first?.nonce);
    expect(Date.parse(second?.created ?? '')).toBeGreaterThanOrEqual(Date.parse(first?.created ?? ''));
  });

  test.each(['wsse:FailedAuthentication', 'wsse:InvalidSecurityToken', 'wsse:MessageExpired'])(
    '%s is a credential that was refused, once and for good',
    async (code) => {
      const server = await answering({ status: 500, body: fault(code) });
      expect((await stock(server.url).ask()).errors).toEqual([
        expect.objectContaining({ code: 'UPSTREAM_AUTH_FAILED', retryable: false, sent: 'yes' }),
      ]);
      expect(server.heard).toHaveLength(1);
    },
  );

  test('a time that an API with another clock refuses is told once more, by its clock', async () => {
    const date = new Date(Date.now() + 600_000).toUTCString();
    const server = await answering(
      { status: 500, headers: { date }, body: fault('wsse:MessageExpired') },
      { body: answer },
    );
    expect(await stock(server.url).ask()).toEqual(GOOD);
    const created = server.heard.map(({ body }) => Date.parse(tokenIn(body).created) - Date.now());
    expect(created[0]).toBeGreaterThan(-5_000);
    expect(created[0]).toBeLessThan(5_000);
    expect(created[1]).toBeGreaterThan(590_000);
  });

  test('a credential that no document can hold is not sent, and blames nobody who asked', async () => {
    const server = await answering({ body: answer });
    const environment = { ...secrets, STOCK_PASSWORD: 'hunter\u00012' };
    const { ask, told } = stock(server.url, { environment });
    expect((await ask()).errors).toEqual([expect.objectContaining({ code: 'UPSTREAM_AUTH_FAILED', sent: 'no' })]);
    expect(server.heard).toEqual([]);
    expect(inspect(told, { depth: 20 })).not.toContain('hunter');
  });

  test('an API that has no envelopes is refused at start, and a member that has none fails unsent', async () => {
    const auth = usernameToken({ user: 'STOCK_USER', password: 'STOCK_PASSWORD' });
    const api = { name: 'stock', baseUrl: 'http://127.0.0.1/', auth };
    expect(apiProblems(api)).toEqual(['auth: usernameToken stands in an envelope, so format must be "soap".']);
    expect(apiProblems({ ...api, format: 'soap' })).toEqual([]);
    const server = await answering({ body: '{}' });
    const { ask } = stock(server.url, { member: 'json' });
    expect((await ask()).errors).toEqual([expect.objectContaining({ code: 'UPSTREAM_AUTH_FAILED', sent: 'no' })]);
    expect(server.heard).toEqual([]);
  });

  test.each([false, true])('no secret stands in a log, an error or a key (digest: %p)', async (digest) => {
    const password = [secrets.STOCK_PASSWORD, 'h&#60;', 'ünter'];
    for (const said of [
      { body: answer },
      { status: 500, body: fault(secrets.STOCK_PASSWORD) },
      { status: 401, body: secrets.STOCK_PASSWORD },
      { body: `<html>${secrets.STOCK_PASSWORD}` },
    ]) {
      const server = await answering(said);
      const { ask, told } = stock(server.url, { digest, api: { cache: { ttlMs: 60_000 } } });
      await ask();
      await ask();
      expect(told.length).toBeGreaterThan(4);
      const shown = server.heard.map(({ body }) => tokenIn(body).nonce);
      const passwords = server.heard.map(({ body }) => /<wsse:Password[^>]*>([^<]*)</.exec(body)?.[1] ?? '');
      expect([...shown, ...passwords]).not.toContain('');
      const seen = `${JSON.stringify(told)}${inspect(told, { depth: 20, showHidden: true })}`;
      for (const secret of [...password, secrets.STOCK_USER, ...shown, ...passwords])
        expect(seen).not.toContain(secret);
    }
  });
});

const both = (['1.1', '1.2'] as const).flatMap((version) => [false, true].map((digest) => [version, digest] as const));

describe('a UsernameToken', () => {
  test.each(both)(
    'is one block of the header, which must be understood (SOAP %s, digest: %p)',
    async (version, digest) => {
      const server = await answering({ body: answer.replace(ENVELOPE['1.1'], ENVELOPE[version]) });
      expect(await stock(server.url, { version, digest }).ask()).toEqual(GOOD);
      const text = server.heard[0]?.body ?? '';
      const { nonce, created } = tokenIn(text);
      // Section 3.1 of the profile: Password_Digest = Base64 ( SHA-1 ( nonce + created + password ) ).
      const material = Buffer.concat([Buffer.from(nonce, 'base64'), Buffer.from(created + secrets.STOCK_PASSWORD)]);
      const proof = createHash('sha1').update(material).digest('base64');
      const password = digest ? proof : 'h&#60;ünter&#62;2&#38;';
      expect(text).toBe(
        [
          `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="${ENVELOPE[version]}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soap:Header>`,
          `<wsse:Security xmlns:wsse="${OASIS}wssecurity-secext-1.0.xsd" xmlns:wsu="${OASIS}wssecurity-utility-1.0.xsd" soap:mustUnderstand="1"><wsse:UsernameToken>`,
          `<wsse:Username>ada &#38; co</wsse:Username>`,
          `<wsse:Password Type="${OASIS}username-token-profile-1.0#Password${digest ? 'Digest' : 'Text'}">${password}</wsse:Password>`,
          `<wsse:Nonce EncodingType="${OASIS}soap-message-security-1.0#Base64Binary">${nonce}</wsse:Nonce>`,
          `<wsu:Created>${created}</wsu:Created></wsse:UsernameToken></wsse:Security><trace>x</trace></soap:Header>`,
          '<soap:Body><GetExchange xmlns="urn:stock"><code>XETR</code></GetExchange></soap:Body></soap:Envelope>',
        ].join(''),
      );
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
      expect(new Date(created).toISOString()).toBe(created);
    },
  );

  interface Security {
    readonly UsernameToken?: {
      readonly Username: string;
      readonly Password: { readonly attributes: { readonly Type: string }; readonly $value: string };
      readonly Nonce: { readonly $value: string };
      readonly Created: string;
    };
  }
  /** The server of npm `soap`, which lets in whoever knows the password, and nobody with a nonce that was there before. */
  const guarded = async (forceSoap12Headers: boolean) => {
    const server = http.createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    open.push(
      () => new Promise((resolve) => server.close(resolve)),
      () => server.closeAllConnections(),
    );
    const guarding = soap.listen(server, { path: '/soap/', services, xml: wsdl, forceSoap12Headers });
    const nonces: string[] = [];
    guarding.authenticate = ({ UsernameToken: token }: Security = {}) => {
      if (!token || nonces.includes(token.Nonce.$value)) return false;
      nonces.push(token.Nonce.$value);
      const { Password: password, Nonce: nonce, Created: created, Username: name } = token;
      const sha1 = createHash('sha1').update(Buffer.from(nonce.$value, 'base64'));
      const proof = sha1.update(`${created}${secrets.STOCK_PASSWORD}`).digest('base64');
      const expected = password.attributes.Type.endsWith('#PasswordDigest') ? proof : secrets.STOCK_PASSWORD;
      return name === secrets.STOCK_USER && password.$value === expected;
    };
    return { nonces, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/soap/` };
  };

  test.each(both)(
    'is let in by the server of npm soap, again and again (SOAP %s, digest: %p)',
    async (version, digest) => {
      const { url, nonces } = await guarded(version === '1.2');
      const { ask } = stock(url, { version, digest });
      expect([await ask(), await ask()]).toEqual([GOOD, GOOD]);
      expect(new Set(nonces).size).toBe(2);
    },
  );

  test.each(both)('of another password is not (SOAP %s, digest: %p)', async (version, digest) => {
    const { url, nonces } = await guarded(version === '1.2');
    const { ask } = stock(url, { version, digest, environment: { ...secrets, STOCK_PASSWORD: 'guess' } });
    expect((await ask()).errors).toEqual([expect.objectContaining({ code: 'UPSTREAM_AUTH_FAILED', retryable: false })]);
    expect(nonces).toHaveLength(1);
  });
});
