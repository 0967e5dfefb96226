import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { inspect } from 'node:util';
import zlib from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { gotTransport } from '../../../src/datasources/base/transport/got-transport.ts';
import type { Transport, WireRequest, WireResponse } from '../../../src/datasources/base/transport/transport.ts';
import { UpstreamError } from '../../../src/resilience/index.ts';
import {
  type MisbehaveOptions,
  type MisbehavingServer,
  misbehave,
  type Script,
} from '../../support/misbehaving-server.ts';

const key = readFileSync(new URL('../../fixtures/tls/self-signed.key', import.meta.url), 'utf8');
const cert = readFileSync(new URL('../../fixtures/tls/self-signed.crt', import.meta.url), 'utf8');

let transport: Transport;
let server: MisbehavingServer | undefined;

beforeEach(() => {
  transport = gotTransport();
});
afterEach(async () => {
  transport.close();
  await server?.close();
  server = undefined;
});

const behave = async (script: Script, options?: MisbehaveOptions): Promise<MisbehavingServer> => {
  server = await misbehave(script, options);
  return server;
};

const request = (base: string, changes: Partial<WireRequest> = {}): WireRequest => ({
  method: 'GET',
  url: new URL('/a?secret=hunter2', base),
  headers: {},
  maxBytes: 1_000_000,
  connectMs: 500,
  ...changes,
});

const send = (
  base: string,
  changes?: Partial<WireRequest>,
  signal = AbortSignal.timeout(3000),
): Promise<WireResponse> => transport.send(request(base, changes), signal);

const failureOf = async (answer: Promise<unknown>): Promise<UpstreamError> => {
  const failure = await answer.then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  );
  if (!(failure instanceof UpstreamError)) throw failure;
  expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('hunter2');
  return failure;
};

const told = ({ kind, facts }: UpstreamError): string => [kind, facts.sent, facts.phase].join(' ');

/** Aborts `ms` after now, as an attempt timeout does. */
const abortAfter = (ms: number): AbortSignal => {
  const own = new AbortController();
  setTimeout(() => own.abort(new UpstreamError('timeout', { detail: 'attempt' })), ms);
  return own.signal;
};

const text = ({ body }: WireResponse): string => Buffer.from(body).toString();

const says =
  (answer: string | Uint8Array): Script =>
  (socket) =>
    socket.write(answer);

const ok = (body: string | Uint8Array, headers = ''): Uint8Array =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`),
    Buffer.from(body),
  ]);

describe('when no connection can be made', () => {
  test('a refused port is unreachable, and nothing was sent', async () => {
    const { url, close } = await misbehave(() => {});
    await close();
    const failure = await failureOf(send(url));
    expect(told(failure)).toBe('unreachable no connect');
    expect(failure.facts.detail).toBe('ECONNREFUSED');
  });

  const lookupFailing = (code: string) =>
    gotTransport({
      lookup: (_host, _options, done) => setImmediate(done, Object.assign(new Error(code), { code }), []),
    });

  test.each([
    ['ENOTFOUND', 'unresolved no lookup'],
    ['EAI_AGAIN', 'unreachable no lookup'],
  ])('a lookup that fails with %s is %s', async (code, expected) => {
    transport = lookupFailing(code);
    expect(told(await failureOf(send('http://name.invalid')))).toBe(expected);
  });

  test('a lookup that never answers ends with connectMs', async () => {
    transport = gotTransport({ lookup: () => {} });
    const failure = await failureOf(send('http://name.invalid', { connectMs: 50 }));
    expect(told(failure)).toBe('connectTimeout no lookup');
  });

  test('a name that may not lead into a private network is not asked over the connection of one that may', async () => {
    const { port, wire } = await behave(says(ok('x')));
    const leading = gotTransport({
      lookup: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    const asks = (allowPrivate: boolean) =>
      leading.send(request(`http://api.test:${port}`, { allowPrivate }), AbortSignal.timeout(3000));
    expect((await asks(true)).status).toBe(200);
    expect(told(await failureOf(asks(false)))).toBe('blocked no lookup');
    expect(wire).toHaveLength(1);
    leading.close();
  });

  test('a signal that has already aborted sends nothing', async () => {
    const { url, wire } = await behave(says(ok('')));
    const failure = await failureOf(send(url, {}, AbortSignal.abort(new UpstreamError('cancelled'))));
    expect(told(failure)).toBe('cancelled no queue');
    expect(wire).toEqual([]);
  });

  test('an abort during the lookup says that nothing was sent', async () => {
    transport = gotTransport({ lookup: () => {} });
    expect(told(await failureOf(send('http://name.invalid', {}, abortAfter(30))))).toBe('timeout no lookup');
  });

  test('an abort while waiting for one of few connections says that nothing was sent', async () => {
    transport = gotTransport({ maxSockets: 1 });
    const { url, wire } = await behave(() => {});
    const first = failureOf(send(url, {}, abortAfter(120)));
    const second = failureOf(send(url, {}, abortAfter(60)));
    expect(told(await second)).toBe('timeout no queue');
    expect(told(await first)).toBe('timeout maybe response');
    expect(wire).toEqual(['GET /a?secret=hunter2']);
  });

  test('a header value with a line break is unsafe, and nothing is sent', async () => {
    const { url, wire } = await behave(says(ok('')));
    const failure = await failureOf(send(url, { headers: { 'x-id': 'hunter2\r\nx-admin: 1' } }));
    expect(failure.kind).toBe('unsafe');
    expect(failure.facts.sent).toBe('no');
    expect(wire).toEqual([]);
  });
});

describe('when TLS fails', () => {
  test('a self-signed certificate is untrusted', async () => {
    const { url, wire } = await behave(says(ok('')), { tls: { key, cert } });
    const failure = await failureOf(send(url));
    expect(told(failure)).toBe('untrusted no tls');
    expect(failure.facts.detail).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(wire).toEqual([]);
  });

  test('https to a port that speaks plain HTTP is untrusted', async () => {
    const { port } = await behave(() => {}, {
      onConnection: (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    });
    expect(told(await failureOf(send(`https://127.0.0.1:${port}`)))).toBe('untrusted no tls');
  });

  test('a handshake that stalls ends with connectMs', async () => {
    const { port } = await behave(() => {});
    const failure = await failureOf(send(`https://127.0.0.1:${port}`, { connectMs: 60 }));
    expect(told(failure)).toBe('connectTimeout no tls');
  });

  test('a reset during the handshake is unreachable: nothing was sent', async () => {
    const { port } = await behave(() => {}, {
      onConnection: (socket) => socket.once('data', () => socket.resetAndDestroy()),
    });
    expect(told(await failureOf(send(`https://127.0.0.1:${port}`)))).toBe('unreachable no tls');
  });
});

describe('when the connection breaks before an answer', () => {
  test('accept, then FIN', async () => {
    const { url } = await behave(() => {}, { onConnection: (socket) => socket.end() });
    expect(told(await failureOf(send(url)))).toBe('disconnected maybe response');
  });

  test('accept, then RST, is one failure or the other, but always one that says UPSTREAM_UNREACHABLE', async () => {
    const { url } = await behave(() => {}, { onConnection: (socket) => socket.resetAndDestroy() });
    const failure = await failureOf(send(url));
    expect(failure.code).toBe('UPSTREAM_UNREACHABLE');
  });

  test('RST after the request', async () => {
    const { url } = await behave((socket) => socket.resetAndDestroy());
    expect(told(await failureOf(send(url)))).toBe('disconnected maybe response');
  });

  test('RST in the middle of the headers', async () => {
    const { url } = await behave((socket) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Le', () => setTimeout(() => socket.resetAndDestroy(), 20)),
    );
    expect(told(await failureOf(send(url)))).toBe('disconnected maybe response');
  });

  test('RST on a kept connection as it is used again is a stale connection', async () => {
    const { url, wire } = await behave((socket, _, nth) =>
      nth === 1 ? socket.write(ok('one')) : socket.resetAndDestroy(),
    );
    expect(text(await send(url))).toBe('one');
    expect(told(await failureOf(send(url)))).toBe('staleConnection maybe response');
    expect(wire).toHaveLength(2);
  });

  test('FIN on a kept TLS connection as it is used again is a stale connection: its farewell is no answer', async () => {
    const trusted = tls.getCACertificates('default');
    tls.setDefaultCACertificates([cert]);
    try {
      const { url } = await behave((socket, _, nth) => (nth === 1 ? socket.write(ok('one')) : socket.end()), {
        tls: { key, cert },
      });
      expect(text(await send(url))).toBe('one');
      expect(told(await failureOf(send(url)))).toBe('staleConnection maybe response');
    } finally {
      tls.setDefaultCACertificates(trusted);
    }
  });

  test('half an answer on a kept connection is not a stale connection', async () => {
    const { url } = await behave((socket, _, nth) =>
      nth === 1
        ? socket.write(ok('one'))
        : socket.write('HTTP/1.1 200 OK\r\nContent-Le', () => setTimeout(() => socket.resetAndDestroy(), 20)),
    );
    await send(url);
    expect(told(await failureOf(send(url)))).toBe('disconnected maybe response');
  });
});

describe('when time runs out', () => {
  const aborted: readonly (readonly [string, Script, string])[] = [
    ['a silent server', () => {}, 'timeout maybe response'],
    [
      'headers that drip',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        const drip = setInterval(() => socket.write('x: y\r\n'), 10);
        socket.on('close', () => clearInterval(drip));
      },
      'timeout maybe response',
    ],
    ['a body that stalls', says('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nabc'), 'timeout yes body'],
    [
      'a body that drips',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n');
        const drip = setInterval(() => socket.write('x'), 10);
        socket.on('close', () => clearInterval(drip));
      },
      'timeout yes body',
    ],
  ];
  test.each(aborted)('%s ends when the signal aborts, and the connection closes', async (_, script, expected) => {
    const { url, closed } = await behave(script);
    const begin = performance.now();
    const failure = await failureOf(send(url, {}, abortAfter(80)));
    expect(told(failure)).toBe(expected);
    expect(failure.facts.detail).toBe('attempt');
    expect(performance.now() - begin).toBeLessThan(400);
    await closed();
  });

  test('an abort whose reason is no failure of ours is internal, not a success', async () => {
    const { url } = await behave(() => {});
    expect(told(await failureOf(send(url, {}, AbortSignal.timeout(50))))).toBe('internal maybe response');
  });

  test('a failure status whose body stalls ends with the signal too, and keeps what it said', async () => {
    const { url, closed } = await behave(says('HTTP/1.1 503 No\r\nRetry-After: 7\r\nContent-Length: 20\r\n\r\nabc'));
    const { status, headers, body } = await send(url, {}, abortAfter(60));
    expect([status, headers['retry-after'], body.length]).toEqual([503, '7', 0]);
    await closed();
  });

  test('a failure status whose body stalls ends as given up, if nobody waits any more', async () => {
    const { url, closed } = await behave(says('HTTP/1.1 503 No\r\nContent-Length: 20\r\n\r\nabc'));
    const left = new AbortController();
    setTimeout(() => left.abort(new UpstreamError('cancelled')), 60);
    expect(told(await failureOf(send(url, {}, left.signal)))).toBe('cancelled yes body');
    await closed();
  });
});

describe('when the answer breaks the rules of HTTP', () => {
  const broken: readonly (readonly [string, string, string])[] = [
    ['a garbage status line', 'HELLO 200 OK\r\n\r\n', 'protocol maybe response'],
    ['a status that is no number', 'HTTP/1.1 abc OK\r\n\r\n', 'protocol maybe response'],
    ['a header without a colon', 'HTTP/1.1 200 OK\r\nnonsense\r\n\r\n', 'protocol maybe response'],
    ['headers beyond 16 KB', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 'protocol maybe response'],
    ['2500 headers', `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(2500)}\r\n`, 'protocol yes body'],
    ['201 headers', `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(201)}\r\n`, 'protocol yes body'],
    [
      'Content-Length with chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
      'protocol maybe response',
    ],
    [
      'two Content-Lengths',
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc',
      'protocol maybe response',
    ],
    ['a negative Content-Length', 'HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc', 'protocol maybe response'],
    ['more body than its Content-Length', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef', 'protocol yes body'],
    ['a body with 204', 'HTTP/1.1 204 No Content\r\n\r\nabc', 'protocol yes body'],
    [
      'an upgrade nobody asked for',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
      'protocol maybe response',
    ],
    ['interim responses without end', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(50), 'protocol maybe response'],
    [
      'an unknown coding',
      'HTTP/1.1 200 OK\r\nContent-Encoding: foo\r\nContent-Length: 1\r\n\r\nx',
      'protocol yes body',
    ],
    [
      'codings without end',
      `HTTP/1.1 200 OK\r\nContent-Encoding: ${'gzip,'.repeat(50)}\r\nContent-Length: 1\r\n\r\nx`,
      'protocol yes body',
    ],
  ];
  test.each(broken)('%s', async (_, answer, expected) => {
    const { url, closed } = await behave(says(answer));
    expect(told(await failureOf(send(url)))).toBe(expected);
    await closed();
  });
});

describe('when the body breaks off', () => {
  const zipped = zlib.gzipSync('a'.repeat(5000));
  const broken: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['less body than its Content-Length', 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nabc', 'truncated yes body'],
    [
      'chunks without the last one',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n',
      'truncated yes body',
    ],
    [
      'a chunk size that is no number',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n',
      'truncated yes body',
    ],
    ['half a gzip', ok(zipped.subarray(0, 20), 'Content-Encoding: gzip\r\n'), 'truncated yes body'],
    ['gzip without its trailer', ok(zipped.subarray(0, -8), 'Content-Encoding: gzip\r\n'), 'truncated yes body'],
    [
      'half a brotli',
      ok(zlib.brotliCompressSync('abc'.repeat(999)).subarray(0, -4), 'Content-Encoding: br\r\n'),
      'truncated yes body',
    ],
  ];
  test.each(broken)('%s', async (_, answer, expected) => {
    const { url, closed } = await behave((socket) => socket.end(answer));
    expect(told(await failureOf(send(url)))).toBe(expected);
    await closed();
  });

  test('RST in the middle of the body', async () => {
    const { url } = await behave((socket) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nabc', () =>
        setTimeout(() => socket.resetAndDestroy(), 20),
      ),
    );
    expect(told(await failureOf(send(url)))).toBe('truncated yes body');
  });

  test('a close-delimited body that breaks off cannot be told from a whole one', async () => {
    const { url } = await behave((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n{"a":'));
    expect(text(await send(url))).toBe('{"a":');
  });
});

describe('when the body cannot be decompressed', () => {
  const zipped = zlib.gzipSync('hello');
  const wrongSum = Buffer.from(zipped);
  wrongSum[wrongSum.length - 8] = (wrongSum[wrongSum.length - 8] ?? 0) ^ 0xff;
  const broken: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['plain text labelled gzip', 'hello, world', 'gzip'],
    ['a wrong checksum', wrongSum, 'gzip'],
    ['plain text labelled deflate', 'hello, world', 'deflate'],
    ['plain text labelled br', 'hello, world', 'br'],
    ['plain text labelled zstd', 'hello, world', 'zstd'],
  ];
  test.each(broken)('%s', async (_, body, coding) => {
    const { url } = await behave(says(ok(body, `Content-Encoding: ${coding}\r\n`)));
    expect(told(await failureOf(send(url)))).toBe('undecodable yes body');
  });
});

describe('when the body is too large', () => {
  test('a declared length is refused before it is read', async () => {
    const { url, closed } = await behave(says('HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n'));
    const failure = await failureOf(send(url));
    expect(told(failure)).toBe('tooLarge yes body');
    expect(failure.facts.detail).toBe('more than 1000000 bytes');
    await closed();
  });

  test('an endless body ends at the limit', async () => {
    let written = 0;
    const { url, closed } = await behave((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const pour = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(65_536))) written += 65_536;
      };
      socket.on('drain', pour);
      pour();
    });
    expect(told(await failureOf(send(url)))).toBe('tooLarge yes body');
    await closed();
    expect(written).toBeLessThan(20_000_000);
  });

  test.each([
    [1_000, 'whole'],
    [1_001, 'tooLarge yes body'],
  ])('of a thousand bytes that are allowed, %d that nobody announced are %s', async (bytes, expected) => {
    const { url } = await behave((socket) => socket.end(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(bytes)}`));
    const answer = send(url, { maxBytes: 1_000 });
    expect(expected === 'whole' ? (await answer).body.length : told(await failureOf(answer))).toBe(
      expected === 'whole' ? bytes : expected,
    );
  });

  const bomb = zlib.gzipSync(Buffer.alloc(20_000_000));
  test.each([
    ['a gzip bomb', bomb, 'gzip'],
    ['a gzip bomb in gzip', zlib.gzipSync(bomb), 'gzip, gzip'],
    ['a brotli bomb', zlib.brotliCompressSync(Buffer.alloc(20_000_000)), 'br'],
    ['a zstd bomb', zlib.zstdCompressSync(Buffer.alloc(20_000_000)), 'zstd'],
  ])('%s stops at the limit', async (_, body, coding) => {
    const { url } = await behave(says(ok(body, `Content-Encoding: ${coding}\r\n`)));
    const before = process.memoryUsage().arrayBuffers;
    expect(told(await failureOf(send(url)))).toBe('tooLarge yes body');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(6_000_000);
  });
});

describe('when a failure status comes with a broken body', () => {
  test.each([
    ['an unknown coding', 'HTTP/1.1 503 No\r\nRetry-After: 7\r\nContent-Encoding: foo\r\nContent-Length: 1\r\n\r\nx'],
    ['a body too large', 'HTTP/1.1 503 No\r\nRetry-After: 7\r\nContent-Length: 10000000000\r\n\r\n'],
    ['a body that breaks off', 'HTTP/1.1 503 No\r\nRetry-After: 7\r\nContent-Length: 10\r\n\r\nx'],
  ])('%s leaves the status and the headers', async (_, answer) => {
    const { url, closed } = await behave((socket) => socket.end(answer));
    const { status, headers, body } = await send(url);
    expect([status, headers['retry-after'], body.length]).toEqual([503, '7', 0]);
    await closed();
  });
});

describe('when all is well', () => {
  test('status, headers as they came and the body are handed over', async () => {
    const { url } = await behave(
      says(
        'HTTP/1.1 302 Found\r\nLocation: http://elsewhere.test/\r\nRetry-After: 1\r\nX-A: 1\r\nRetry-After: 2\r\nx-a: 2\r\nContent-Length: 2\r\n\r\nhi',
      ),
    );
    const answer = await send(url);
    expect({ ...answer, body: text(answer) }).toEqual({
      status: 302,
      headers: { location: 'http://elsewhere.test/', 'retry-after': '1, 2', 'x-a': '1, 2', 'content-length': '2' },
      body: 'hi',
    });
  });

  test.each([
    ['gzip', zlib.gzipSync('hello')],
    ['x-gzip', zlib.gzipSync('hello')],
    ['GZIP', zlib.gzipSync('hello')],
    ['gzip', Buffer.concat([zlib.gzipSync('hel'), zlib.gzipSync('lo')])],
    ['gzip, gzip', zlib.gzipSync(zlib.gzipSync('hello'))],
    ['deflate', zlib.deflateSync('hello')],
    ['deflate', zlib.deflateRawSync('hello')],
    ['br', zlib.brotliCompressSync('hello')],
    ['zstd', zlib.zstdCompressSync('hello')],
    ['deflate, br', zlib.brotliCompressSync(zlib.deflateSync('hello'))],
    ['identity', Buffer.from('hello')],
    ['', Buffer.from('hello')],
  ])('content coded as "%s" is decoded', async (coding, body) => {
    const { url } = await behave(says(ok(body, `Content-Encoding: ${coding}\r\n`)));
    expect(text(await send(url))).toBe('hello');
  });

  test.each([
    ['204', 'GET', 'HTTP/1.1 204 No Content\r\nContent-Encoding: foo\r\n\r\n'],
    ['304', 'GET', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 10000000000\r\n\r\n'],
    ['HEAD', 'HEAD', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 10000000000\r\n\r\n'],
    ['an empty gzip', 'GET', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n'],
  ])('%s has no body, whatever the headers say', async (_, method, answer) => {
    const { url } = await behave(says(answer));
    expect((await send(url, { method })).body).toHaveLength(0);
  });

  test.each([
    ['POST', 'a=1', 'a=1'],
    ['PATCH', new Uint8Array([104, 105]), 'hi'],
    ['POST', undefined, ''],
    ['DELETE', undefined, ''],
  ])('%s sends its body', async (method, body, expected) => {
    let heard = '';
    const { url } = await behave((socket, whole) => {
      heard = whole;
      socket.write(ok(''));
    });
    await send(url, { method, ...(body === undefined ? {} : { body }) });
    expect(heard.slice(heard.indexOf('\r\n\r\n') + 4)).toBe(expected);
  });

  test('one connection serves request after request', async () => {
    let connections = 0;
    const { url, wire } = await behave(says(ok('x')), { onConnection: () => (connections += 1) });
    for (let i = 0; i < 5; i++) await send(url);
    expect([connections, wire.length]).toEqual([1, 5]);
  });

  test('an idle connection is closed after idleMs', async () => {
    transport = gotTransport({ idleMs: 40 });
    const { url, closed, open } = await behave(says(ok('x')));
    await send(url);
    expect(open()).toBe(1);
    await closed();
  });

  test('no listener stays on a signal or on a kept connection', async () => {
    const own = new AbortController();
    const added: string[] = [];
    const signal = own.signal;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      added.push(args[0]);
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      added.pop();
      remove(...args);
    };
    const { url } = await behave(says(ok('x')));
    for (let i = 0; i < 15; i++) await send(url, {}, signal);
    expect(added).toEqual([]);
  });

  test('an answer that comes before the whole request is sent is taken, and the connection closed', async () => {
    const { url, closed } = await behave(() => {}, {
      onConnection: (socket) =>
        socket.once('data', () => {
          socket.pause();
          socket.write(ok('enough'));
          setTimeout(() => socket.resume(), 100);
        }),
    });
    expect(text(await send(url, { method: 'POST', body: new Uint8Array(30_000_000) }))).toBe('enough');
    await closed();
  });
});
