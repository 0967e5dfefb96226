import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type MisbehavingServer, misbehave } from '../../src/faults/misbehave.ts';
import { ask, openThings } from '../schema/asked.ts';
import { looseSource } from '../schema/loose-source.ts';

const things = openThings();
const servers: MisbehavingServer[] = [];
afterEach(async () => {
  await things.end();
  for (const server of servers.splice(0)) await server.close().catch(() => {});
});

const sdl = `
  type Charge { id: ID! }
  input ChargeInput { amount: Int!  note: String }
  extend type Query { charge: Charge @load(from: "shop.last") }
  extend type Mutation { charge(input: ChargeInput!): Charge @load(from: "shop.charge") }
`;
const Shop = looseSource('shop', ({ get, post }) => ({
  last: get('Charge', () => 'charges/last'),
  charge: post('Charge', ({ input }) => ({ path: 'charges', body: input })),
}));

/** Answers a request well, or ends it in a way of its own, after all of its body has come. */
const open = async (die: (socket: Socket) => void, well: number) => {
  const bodies: string[] = [];
  const connections = new Set<Socket>();
  const server = await misbehave((socket, text, nth) => {
    connections.add(socket);
    bodies.push(text.split('\r\n\r\n')[1] ?? '');
    if (nth <= well)
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n{"id":"c1"}');
    else die(socket);
  });
  servers.push(server);
  const gateway = things.gateway({ sources: [Shop], typeDefs: sdl, baseUrls: { shop: `${server.url}/` } });
  const charge = (note: string) =>
    ask(gateway, {
      query: 'mutation ($i: ChargeInput!) { charge(input: $i) { id } }',
      variables: { i: { amount: 5, note } },
    });
  return { charge, bodies, connections, server };
};

/** Longer than what goes out at once. */
const LONG = 'x'.repeat(200_000);

describe('a POST whose connection dies after the body was sent', () => {
  const deaths: readonly (readonly [how: string, die: (socket: Socket) => void])[] = [
    ['by its end', (socket) => void socket.end()],
    ['by a reset', (socket) => void socket.resetAndDestroy()],
    ['within the first line of the answer', (socket) => void socket.end('HTTP/1.1 20')],
    ['within the headers of the answer', (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-type: appl')],
  ];
  for (const [kind, well] of [
    ['a new', 0],
    ['a kept', 1],
  ] as const)
    test.each(deaths)(
      `is never sent twice, and the client reads sent: maybe: on ${kind} connection, %s`,
      async (_how, die) => {
        const { charge, bodies, connections, server } = await open(die, well);
        if (well > 0) expect(await charge('')).toEqual({ data: { charge: { id: 'c1' } } });
        expect(await charge(LONG)).toEqual({
          data: { charge: null },
          errors: [
            expect.objectContaining({
              path: ['charge'],
              extensions: {
                code: 'UPSTREAM_UNREACHABLE',
                source: 'shop',
                retryable: false,
                sent: 'maybe',
                requestId: 'r',
              },
            }),
          ],
        });
        expect(server.wire).toEqual(Array(well + 1).fill('POST /charges'));
        expect(connections.size).toBe(1);
        expect(bodies.at(-1)).toBe(JSON.stringify({ amount: 5, note: LONG }));
      },
    );

  test('after an answer had begun is never sent twice either, and the client reads that it was answered', async () => {
    const head = 'HTTP/1.1 201 X\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n';
    const { charge, server } = await open((socket) => void socket.end(`${head}{"id"`), 0);
    expect(await charge(LONG)).toMatchObject({
      data: { charge: null },
      errors: [{ extensions: { code: 'UPSTREAM_BAD_RESPONSE', sent: 'yes' } }],
    });
    expect(server.wire).toEqual(['POST /charges']);
  });
});
