import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { pino } from 'pino';
import { apiKey, basic, bearer } from '../../src/datasources/base/index.ts';
import type { Log } from '../../src/gateway/log.ts';
import { UpstreamError } from '../../src/resilience/index.ts';
import type { GraphContext } from '../../src/schema/index.ts';
import { ask, openThings } from '../schema/asked.ts';
import { looseSource } from '../schema/loose-source.ts';
import { graph } from './graph.ts';

const things = openThings();
afterEach(() => things.end());

type Line = Readonly<Record<string, unknown>>;

/** What pino would write, and the lines read again. */
const recorder = (): { readonly log: Log; readonly text: () => string; readonly lines: () => readonly Line[] } => {
  const written: string[] = [];
  const log = pino({ level: 'debug', base: null, timestamp: false }, { write: (line) => void written.push(line) });
  return { log, text: () => written.join(''), lines: () => written.map((line) => JSON.parse(line) as Line) };
};

describe('an API that answers', () => {
  const end =
    (status: number, body: string, headers: Record<string, string> = {}) =>
    (response: ServerResponse) =>
      response.writeHead(status, headers).end(body);
  const JSON_TYPE = { 'content-type': 'application/json' };
  const failure = (code: string, retryable: boolean, more: object = {}) => ({
    code,
    source: 'slow',
    retryable,
    sent: 'yes',
    ...more,
  });

  test.each<[string, (response: ServerResponse) => unknown, object]>([
    ['garbage', end(200, 'garbage', JSON_TYPE), failure('UPSTREAM_MALFORMED', true)],
    ['nothing', end(200, '', JSON_TYPE), failure('UPSTREAM_MALFORMED', true)],
    [
      'a page',
      end(200, '<!doctype html><p>Sign in', { 'content-type': 'text/html' }),
      failure('UPSTREAM_MALFORMED', true),
    ],
    ['null', end(200, 'null', JSON_TYPE), failure('UPSTREAM_SCHEMA_MISMATCH', false)],
    ['a list in place of an object', end(200, '[]', JSON_TYPE), failure('UPSTREAM_SCHEMA_MISMATCH', false)],
    ['400', end(400, '{}'), failure('UPSTREAM_REJECTED', false)],
    ['401', end(401, '{}'), failure('UPSTREAM_AUTH_FAILED', false)],
    ['403', end(403, '{}'), failure('UPSTREAM_FORBIDDEN', false)],
    ['404', end(404, '{}'), failure('UPSTREAM_NOT_FOUND', false)],
    ['409', end(409, '{}'), failure('UPSTREAM_CONFLICT', false)],
    [
      '429 with Retry-After',
      end(429, '', { 'retry-after': '7' }),
      failure('UPSTREAM_RATE_LIMITED', true, { retryAfterMs: 7_000 }),
    ],
    ['500', end(500, 'oops'), failure('UPSTREAM_ERROR', true)],
    ['503', end(503, 'oops'), failure('UPSTREAM_UNAVAILABLE', true)],
    [
      '503 with Retry-After',
      end(503, '', { 'retry-after': '1' }),
      failure('UPSTREAM_UNAVAILABLE', true, { retryAfterMs: 1_000 }),
    ],
    ['a redirect', end(302, '', { location: 'http://127.0.0.1:9/secret' }), failure('UPSTREAM_BAD_RESPONSE', false)],
    [
      'half of what it declared',
      (response) => {
        response.writeHead(200, { ...JSON_TYPE, 'content-length': '100' });
        response.write('{"id": 1');
        setTimeout(() => response.destroy(), 20);
      },
      failure('UPSTREAM_BAD_RESPONSE', true),
    ],
    [
      'nothing at all, and hangs up',
      (response) => response.destroy(),
      failure('UPSTREAM_UNREACHABLE', true, { sent: 'maybe' }),
    ],
  ])('%s fails its field with one code, and nothing but the words of the contract', async (_, answer, extensions) => {
    const api = await things.api((_url, _request, response) => void answer(response));
    const gateway = things.gateway({ ...graph, baseUrls: { slow: api.baseUrl } });
    const result = (await ask(gateway, '{ ping thing { id } }')) as { data: unknown; errors: Line[] };
    expect(result.data).toEqual({ ping: 'pong', thing: null });
    expect(result.errors).toEqual([
      {
        message: expect.stringMatching(/^slow: /),
        path: ['thing'],
        locations: [{ line: 1, column: 8 }],
        extensions: { ...extensions, requestId: 'r' },
      },
    ]);
    expect(api.wire).toEqual(['/thing?name=']);
  });

  test('nowhere fails unsent', async () => {
    const gone = await things.api(() => ({}));
    await gone.stop();
    const gateway = things.gateway({ ...graph, baseUrls: { slow: gone.baseUrl } });
    expect(await ask(gateway, '{ thing { id } }')).toMatchObject({
      errors: [{ extensions: { code: 'UPSTREAM_UNREACHABLE', source: 'slow', retryable: true, sent: 'no' } }],
    });
  });

  test('what a function of its source cannot take is an internal error that names the source', async () => {
    const broken = looseSource('slow', ({ get }) => ({
      thing: get('Thing', () => 'thing', {
        transform: () => {
          throw new Error('canary');
        },
      }),
    }));
    const api = await things.api(() => ({ id: 1 }));
    const { log, lines } = recorder();
    const gateway = things.gateway({ ...graph, sources: [broken], log, baseUrls: { slow: api.baseUrl } });
    expect(await ask(gateway, '{ thing { id } }')).toEqual({
      data: { thing: null },
      errors: [
        {
          message: 'Internal error',
          path: ['thing'],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: 'INTERNAL_SERVER_ERROR', source: 'slow', retryable: false, requestId: 'r' },
        },
      ],
    });
    expect(lines().at(-1)).toMatchObject({
      level: 50,
      msg: 'unexpected: canary',
      stack: expect.stringContaining('errors.test'),
    });
  });
});

describe('what a resolver returns', () => {
  const loop = (): object => {
    const self: { self?: object } = {};
    self.self = self;
    return self;
  };
  const internal = (path: string) => ({
    message: 'Internal error',
    path: [path],
    locations: [expect.anything()],
    extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: false, requestId: 'r' },
  });
  const open = (field: string, type: string, value: unknown) => {
    const { log, lines } = recorder();
    const typeDefs = `type Query { ${field}: ${type}  ping: String }`;
    const resolvers = { Query: { ping: () => 'pong', [field]: () => value } };
    const gateway = things.gateway({ sources: [], typeDefs, resolvers, log });
    return { gateway, lines };
  };

  test.each<[string, unknown]>([
    ['what holds itself', loop()],
    ['a bigint', 1n],
    ['a bigint further down', { a: [1n] }],
    ['what throws when it is written', { toJSON: () => JSON.parse('{') }],
    [
      'a getter that throws',
      {
        get a() {
          return JSON.parse('{');
        },
      },
    ],
    ['a function', () => () => 1],
  ])('%s costs a field of JSON, and no other', async (_, value) => {
    const { gateway, lines } = open('tree', 'JSON', value);
    const { url } = await gateway.start();
    const headers = { 'content-type': 'application/json', 'x-request-id': 'r' };
    const response = await fetch(url, { method: 'POST', headers, body: '{"query": "{ tree ping }"}' });
    expect([response.status, await response.json()]).toEqual([
      200,
      { data: { tree: null, ping: 'pong' }, errors: [internal('tree')] },
    ]);
    expect(lines().at(-1)).toMatchObject({ level: 50, msg: expect.stringMatching(/^unexpected: .*JSON/) });
  });

  test.each<[string, unknown, unknown]>([
    ['a Date', { at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }],
    ['what writes itself', { toJSON: () => [1] }, [1]],
    ['a tree that nobody climbs', JSON.parse(`${'['.repeat(500)}1${']'.repeat(500)}`), expect.anything()],
    ['nothing inside', { a: undefined, b: () => 1, c: null }, { c: null }],
    ['false', false, false],
  ])('%s is written as JSON writes it', async (_, value, tree) => {
    const { gateway } = open('tree', 'JSON', value);
    expect(await ask(gateway, '{ tree }')).toEqual({ data: { tree } });
  });

  test.each([
    ['Date', 'tomorrow', 'a Date (2026-11-22)'],
    ['Date', new Date(Number.NaN), 'a Date (2026-11-22)'],
    ['DateTime', '2026-11-22', 'a DateTime with an offset (2026-11-22T10:00:00Z)'],
    ['Decimal', {}, 'a Decimal'],
    ['BigInt', 1.5, 'a BigInt'],
  ])('for a %s, if it is none, is an internal error, and no mistake of the client', async (type, value, expected) => {
    const { gateway, lines } = open('odd', type, value);
    expect(await ask(gateway, `{ odd ping }`)).toEqual({
      data: { odd: null, ping: 'pong' },
      errors: [internal('odd')],
    });
    expect(lines().at(-1)).toMatchObject({ msg: `unexpected: a resolver returned what is not ${expected}` });
  });

  test('if nobody can write it at all, costs the answer, and clients learn no more than that', async () => {
    const { log, lines } = recorder();
    const gateway = things.gateway({
      sources: [],
      typeDefs: 'scalar Big  type Query { big: Big }',
      resolvers: { Query: { big: () => 1n }, Big: { serialize: (value: unknown) => value } },
      log,
    });
    const { url } = await gateway.start();
    const headers = { 'content-type': 'application/json', 'x-request-id': 'r' };
    const response = await fetch(url, { method: 'POST', headers, body: '{"query": "{ big }"}' });
    expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
      500,
      'application/json; charset=utf-8',
      { errors: [{ message: 'Internal error', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r' } }] },
    ]);
    expect(lines().at(-1)).toMatchObject({ level: 50, msg: expect.stringContaining('BigInt'), requestId: 'r' });
  });
});

describe('the log', () => {
  const open = async (log: Log) => {
    const api = await things.api(({ searchParams }, _request, response) => {
      if (searchParams.get('name') !== 'bad') return { id: 1, name: 'x' };
      response.writeHead(500).end();
      return undefined;
    });
    return things.gateway({ ...graph, log, baseUrls: { slow: api.baseUrl } });
  };
  const number = expect.any(Number);

  test('has one event for each call and each operation', async () => {
    const { log, lines } = recorder();
    const gateway = await open(log);
    await ask(gateway, {
      query: 'query Both($n: String) { good: thing { id } bad: thing(name: $n) { id } }',
      variables: { n: 'bad' },
    });
    const call = { source: 'slow', operation: 'thing', elapsedMs: number, attempts: 1, shared: false, requestId: 'r' };
    const operation = {
      operation: 'Both',
      hash: expect.stringMatching(/^[\da-f]{16}$/),
      elapsedMs: number,
      requestId: 'r',
    };
    expect([...lines()].sort((a, b) => String(a['msg']).localeCompare(String(b['msg'])))).toEqual([
      { level: 40, ...operation, errors: 1, codes: ['UPSTREAM_ERROR'], msg: 'operation Both' },
      {
        level: 50,
        ...call,
        outcome: 'failed',
        method: 'GET',
        origin: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        status: 500,
        sent: 'yes',
        stopped: 'attempts',
        msg: 'slow.thing failed',
      },
      { level: 30, ...call, outcome: 'ok', cache: 'new', msg: 'slow.thing ok' },
    ]);
  });

  test('tells what clients are told of errors in the query', async () => {
    const { log, lines } = recorder();
    const gateway = await open(log);
    await ask(gateway, '{ pong }');
    await ask(gateway, '{ ');
    expect(lines()).toMatchObject([
      { level: 40, operation: 'anonymous', errors: 1, codes: ['GRAPHQL_VALIDATION_FAILED'] },
      { level: 40, operation: 'anonymous', errors: 1, codes: ['GRAPHQL_PARSE_FAILED'] },
    ]);
  });

  test('is the only one to learn of what nobody planned', async () => {
    const { log, lines } = recorder();
    const fail = () => {
      throw new Error('not for clients');
    };
    const gateway = things.gateway({
      ...graph,
      log,
      resolvers: { ...graph.resolvers, Query: { ...graph.resolvers.Query, ping: fail } },
    });
    expect(JSON.stringify(await ask(gateway, '{ ping }'))).not.toContain('not for clients');
    expect(lines()).toMatchObject([
      { msg: 'operation anonymous', codes: ['INTERNAL_SERVER_ERROR'] },
      { level: 50, msg: 'unexpected: not for clients', requestId: 'r', stack: expect.stringContaining('errors.test') },
    ]);
  });

  test('that throws is nobody’s failure', async () => {
    const fail = () => {
      throw new Error('disk full');
    };
    const gateway = await open({ debug: fail, info: fail, warn: fail, error: fail });
    expect(await ask(gateway, '{ thing { id } }')).toEqual({ data: { thing: { id: '1' } } });
  });

  test('and the answer are the same for a query as text and as a document', async () => {
    const { log, lines } = recorder();
    const gateway = await open(log);
    const text = '{\n  ping\n}';
    expect(await ask(gateway, { query: parse(text) })).toEqual({ data: { ping: 'pong' } });
    await ask(gateway, text);
    expect(lines()[0]).toEqual({ ...lines()[1], elapsedMs: number });
  });
});

describe('a secret', () => {
  const KEYS = { QUERY_KEY: 'canary-query', TOKEN: 'canary-token', USER: 'canary-user', PASSWORD: 'canary-password' };
  const thing = { retry: { maxAttempts: 2, baseMs: 1 } };
  const ofType = (type: string) => ({
    one: (name: string, auth: ReturnType<typeof bearer>) =>
      looseSource(
        name,
        ({ get }) => ({
          thing: get(type, ({ name: its = '' }) => ({
            path: 'thing',
            query: { its },
            headers: { 'x-secret': 'canary-header' },
          })),
        }),
        { ...thing, auth, headers: { 'x-always': 'canary-always' }, query: { always: 'canary-static' } },
      ),
  });
  const sources = [
    ofType('A').one('a', apiKey({ query: 'key', env: 'QUERY_KEY' })),
    ofType('B').one('b', bearer({ env: 'TOKEN' })),
    ofType('C').one('c', basic({ user: 'USER', password: 'PASSWORD' })),
  ];
  const typeDefs = ['a', 'b', 'c'].map((name) => {
    const type = name.toUpperCase();
    return `type ${type} { id: ID!  size: Int }
extend type Query { ${name}(name: String): ${type} @load(from: "${name}.thing")  caught${type}: String }`;
  });
  const QUERY = `query Ask($n: String) { ${['a', 'b', 'c'].map((name) => `${name}(name: $n) { id size } caught${name.toUpperCase()}`).join(' ')} }`;

  const answers: readonly (readonly [string, (response: ServerResponse) => unknown])[] = [
    ['is answered', (r) => r.writeHead(200, { 'content-type': 'application/json' }).end('{"id": 1, "size": 2}')],
    [
      'does not fit',
      (r) => r.writeHead(200, { 'content-type': 'application/json' }).end('{"id": 1, "size": "canary-value"}'),
    ],
    ['is malformed', (r) => r.writeHead(200, { 'content-type': 'application/json' }).end('{"id": canary-body')],
    ['is a page', (r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>canary-body</html>')],
    [
      'is refused',
      (r) => r.writeHead(401, 'canary-reason', { 'www-authenticate': 'canary-challenge' }).end('canary-body'),
    ],
    ['fails', (r) => r.writeHead(500, { 'set-cookie': 'canary-cookie' }).end('canary-body')],
    ['redirects', (r) => r.writeHead(302, { location: 'http://127.0.0.1:9/?canary-location' }).end()],
    ['breaks off', (r) => r.destroy()],
    ['breaks the rules', (r) => r.socket?.end('canary-nonsense\r\n\r\n')],
  ];

  test.each(answers)('is in no answer, no log and no error when the call %s', async (_name, answer) => {
    const { log, text } = recorder();
    const api = await things.api((_url, _request, response) => void answer(response));
    const caught: unknown[] = [];
    const catching = (name: string) => async (_: unknown, _args: unknown, context: GraphContext) => {
      await context.sources[name]
        ?.['thing']?.({ name: 'canary-argument' })
        .catch((error: unknown) => caught.push(error));
      return null;
    };
    const resolvers = { Query: { caughtA: catching('a'), caughtB: catching('b'), caughtC: catching('c') } };
    const baseUrls = Object.fromEntries(['a', 'b', 'c'].map((name) => [name, api.baseUrl]));
    const gateway = things.gateway({ sources, typeDefs, resolvers, baseUrls, environment: KEYS, log });
    const result = await ask(gateway, { query: QUERY, variables: { n: 'canary-variable' } });

    // The requests did carry them: else nothing is shown here.
    expect(api.wire.some((url) => url.includes('canary-query') && url.includes('canary-variable'))).toBe(true);
    expect(text()).toContain('"operation":"Ask"');
    const shown = caught.map(
      (error) => `${String(error)} ${inspect(error, { depth: 10, showHidden: true })} ${JSON.stringify(error)}`,
    );
    for (const output of [JSON.stringify(result), text(), ...shown, inspect(gateway, { depth: 5, showHidden: true })])
      expect(output).not.toContain('canary');
  });

  test('in the cause of an error is out of sight, and there for whoever asks', () => {
    const cause = new Error('GET http://host/?key=canary');
    const error = new UpstreamError('failed', { source: 'a' }, cause);
    for (const text of [inspect(error, { showHidden: true, depth: 10 }), JSON.stringify(error), String(error)])
      expect(text).not.toContain('canary');
    expect(Object.getOwnPropertyNames(error)).not.toContain('cause');
    expect(error.origin()).toBe(cause);
    expect(error.with({ attempts: 2 }).origin()).toBe(cause);
  });
});
