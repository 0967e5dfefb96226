import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { GatewayOptions } from '../../src/gateway/options.ts';
import { ask, openThings } from '../schema/asked.ts';
import { graph } from './graph.ts';

const things = openThings();
afterEach(() => things.end());

/** An API that takes requests and never answers; `left` resolves when a caller has hung up. */
const silent = async () => {
  let hungUp = () => {};
  const left = new Promise<void>((resolve) => {
    hungUp = resolve;
  });
  let heard = () => {};
  const asked = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const api = await things.api((_url, request) => {
    request.socket.once('close', hungUp);
    heard();
    return undefined;
  });
  return { api, left, asked };
};

const open = async (options: Partial<GatewayOptions> = {}) => {
  const { api, left, asked } = await silent();
  return { api, left, asked, gateway: things.gateway({ ...graph, baseUrls: { slow: api.baseUrl }, ...options }) };
};

const within = async <T>(ms: number, work: () => Promise<T>): Promise<T> => {
  const start = performance.now();
  const result = await work();
  expect(performance.now() - start).toBeLessThan(ms);
  return result;
};

const QUESTION = '{ ping thing { id } }';
const timedOut = {
  data: { ping: 'pong', thing: null },
  errors: [
    {
      path: ['thing'],
      extensions: { code: 'UPSTREAM_TIMEOUT', source: 'slow', retryable: true, sent: 'maybe', requestId: 'r' },
    },
  ],
};

describe('the deadline of an operation', () => {
  test('ends a call to an API that never answers', async () => {
    const { gateway, left } = await open();
    const headers = { 'breakwater-timeout-ms': '300' };
    expect(await within(700, () => ask(gateway, { query: QUESTION, headers }))).toMatchObject(timedOut);
    await left;
  });

  test('is honoured over HTTP', async () => {
    const { gateway } = await open();
    const { url } = await gateway.start();
    const headers = { 'content-type': 'application/json', 'breakwater-timeout-ms': '300', 'x-request-id': 'r' };
    const asked = () => fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: QUESTION }) });
    const response = await within(700, asked);
    expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ data: timedOut.data })]);
  });

  test('is capped, whatever the caller asks for', async () => {
    const { gateway } = await open({ deadlineMs: 200, maxDeadlineMs: 300 });
    const headers = { 'breakwater-timeout-ms': '999999999' };
    expect(await within(700, () => ask(gateway, { query: QUESTION, headers }))).toMatchObject(timedOut);
  });

  test('has a default', async () => {
    const { gateway } = await open({ deadlineMs: 300 });
    expect(await within(700, () => ask(gateway, QUESTION))).toMatchObject(timedOut);
  });

  test.each(['0', '-1', '1.5', 'soon', '', '1e3', '9999999999'])(
    'is refused in a sentence if it is %j',
    async (given) => {
      const { gateway, api } = await open();
      const { url } = await gateway.start();
      const sentence = 'The header breakwater-timeout-ms must be a whole number of milliseconds, from 1.';
      const refusal = { errors: [{ message: sentence, extensions: { code: 'BAD_REQUEST', requestId: 'r' } }] };
      const headers = { 'content-type': 'application/json', 'breakwater-timeout-ms': given, 'x-request-id': 'r' };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: QUESTION }) });
      expect([response.status, await response.json()]).toEqual([400, refusal]);
      expect(await ask(gateway, { query: QUESTION, headers: { 'Breakwater-Timeout-Ms': given } })).toMatchObject(
        refusal,
      );
      expect(api.wire).toEqual([]);
    },
  );

  test.each([
    ['never settles', '{ ping stuck }', { ping: 'pong', stuck: null }, ['stuck'], 'Query.stuck'],
    [
      'resolves to a list with an item that never settles',
      '{ stuckList }',
      { stuckList: ['a', null, 'c'] },
      ['stuckList', 1],
      'Query.stuckList',
    ],
    [
      'returns a list with an item that never settles',
      '{ stuckItem }',
      { stuckItem: ['a', null, 'c'] },
      ['stuckItem', 1],
      'Query.stuckItem',
    ],
    [
      'never says the type of a value',
      '{ stuckType { __typename } }',
      { stuckType: null },
      ['stuckType'],
      'Query.stuckType',
    ],
  ])('ends a resolver that %s', async (_, query, data, path, what) => {
    const { gateway } = await open({ deadlineMs: 200 });
    const result = await within(600, () => ask(gateway, query));
    expect(result).toMatchObject({
      data,
      errors: [
        {
          message: `${what} was not ready within the time given to the operation.`,
          path,
          extensions: { code: 'UPSTREAM_TIMEOUT', retryable: true, requestId: 'r' },
        },
      ],
    });
  });

  test('ends what an object from a resolver still waits for', async () => {
    const { gateway } = await open({
      deadlineMs: 200,
      resolvers: {
        ...graph.resolvers,
        Query: { ...graph.resolvers.Query, stuckType: () => ({ id: new Promise(() => {}) }) },
        Pet: { __resolveType: () => 'Thing' },
      },
    });
    const result = await within(600, () => ask(gateway, '{ stuckType { ... on Thing { id name } } }'));
    expect(result).toMatchObject({
      data: { stuckType: null },
      errors: [{ message: expect.stringContaining('Thing.id') }],
    });
  });
});

describe('the deadline bounds what a resolver waits for', () => {
  const never = () => new Promise<string>(() => {});
  const one = (value: unknown) => ({ Query: { odd: () => value } });
  const module = (members: object) => Object.assign(Object.create(null), members);
  // biome-ignore lint/suspicious/noThenProperty: GraphQL takes it for a promise.
  const thenable = Object.assign(() => {}, { then: () => {} }); // oxlint-disable-line unicorn/no-thenable
  function* generated() {
    yield 'a';
    yield never();
  }

  test.each<[string, string, unknown, unknown, (string | number)[]]>([
    ['in a list of lists', '[[String]]', one([['a'], ['b', never()]]), [['a'], ['b', null]], ['odd', 1, 1]],
    ['in a promise of a list in a list', '[[String]]', one([Promise.resolve([never()])]), [[null]], ['odd', 0, 0]],
    ['in a Set', '[String]', one(new Set(['a', never()])), ['a', null], ['odd', 1]],
    ['in what a generator yields', '[String]', one(generated()), ['a', null], ['odd', 1]],
    ['in a Set in a non-null list', '[[String]!]!', one([new Set([never()])]), [[null]], ['odd', 0, 0]],
    ['in a map without a prototype', 'String', { Query: module({ odd: never }) }, null, ['odd']],
    [
      'in an instance of a class',
      'String',
      {
        Query: new (class {
          odd = never;
        })(),
      },
      null,
      ['odd'],
    ],
    ['in a function that is thenable', 'String', one(thenable), null, ['odd']],
  ])('%s', async (_, type, resolvers, odd, path) => {
    const gateway = things.gateway({
      sources: [],
      typeDefs: `type Query { odd: ${type} }`,
      resolvers: resolvers as NonNullable<GatewayOptions['resolvers']>,
      deadlineMs: 200,
    });
    expect(await within(600, () => ask(gateway, '{ odd }'))).toMatchObject({
      data: { odd },
      errors: [{ message: 'Query.odd was not ready within the time given to the operation.', path }],
    });
  });

  test('and leaves alone what JSON is made of, and the functions of a scalar', async () => {
    const gateway = things.gateway({
      sources: [],
      typeDefs: 'scalar Shout  type Query { tree: JSON  loud: Shout }',
      resolvers: {
        Query: { tree: () => ({ a: [[1]] }), loud: () => 'a' },
        Shout: { serialize: (text: string) => text.toUpperCase() },
      },
    });
    expect(await ask(gateway, '{ tree loud }')).toEqual({ data: { tree: { a: [[1]] }, loud: 'A' } });
  });
});

describe('a client that leaves', () => {
  test('takes its calls along', async () => {
    const { gateway, asked, left } = await open();
    const { url } = await gateway.start();
    const request = httpRequest(url, { method: 'POST', headers: { 'content-type': 'application/json' } });
    request.on('error', () => {});
    request.end(JSON.stringify({ query: QUESTION }));
    await asked;
    request.destroy();
    await within(1_000, () => left);
  });

  test('of execute gets an answer at once, and takes its calls along', async () => {
    const { gateway, asked, left } = await open();
    const controller = new AbortController();
    const result = ask(gateway, { query: '{ ping stuck thing { id } }', signal: controller.signal });
    await asked;
    controller.abort();
    const { data, errors } = (await within(500, () => result)) as {
      data: unknown;
      errors: readonly { extensions: object }[];
    };
    expect(data).toEqual({ ping: 'pong', stuck: null, thing: null });
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      { code: 'CANCELLED', retryable: false, requestId: 'r' },
      { code: 'CANCELLED', source: 'slow', retryable: false, sent: 'maybe', requestId: 'r' },
    ]);
    await left;
  });

  test('before it asked makes no call', async () => {
    const { gateway, api } = await open();
    const result = await within(500, () => ask(gateway, { query: QUESTION, signal: AbortSignal.abort() }));
    expect(result).toMatchObject({
      data: { thing: null },
      errors: [{ extensions: { code: 'CANCELLED', source: 'slow' } }],
    });
    expect(api.wire).toEqual([]);
  });

  test('that stays on leaves no listener behind', async () => {
    const { gateway } = await open();
    const { signal } = new AbortController();
    let listening = 0;
    const counted = Object.assign(signal, {
      addEventListener: () => {
        listening += 1;
      },
      removeEventListener: () => {
        listening -= 1;
      },
    });
    await ask(gateway, { query: '{ ping }', signal: counted });
    expect(listening).toBe(0);
  });

  test('of a connection that is kept is no client that leaves', async () => {
    const { gateway } = await open({ deadlineMs: 300 });
    const { url } = await gateway.start();
    const request = httpRequest(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'keep-alive' },
    });
    request.end(JSON.stringify({ query: '{ ping }' }));
    const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream & { statusCode: number }];
    response.resume();
    expect(response.statusCode).toBe(200);
    request.destroy();
  });
});
