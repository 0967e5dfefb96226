import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { gotTransport } from '../../../src/datasources/base/transport/got-transport.ts';
import { proxiesFrom, proxyOfSource, readProxy } from '../../../src/datasources/base/transport/proxies.ts';
import type { Transport, WireRequest } from '../../../src/datasources/base/transport/transport.ts';
import { authority, certificate } from '../../../src/faults/certificates.ts';
import { UpstreamError } from '../../../src/resilience/index.ts';
import { type MisbehaveOptions, type MisbehavingServer, misbehave } from '../../support/misbehaving-server.ts';
import { type SmallProxyOptions, smallProxy } from './small-proxy.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});
const kept = <T extends { close(): unknown }>(it: T): T => {
  open.push(it);
  return it;
};

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi';
const apiOf = async (options?: MisbehaveOptions): Promise<MisbehavingServer> =>
  kept(await misbehave((socket) => socket.write(ok), options));
const tlsApi = () => apiOf({ tls: certificate('good') });
const proxyOf = async (options?: SmallProxyOptions) => kept(await smallProxy(options));
const transportFor = (environment: Record<string, string>): Transport =>
  kept(gotTransport({ ca: [authority()], proxyOf: proxiesFrom(environment), lookup: neverLookedUp }));
/** Whoever goes through a proxy leaves names to it. */
const neverLookedUp = (): void => {
  throw new Error('a name was looked up');
};

const request = (url: string, changes: Partial<WireRequest> = {}): WireRequest => ({
  method: 'GET',
  url: new URL(url),
  headers: {},
  maxBytes: 1_000_000,
  connectMs: 300,
  ...changes,
});
const send = (transport: Transport, url: string, changes?: Partial<WireRequest>) =>
  transport.send(request(url, changes), AbortSignal.timeout(3_000));
const failureOf = async (answer: Promise<unknown>): Promise<UpstreamError> => {
  const failure = await answer.then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  );
  if (!(failure instanceof UpstreamError)) throw failure;
  expect(inspect([failure, failure.origin()], { depth: 9, showHidden: true })).not.toContain('hunter2');
  return failure;
};
const told = ({ kind, facts: { sent, phase, detail } }: UpstreamError): readonly unknown[] => [
  kind,
  sent,
  phase,
  detail,
];

describe('when a proxy fails', () => {
  test('one that is not there is unreachable, and nothing was sent', async () => {
    const gone = await smallProxy();
    await gone.close();
    const transport = transportFor({ HTTPS_PROXY: gone.url('ada:hunter2'), HTTP_PROXY: gone.url('ada:hunter2') });
    for (const scheme of ['https', 'http']) {
      const failure = await failureOf(send(transport, `${scheme}://api.test:9/`));
      expect(told(failure)).toEqual(['unreachable', 'no', 'proxy', 'ECONNREFUSED']);
    }
  });

  test('one that refuses our credential is proxyRefused, for https and for http', async () => {
    const proxy = await proxyOf({ credential: 'ada:lovelace' });
    const { port } = await apiOf();
    const transport = transportFor({ HTTPS_PROXY: proxy.url('ada:hunter2'), HTTP_PROXY: proxy.url('ada:hunter2') });
    const refused = ['proxyRefused', 'no', 'proxy', 'it wants another credential (HTTP 407)'];
    expect(told(await failureOf(send(transport, `https://api.test:${port}/`)))).toEqual(refused);
    expect(told(await failureOf(send(transport, `http://api.test:${port}/`)))).toEqual(refused);
  });

  test.each([
    [
      '403 forbids the way',
      'HTTP/1.1 403 No\r\n\r\n',
      'proxyRefused',
      'the proxy answered HTTP 403 instead of a tunnel',
    ],
    [
      '502 is an API it cannot reach',
      'HTTP/1.1 502 No\r\n\r\n',
      'unreachable',
      'the proxy answered HTTP 502 instead of a tunnel',
    ],
    ['garbage is no tunnel', 'HELLO\r\n\r\n', 'unreachable', 'the proxy hung up'],
    ['nothing at all', '', 'unreachable', 'the proxy hung up'],
  ])('a tunnel that is not made: %s', async (_, answer, kind, detail) => {
    const proxy = await proxyOf({ onConnect: (socket) => socket.end(answer) });
    const transport = transportFor({ https_proxy: proxy.url() });
    expect(told(await failureOf(send(transport, 'https://api.test/')))).toEqual([kind, 'no', 'proxy', detail]);
  });

  test('one that never answers is given up after twice connectMs', async () => {
    const proxy = await proxyOf({ onConnect: () => {} });
    const transport = transportFor({ https_proxy: proxy.url() });
    const begun = performance.now();
    const failure = await failureOf(send(transport, 'https://api.test/', { connectMs: 60 }));
    expect(told(failure)).toEqual(['connectTimeout', 'no', 'proxy', 'no way through the proxy']);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  test('a slow answer through one is no slow connection', async () => {
    const slow = kept(await misbehave((socket) => setTimeout(() => socket.write(ok), 250)));
    const proxy = await proxyOf();
    const transport = transportFor({ HTTP_PROXY: proxy.url() });
    const { status } = await send(transport, `http://api.test:${slow.port}/`, { connectMs: 50 });
    expect(status).toBe(200);
  });

  test('the certificate of the API is checked through the tunnel', async () => {
    const api = await apiOf({ tls: certificate('wrongHost') });
    const proxy = await proxyOf();
    const failure = await failureOf(send(transportFor({ https_proxy: proxy.url() }), `https://api.test:${api.port}/`));
    expect(told(failure)).toEqual(['untrusted', 'no', 'proxy', 'ERR_TLS_CERT_ALTNAME_INVALID']);
    expect(api.wire).toEqual([]);
  });
});

describe('through a proxy', () => {
  test('https goes by a tunnel that only the host and the port are told of, and its connection is kept', async () => {
    const api = await tlsApi();
    const proxy = await proxyOf({ credential: 'ada:p@ss' });
    const transport = transportFor({ HTTPS_PROXY: proxy.url('ada:p%40ss') });
    for (const path of ['a', 'b']) await send(transport, `https://api.test:${api.port}/${path}`);
    expect([api.wire, api.connections()]).toEqual([['GET /a', 'GET /b'], 1]);
    expect(proxy.wire).toEqual([`CONNECT api.test:${api.port}`]);
  });

  test('http is asked for in absolute form', async () => {
    const api = await apiOf();
    const proxy = await proxyOf({ credential: 'ada:lovelace' });
    const transport = transportFor({ http_proxy: proxy.url('ada:lovelace') });
    await send(transport, `http://api.test:${api.port}/a?b=1`);
    expect(proxy.wire).toEqual([`GET http://api.test:${api.port}/a?b=1`]);
    expect(api.wire).toEqual(['GET /a?b=1']);
  });

  test('this machine itself is never asked', async () => {
    const api = await tlsApi();
    const proxy = await proxyOf();
    const transport = transportFor({ HTTPS_PROXY: proxy.url() });
    await send(transport, `https://127.0.0.1:${api.port}/`);
    await send(transport, `https://127.0.0.1:${api.port}/`, { proxy: new URL(proxy.url()) });
    expect([api.wire.length, proxy.wire]).toEqual([2, []]);
  });

  test('a request may name another, or none', async () => {
    const api = await tlsApi();
    const [usual, other] = [await proxyOf(), await proxyOf()];
    const transport = kept(
      gotTransport({
        ca: [authority()],
        proxyOf: proxiesFrom({ HTTPS_PROXY: usual.url() }),
        lookup: (_, __, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
      }),
    );
    const url = `https://api.test:${api.port}/`;
    await send(transport, url, { proxy: new URL(other.url()) });
    await send(transport, url, { proxy: false, allowPrivate: true });
    expect([api.wire.length, usual.wire.length, other.wire.length]).toEqual([2, 0, 1]);
  });

  test('addresses of names that lead nowhere public are refused as ever where there is no proxy', async () => {
    const proxy = await proxyOf();
    const transport = kept(
      gotTransport({
        proxyOf: proxiesFrom({ HTTPS_PROXY: proxy.url(), NO_PROXY: 'api.test' }),
        lookup: (_, __, callback) => setImmediate(callback, null, [{ address: '10.0.0.1', family: 4 }]),
      }),
    );
    expect((await failureOf(send(transport, 'https://api.test/'))).kind).toBe('blocked');
    expect(proxy.wire).toEqual([]);
  });
});

describe('the environment', () => {
  const goes = (environment: Record<string, string>, url: string) => proxiesFrom(environment)(new URL(url))?.host;

  test('names one proxy a protocol, lower case before upper case, and empty is none', () => {
    const both = { HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://lower:1', HTTP_PROXY: 'plain:3128' };
    expect(goes(both, 'https://api.test/')).toBe('lower:1');
    expect(goes(both, 'http://api.test/')).toBe('plain:3128');
    expect(goes({ https_proxy: ' ', HTTPS_PROXY: 'http://upper:1' }, 'https://api.test/')).toBe('upper:1');
    expect(goes({ HTTPS_PROXY: '' }, 'https://api.test/')).toBeUndefined();
  });

  test.each([
    ['*', 'https://api.test/', true],
    ['api.test', 'https://api.test/', true],
    ['API.Test.', 'https://api.test./', true],
    ['test', 'https://api.test/', true],
    ['.test', 'https://api.test/', true],
    ['*.test', 'https://api.test/', true],
    ['pi.test', 'https://api.test/', false],
    ['other, api.test', 'https://api.test/', true],
    ['other api.test', 'https://api.test/', true],
    ['api.test:443', 'https://api.test/', true],
    ['api.test:8443', 'https://api.test/', false],
    ['api.test:8443', 'https://api.test:8443/', true],
    ['10.0.0.0/8', 'https://10.1.2.3/', true],
    ['10.0.0.0/8', 'https://11.1.2.3/', false],
    ['10.0.0.0/8', 'https://api.test/', false],
    ['10.1.2.3', 'https://10.1.2.3/', true],
    ['2.3', 'https://10.1.2.3/', false],
    ['fd00::/8', 'https://[fd00::1]/', true],
    ['fd00::1', 'https://[fd00::1]/', true],
    ['[fd00::1]:8443', 'https://[fd00::1]:8443/', true],
    ['10.0.0.0/99', 'https://10.1.2.3/', false],
    ['', 'https://api.test/', false],
  ])('NO_PROXY=%j for %s: %j', (NO_PROXY, url, without) => {
    expect(goes({ HTTPS_PROXY: 'http://p:1', NO_PROXY }, url) === undefined).toBe(without);
  });

  test('that names no proxy is told so by its variable, and its value is not', () => {
    for (const [value, sentence] of [
      ['http://', /^HTTPS_PROXY is no URL of a proxy/],
      ['socks5://ada:hunter2@p:1', /^HTTPS_PROXY must start with http: or https:, not "socks5:"/],
      ['http://ada:%zzhunter2@p:1', /^HTTPS_PROXY holds a credential that is not percent-encoded/],
    ] as const) {
      expect(() => proxiesFrom({ HTTPS_PROXY: value })).toThrow(sentence);
      expect(() => proxiesFrom({ HTTPS_PROXY: value })).not.toThrow(/hunter2/);
    }
    expect(readProxy('P', 'p:1').href).toBe('http://p:1/');
  });

  test('says where a source goes that wants its own proxy, and never that it goes without', () => {
    expect(proxyOfSource(undefined, {})).toBeUndefined();
    expect(proxyOfSource(false, {})).toBe(false);
    expect(proxyOfSource({ env: 'CRM_PROXY' }, { CRM_PROXY: 'http://p:1' })).toEqual(new URL('http://p:1'));
    expect(() => proxyOfSource({ env: 'CRM_PROXY' }, {})).toThrow('CRM_PROXY is not set.');
  });
});
