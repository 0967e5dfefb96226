import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type MisbehavingServer, misbehave } from '../../../src/faults/misbehave.ts';
import { ask, openThings } from '../../schema/asked.ts';
import { looseSource, type Verbs } from '../../schema/loose-source.ts';

const things = openThings();
const servers: MisbehavingServer[] = [];
afterEach(async () => {
  await things.end();
  for (const server of servers.splice(0)) await server.close().catch(() => {});
});

const SDL = `type Charge { id: ID! }
input ChargeInput { amount: Int! }
type Query { charge: Charge @load(from: "shop.charge") }
type Mutation {
  post(input: ChargeInput!): Charge @load(from: "shop.post")
  put(input: ChargeInput!): Charge @load(from: "shop.put")
  patch(input: ChargeInput!): Charge @load(from: "shop.patch")
  safe(input: ChargeInput!): Charge @load(from: "shop.safe")
  keyed(input: ChargeInput!): Charge @load(from: "shop.keyed")
}`;

const members = ({ get, post, put, patch }: Verbs) => ({
  charge: get('Charge', () => 'charge'),
  post: post('Charge', ({ input }) => ({ path: 'charges', body: input })),
  put: put('Charge', ({ input }) => ({ path: 'charges', body: input })),
  patch: patch('Charge', ({ input }) => ({ path: 'charges', body: input })),
  safe: post('Charge', ({ input }) => ({ path: 'charges', body: input }), { idempotent: true }),
  keyed: post('Charge', ({ input }) => ({ path: 'charges', body: input }), { idempotencyKey: 'Idempotency-Key' }),
});

const answer = (status: number, body = '{"id":"c1"}', headers = '') =>
  `HTTP/1.1 ${status} X\r\ncontent-type: application/json\r\n${headers}content-length: ${body.length}\r\n\r\n${body}`;

/** A shop whose server does what the script says; `asked` is every request, whole. */
const open = async (script: (socket: Socket, request: string, nth: number) => void, api: object = {}) => {
  const asked: string[] = [];
  const server = await misbehave((socket, request, nth) => {
    asked.push(request);
    script(socket, request, nth);
  });
  servers.push(server);
  const gateway = things.gateway({
    sources: [
      looseSource('shop', members, {
        retry: { baseMs: 1, throttledBaseMs: 1 },
        budget: { ratio: 1, perSecond: 100 },
        ...api,
      }),
    ],
    typeDefs: SDL,
    baseUrls: { shop: `${server.url}/` },
  });
  const run = async (field: string) => {
    const result = await ask(gateway, `mutation { ${field}(input: { amount: 5 }) { id } }`);
    return result as { readonly data: object; readonly errors?: readonly { readonly extensions: object }[] };
  };
  return { run, server, asked };
};

const extensionsOf = ({ errors = [] }: { readonly errors?: readonly { readonly extensions: object }[] }) =>
  errors.map(({ extensions }) => extensions);

describe('when the connection dies after the body was sent', () => {
  const die = (socket: Socket) => void socket.destroy();

  test.each(['post', 'patch'])(
    '%s is never sent twice, and the client reads that it may have been acted upon',
    async (field) => {
      const { run, server } = await open(die);
      expect(extensionsOf(await run(field))).toEqual([
        { code: 'UPSTREAM_UNREACHABLE', source: 'shop', retryable: false, sent: 'maybe', requestId: 'r' },
      ]);
      expect(server.wire).toEqual([`${field.toUpperCase()} /charges`]);
    },
  );

  test.each(['put', 'safe', 'keyed'])('%s, which is safe to repeat, is sent again, byte for byte', async (field) => {
    const { run, asked } = await open((socket, _request, nth) =>
      nth === 1 ? socket.destroy() : socket.write(answer(200)),
    );
    expect(await run(field)).toEqual({ data: { [field]: { id: 'c1' } } });
    expect(asked).toHaveLength(2);
    expect(asked[1]).toBe(asked[0]);
  });

  test('that stays true if no later attempt gets through', async () => {
    const { run, server } = await open((socket) => {
      // From now on nobody listens.
      servers
        .pop()
        ?.close()
        .catch(() => {});
      socket.destroy();
    });
    expect(extensionsOf(await run('put'))).toEqual([
      { code: 'UPSTREAM_UNREACHABLE', source: 'shop', retryable: true, sent: 'maybe', requestId: 'r' },
    ]);
    expect(server.wire).toEqual(['PUT /charges']);
  });

  test('nor is it sent again on a kept connection that was closed', async () => {
    let keep = true;
    const { run } = await open((socket) => {
      if (keep) socket.write(answer(200));
      else socket.destroy();
      keep = false;
    });
    const both = await run('a: post(input: { amount: 1 }) { id } b: post');
    expect(both.data).toEqual({ a: { id: 'c1' }, b: null });
    expect(extensionsOf(both)).toEqual([expect.objectContaining({ code: 'UPSTREAM_UNREACHABLE', sent: 'maybe' })]);
  });
});

describe('what is told to wait, or refused before it was acted upon, is sent again; what may have been acted upon is not', () => {
  test.each([
    [500, '', 1, 3],
    [502, '', 1, 3],
    [503, '', 1, 3],
    [503, 'retry-after: 0\r\n', 3, 3],
    [429, 'retry-after: 0\r\n', 3, 3],
    [421, '', 2, 2],
    [409, '', 1, 1],
    [422, '', 1, 1],
  ])('HTTP %i %j: POST %i, with an idempotency key %i', async (status, headers, plain, keyed) => {
    for (const [field, times] of [
      ['post', plain],
      ['keyed', keyed],
    ] as const) {
      const { run, server } = await open((socket) => socket.write(answer(status, '{}', headers)));
      await run(field);
      expect(server.wire).toHaveLength(times);
    }
  });

  test('an answer that cannot be read is no reason to send it again', async () => {
    const { run, server } = await open((socket) => socket.write(answer(200, '<html>')));
    expect(extensionsOf(await run('post'))).toEqual([
      expect.objectContaining({ code: 'UPSTREAM_MALFORMED', sent: 'yes' }),
    ]);
    expect(server.wire).toHaveLength(1);
  });
});

const keyIn = (request: string) => /^idempotency-key: (.*)\r$/im.exec(request)?.[1];

describe('an idempotency key', () => {
  test('is one for all attempts of a call, and another for the next call', async () => {
    const { run, asked } = await open((socket, _request, nth) => socket.write(answer(nth % 3 === 0 ? 200 : 500)));
    await run('a: keyed(input: { amount: 5 }) { id } b: keyed');
    const keys = asked.map(keyIn);
    expect(keys).toHaveLength(6);
    expect(keys[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(new Set(keys.slice(3)).size).toBe(1);
    expect(keys[0]).not.toBe(keys[3]);
    expect(new Set(asked.map((request) => request.split('\r\n\r\n')[1]))).toEqual(new Set(['{"amount":5}']));
  });

  test('is not sent to an API that takes none', async () => {
    const { run, asked } = await open((socket) => socket.write(answer(200)));
    await run('post');
    expect(asked.map(keyIn)).toEqual([undefined]);
  });
});

describe('each write is a request of its own', () => {
  test('equal ones of one operation, and of several at the same time', async () => {
    const { run, server } = await open((socket) =>
      setTimeout(() => socket.write(answer(200, '{"id":"c1"}', 'cache-control: max-age=60\r\n')), 20),
    );
    await run('a: put(input: { amount: 5 }) { id } b: put(input: { amount: 5 }) { id } c: put');
    expect(server.wire).toEqual(['PUT /charges', 'PUT /charges', 'PUT /charges']);
  });

  test('a slow one is not hedged, however safe to repeat', async () => {
    const { run, server } = await open((socket) => setTimeout(() => socket.write(answer(200)), 150), {
      hedge: { afterMs: 20 },
    });
    await run('put');
    expect(server.wire).toEqual(['PUT /charges']);
  });
});

describe('an answer without content', () => {
  test.each([
    'HTTP/1.1 204 X\r\n\r\n',
    'HTTP/1.1 205 X\r\ncontent-length: 0\r\n\r\n',
    answer(201, ''),
    answer(202, ''),
  ])('%j is null, and no error', async (text) => {
    const { run } = await open((socket) => socket.write(text));
    expect(await run('post')).toEqual({ data: { post: null } });
  });
});
