import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type JsonApi, jsonApi, openThings } from '../schema/asked.ts';
import { graph } from './graph.ts';

const things = openThings();
let api: JsonApi;
let url = '';

beforeEach(async () => {
  api = await things.api(({ searchParams }) => ({ id: 1, name: searchParams.get('name') }));
  ({ url } = await things.gateway({ ...graph, baseUrls: { slow: api.baseUrl }, maxRequestBytes: 1000 }).start());
});
afterEach(() => things.end());

const JSON_TYPE = { 'content-type': 'application/json' };
const post = (body: string, headers: Record<string, string> = JSON_TYPE) =>
  fetch(url, { method: 'POST', headers: { 'x-request-id': 'r', ...headers }, body });
const query = (text: string, more: object = {}) => JSON.stringify({ query: text, ...more });
const told = async (response: Response) => ({ status: response.status, body: await response.json() });
const refused = (message: unknown) => ({
  errors: [{ message, extensions: { code: 'BAD_REQUEST', requestId: 'r' } }],
});

describe('when it fails', () => {
  test('a body that is not JSON is refused in a sentence', async () => {
    expect(await told(await post('{ "query": '))).toEqual({
      status: 400,
      body: refused('The request body is not JSON.'),
    });
  });

  test('a body that is too large is refused, and not parsed', async () => {
    const sentence = 'The request body is larger than 1000 bytes.';
    expect(await told(await post('x'.repeat(1001)))).toEqual({ status: 413, body: refused(sentence) });
  });

  test('a body of a thousand times the size is refused, and the client learns it', async () => {
    expect((await post('x'.repeat(1_000_000))).status).toBe(413);
  });

  test('a body that declares more than anybody would read is refused before it comes', async () => {
    const asked = httpRequest(url, { method: 'POST', headers: { ...JSON_TYPE, 'content-length': 10 ** 10 } });
    asked.flushHeaders();
    const [response] = (await once(asked, 'response')) as [{ statusCode: number }];
    asked.on('error', () => {});
    asked.destroy();
    expect(response.statusCode).toBe(413);
  });

  test('a body in chunks of unknown length is refused as soon as it is too large', async () => {
    const asked = httpRequest(url, { method: 'POST', headers: JSON_TYPE });
    for (let i = 0; i < 50; i += 1) asked.write('x'.repeat(10_000));
    asked.end();
    const [response] = (await once(asked, 'response')) as [NodeJS.ReadableStream & { statusCode: number }];
    response.resume();
    expect(response.statusCode).toBe(413);
  });

  test('a body that never ends is cut off', async () => {
    const asked = httpRequest(url, { method: 'POST', headers: JSON_TYPE });
    const ended = new Promise((resolve) => asked.once('close', resolve));
    asked.on('error', () => {});
    const chunk = 'x'.repeat(2 ** 20);
    for (let i = 0; i < 200 && !asked.destroyed; i += 1) {
      asked.write(chunk);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await ended;
    expect(asked.destroyed).toBe(true);
  });

  test.each([
    ['an array, which would be many operations', '[{ "query": "{ ping }" }]', /batching/],
    ['an object without a query', '{}', /body missing|non-empty/],
    ['variables that are no object', query('{ ping }', { variables: 'x' }), /variables/],
  ])('%s is refused', async (_, body, message) => {
    expect(await told(await post(body))).toEqual({ status: 400, body: refused(expect.stringMatching(message)) });
  });

  test.each([
    ['text, as a form on a foreign page can send', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ])('%s is refused (CSRF)', async (_, headers) => {
    expect(await told(await post(query('{ ping }'), headers))).toEqual({
      status: 400,
      body: refused(expect.stringContaining('CSRF')),
    });
    expect(api.wire).toEqual([]);
  });

  test('something like JSON that is not is not read', async () => {
    const headers = { 'content-type': 'application/json-patch+json', 'apollo-require-preflight': '1' };
    expect((await post(query('{ ping }'), headers)).status).toBe(400);
  });

  test('a GET that a foreign page could make is refused (CSRF)', async () => {
    const response = await fetch(`${url}?query=${encodeURIComponent('{ thing { id } }')}`);
    expect(response.status).toBe(400);
    expect(api.wire).toEqual([]);
  });

  test('a mutation by GET is refused, and other methods', async () => {
    const headers = { 'apollo-require-preflight': '1' };
    const mutation = await fetch(`${url}?query=${encodeURIComponent('mutation { x }')}`, { headers });
    expect(mutation.status).toBe(405);
    expect((await fetch(url, { method: 'PUT', headers: { ...JSON_TYPE, ...headers }, body: '{}' })).status).toBe(405);
    expect((await fetch(url, { method: 'HEAD', headers })).status).toBe(405);
  });

  test('another path is not found', async () => {
    const response = await fetch(new URL('/graphql/x', url));
    expect([response.status, await response.text()]).toEqual([404, 'Not found. GraphQL is at /graphql.\n']);
  });

  test('errors in the query are as GraphQL says them, with the id of the request', async () => {
    expect(await told(await post(query('{ pong')))).toMatchObject({
      status: 400,
      body: {
        errors: [
          {
            message: expect.stringContaining('Syntax Error'),
            extensions: { code: 'GRAPHQL_PARSE_FAILED', requestId: 'r' },
          },
        ],
      },
    });
    expect(await told(await post(query('{ pong pang }')))).toEqual({
      status: 400,
      body: {
        errors: ['pong', 'pang'].map((name, i) => ({
          message: expect.stringContaining(`"${name}"`),
          locations: [{ line: 1, column: 3 + 5 * i }],
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED', requestId: 'r' },
        })),
      },
    });
    expect(await told(await post(query('query ($n: String!) { thing(name: $n) { id } }')))).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: 'BAD_USER_INPUT', requestId: 'r' } }] },
    });
    expect(await told(await post(query('query A { ping } query B { ping }')))).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE', requestId: 'r' } }] },
    });
  });

  test('a client that breaks off within its request harms nobody', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"qu',
    );
    socket.destroy();
    await once(socket, 'close');
    expect((await post(query('{ ping }'))).status).toBe(200);
  });
});

describe('when it works', () => {
  test('it answers a POST, with variables and an operation name', async () => {
    const body = query('query A($n: String) { thing(name: $n) { id name } } query B { ping }', {
      variables: { n: 'x' },
      operationName: 'A',
    });
    expect(await told(await post(body))).toEqual({ status: 200, body: { data: { thing: { id: '1', name: 'x' } } } });
    expect(api.wire).toEqual(['/thing?name=x']);
  });

  test('it answers a GET that a browser must ask leave for', async () => {
    const response = await fetch(`${url}?query=${encodeURIComponent('{ ping }')}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(await told(response)).toEqual({ status: 200, body: { data: { ping: 'pong' } } });
  });

  test('it echoes a request id that is fit for logs, and makes one in place of any other', async () => {
    const idFor = async (given: string) =>
      (await post(query('{ ping }'), { ...JSON_TYPE, 'x-request-id': given })).headers.get('x-request-id');
    expect(await idFor('abc-1.2:3_4')).toBe('abc-1.2:3_4');
    for (const bad of ['a b', '<script>', 'x'.repeat(129), 'a,b', ''])
      expect(await idFor(bad)).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  });

  test('it answers 200 for data with errors beside it', async () => {
    const failing = await jsonApi((_url, _request, response) => {
      response.statusCode = 500;
      response.end();
      return undefined;
    });
    const other = things.gateway({ ...graph, baseUrls: { slow: failing.baseUrl } });
    const { url: its } = await other.start();
    const response = await fetch(its, { method: 'POST', headers: JSON_TYPE, body: query('{ ping thing { id } }') });
    expect(await told(response)).toMatchObject({ status: 200, body: { data: { ping: 'pong', thing: null } } });
    await failing.stop();
  });

  test('it shows Sandbox to a browser in development, and leads there from the root', async () => {
    const page = await fetch(new URL('/', url), { headers: { accept: 'text/html' } });
    expect([page.status, page.url, page.headers.get('content-type')]).toEqual([
      200,
      url,
      expect.stringContaining('text/html'),
    ]);
    expect(await page.text()).toContain('sandbox');
  });

  test('it answers introspection in development', async () => {
    expect(await told(await post(query('{ __schema { queryType { name } } }')))).toMatchObject({ status: 200 });
  });
});

describe('in production', () => {
  const start = async () => (await things.gateway({ ...graph, production: true }).start()).url;

  test('there is no introspection, no suggestion and no landing page', async () => {
    const its = await start();
    const ask = async (text: string) => {
      const response = await fetch(its, { method: 'POST', headers: JSON_TYPE, body: query(text) });
      return JSON.stringify(await response.json());
    };
    expect(await ask('{ __schema { queryType { name } } }')).toContain('introspection is not allowed');
    expect(await ask('{ pin }')).not.toContain('ping');
    const page = await fetch(its, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(400);
    expect(await page.text()).not.toContain('<html');
  });
});
