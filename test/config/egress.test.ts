import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { bearer } from '../../src/datasources/base/index.ts';
import { certificate } from '../../src/faults/certificates.ts';
import { type MisbehaveOptions, misbehave } from '../../src/faults/misbehave.ts';
import { createGateway } from '../../src/gateway/create-gateway.ts';
import { type Log, silentLog } from '../../src/gateway/log.ts';
import { complete, type GatewayOptions } from '../../src/gateway/options.ts';
import { smallProxy } from '../base/transport/small-proxy.ts';
import { ask, openThings } from '../schema/asked.ts';
import { looseSource } from '../schema/loose-source.ts';

const things = openThings();
const servers: { close(): Promise<void> }[] = [];
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-egress-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  await things.end();
  for (const server of servers.splice(0)) await server.close();
});

const BODY = '{"id":"7"}';
const api = async (options?: MisbehaveOptions) => {
  const heard: string[] = [];
  const server = await misbehave((socket, request) => {
    heard.push(request);
    socket.write(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`);
  }, options);
  servers.push(server);
  return { ...server, heard };
};
const proxy = async (credential?: string) => {
  const its = await smallProxy(credential === undefined ? {} : { credential });
  servers.push(its);
  return its;
};
const shop = (baseUrl: string, words = {}) =>
  looseSource('shop', ({ get }) => ({ thing: get('Thing', () => 'thing') }), {
    baseUrl,
    retry: { maxAttempts: 1 },
    cache: false,
    ...words,
  });
const graph = (
  source: GatewayOptions['sources'][number],
): Pick<GatewayOptions, 'sources' | 'typeDefs' | 'log' | 'environment'> => ({
  sources: [source],
  typeDefs: 'type Thing { id: ID! } type Query { thing: Thing @load(from: "shop.thing") }',
  log: silentLog,
  environment: {},
});
const ca = [fileURLToPath(new URL('../../src/faults/certificates/authority.pem', import.meta.url))];
const good = { data: { thing: { id: '7' } } };
const failed = (code: string) => ({ data: { thing: null }, errors: [{ extensions: { code, sent: 'no' } }] });
const query = '{ thing { id } }';

describe('when an authority cannot be trusted', () => {
  test('because no file names it, the source is not believed', async () => {
    const { url, wire } = await api({ tls: certificate('good') });
    const gateway = things.gateway(graph(shop(url)));
    expect(await ask(gateway, query)).toMatchObject(failed('UPSTREAM_TLS_ERROR'));
    expect(wire).toEqual([]);
  });

  test('because its file is none, nothing starts', () => {
    const gone = join(folder, 'gone.pem');
    const prose = join(folder, 'prose.pem');
    writeFileSync(prose, 'no certificate');
    const open = (path: string) => () => createGateway({ ...graph(shop('https://shop.example/')), ca: [path] });
    expect(open(gone)).toThrow(`ca: ${gone} cannot be read (ENOENT).`);
    expect(open(prose)).toThrow(`ca: ${prose} holds no certificate in PEM.`);
  });
});

describe('a gateway', () => {
  test('trusts the authorities of its files, beside those of Node', async () => {
    const { url } = await api({ tls: certificate('good') });
    expect(await ask(things.gateway({ ...graph(shop(url)), ca }), query)).toEqual(good);
  });

  test('goes out through the proxy of its environment, by TLS all the way', async () => {
    const { port, wire } = await api({ tls: certificate('good') });
    const its = await proxy('ada:lovelace');
    const environment = { HTTPS_PROXY: its.url('ada:lovelace'), NO_PROXY: 'other.example' };
    const gateway = things.gateway({ ...graph(shop(`https://api.test:${port}/`)), ca, environment });
    expect(await ask(gateway, query)).toEqual(good);
    expect([wire, its.wire]).toEqual([['GET /thing'], [`CONNECT api.test:${port}`]]);
  });

  test('says in no log and to no client what a proxy is asked with', async () => {
    const its = await proxy('ada:lovelace');
    const environment = { HTTPS_PROXY: its.url('ada:hunter2') };
    const told: string[] = [];
    const tell = (event: object, message: string) => void told.push(JSON.stringify(event), message);
    const log: Log = { debug: tell, info: tell, warn: tell, error: tell };
    const gateway = things.gateway({ ...graph(shop('https://api.test/')), environment, log });
    const answer = await ask(gateway, query);
    expect(answer).toMatchObject({
      errors: [{ message: expect.stringContaining('it wants another credential (HTTP 407)') }],
    });
    expect(JSON.stringify(answer) + told.join('\n')).not.toContain('hunter2');
    expect(told.join('\n')).toContain('proxyRefused');
  });

  test('does not start with a proxy that is none', () => {
    const open = () => createGateway({ ...graph(shop('https://api.test/')), environment: { HTTPS_PROXY: 'ftp://x' } });
    expect(open).toThrow(/^HTTPS_PROXY must start with http: or https:, not "ftp:"/);
  });
});

describe('a source with a proxy of its own', () => {
  test('goes through it alone, and one that wants none goes through none', async () => {
    const { port } = await api({ tls: certificate('good') });
    const [usual, own] = [await proxy(), await proxy()];
    const environment = { HTTPS_PROXY: usual.url(), SHOP_PROXY: own.url() };
    const base = `https://api.test:${port}/`;
    const through = things.gateway({ ...graph(shop(base, { proxy: { env: 'SHOP_PROXY' } })), ca, environment });
    expect(await ask(through, query)).toEqual(good);
    const without = things.gateway({ ...graph(shop(base, { proxy: false })), ca, environment });
    // The name is one that nobody knows but the proxies.
    expect(await ask(without, query)).toMatchObject(failed('UPSTREAM_UNREACHABLE'));
    expect([usual.wire, own.wire.length]).toEqual([[], 1]);
  });

  test('does not start without it, but on this machine, where it is never asked', () => {
    const open = (baseUrl: string) => () => createGateway(graph(shop(baseUrl, { proxy: { env: 'SHOP_PROXY' } })));
    expect(open('https://shop.example/')).toThrow('shop: proxy: SHOP_PROXY is not set.');
    expect(open('http://127.0.0.1:9/')).not.toThrow();
  });

  test('names it by its variable', () => {
    const open = (proxyWords: unknown) => () => createGateway(graph(shop('http://a.example/', { proxy: proxyWords })));
    expect(open('http://ada:hunter2@p:1')).toThrow(/shop: proxy must be false, or name an environment variable/);
    expect(open('http://ada:hunter2@p:1')).not.toThrow(/hunter2/);
    expect(open({ env: 'P', url: 'x' })).toThrow(/"proxy\.url" is no option\. There are: env\./);
  });
});

describe('a base URL with open places', () => {
  const templated = (words = {}) =>
    shop('https://{tenant}.shop.example/{region}/', {
      baseUrlFrom: { tenant: 'SHOP_TENANT', region: 'SHOP_REGION' },
      ...words,
    });
  const baseUrlOf = (environment: Record<string, string>): string | undefined =>
    complete({ ...graph(templated()), environment }).sources[0]?.api.baseUrl;

  test.each([
    ['SHOP_TENANT', 'evil.example/', 'letters, digits and hyphens'],
    ['SHOP_TENANT', 'a.b', 'letters, digits and hyphens'],
    ['SHOP_TENANT', 'user@evil', 'letters, digits and hyphens'],
    ['SHOP_REGION', '..', 'letters, digits and -._~'],
    ['SHOP_REGION', 'eu/admin', 'letters, digits and -._~'],
    ['SHOP_REGION', 'eu?x=1', 'letters, digits and -._~'],
  ])('refuses %s=%j', (variable, value, may) => {
    const environment = { SHOP_TENANT: 'acme', SHOP_REGION: 'eu', [variable]: value };
    expect(() => baseUrlOf(environment)).toThrow(
      new RegExp(`^shop: the value of ${variable}, for \\{\\w+\\} in baseUrl, may hold ${may} only\\.$`),
    );
  });

  test('is like a missing credential until its variables are set', async () => {
    const told: string[] = [];
    const log = { ...silentLog, warn: (_: object, message: string) => void told.push(message) };
    const options = { ...graph(templated()), environment: { SHOP_REGION: 'eu' } };
    expect(await ask(things.gateway({ ...options, log }), query)).toMatchObject(failed('UPSTREAM_AUTH_FAILED'));
    expect(told[0]).toMatch(/^shop needs SHOP_TENANT in the environment; until then/);
    expect(() => createGateway({ ...options, production: true })).toThrow('shop needs SHOP_TENANT in the environment.');
  });

  test('is filled from the environment, or left alone where the address is said otherwise', async () => {
    expect(baseUrlOf({ SHOP_TENANT: 'acme', SHOP_REGION: 'v1.2' })).toBe('https://acme.shop.example/v1.2/');
    const { url } = await api();
    expect(await ask(things.gateway({ ...graph(templated()), baseUrls: { shop: url } }), query)).toEqual(good);
  });

  test('and its variables must go together', () => {
    const open = (words: object) => () => createGateway(graph(templated(words)));
    expect(open({ baseUrlFrom: { tenant: 'T' } })).toThrow(/baseUrl leaves \{region\} open, and baseUrlFrom names no/);
    expect(open({ baseUrl: 'https://a.example/' })).toThrow(
      /baseUrlFrom names "tenant", for which baseUrl has no place/,
    );
    expect(open({ baseUrlFrom: { tenant: 1 } })).toThrow(/baseUrlFrom must be an object whose values are names of env/);
  });
});

describe('a secret in a file', () => {
  const secret = (text: string, name = 'token'): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const authorization = (request: string | undefined) => /^authorization: (.*)$/im.exec(request ?? '')?.[1]?.trim();

  test('that cannot be read keeps everything from starting, and what is in it is told nowhere', () => {
    const source = shop('https://shop.example/', { auth: bearer({ env: 'SHOP_TOKEN' }) });
    const open = (environment: Record<string, string>) => () => createGateway({ ...graph(source), environment });
    const gone = join(folder, 'gone');
    expect(open({ SHOP_TOKEN_FILE: gone })).toThrow(
      new RegExp(`^shop: SHOP_TOKEN_FILE: the file ${gone} cannot be read \\(ENOENT\\)\\.$`),
    );
    const both = { SHOP_TOKEN: 'hunter2', SHOP_TOKEN_FILE: secret('hunter2', 'both') };
    expect(open(both)).toThrow(/^shop: SHOP_TOKEN and SHOP_TOKEN_FILE are both set: leave out one of them\.$/);
  });

  test('that is changed signs the next call, without a restart, and its answers are kept apart', async () => {
    const { url, heard } = await api();
    const path = secret('first\n');
    const source = shop(url, { auth: bearer({ env: 'SHOP_TOKEN' }), cache: { ttlMs: 60_000 } });
    const gateway = things.gateway({ ...graph(source), environment: { SHOP_TOKEN_FILE: path } });
    await ask(gateway, query);
    await ask(gateway, query);
    expect(heard.map(authorization)).toEqual(['Bearer first']);
    secret('second, longer\n');
    // Files are looked at once a second.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await ask(gateway, query)).toEqual(good);
    expect(heard.map(authorization)).toEqual(['Bearer first', 'Bearer second, longer']);
  });
});
