import { once } from 'node:events';
import { request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type FrontOptions, httpFront } from '../../src/gateway/http-front.ts';
import { operations } from '../../src/gateway/operations.ts';
import { complete } from '../../src/gateway/options.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { graph } from './graph.ts';

const headers = new Map<string, string>();
const open = () => operations(new Map(), complete({ ...graph, clock: virtualClock() }));

describe('a gateway that stops', () => {
  test('ends the operations under way, and those that begin late, with a reason', () => {
    const all = open();
    const early = all.begin(headers, 'early').context.scope.signal;
    expect(early.aborted).toBe(false);
    all.stop();
    const late = all.begin(headers, 'late').context.scope.signal;
    for (const signal of [early, late])
      expect(signal.reason).toMatchObject({ kind: 'cancelled', facts: { detail: 'the gateway stops' } });
  });

  test('has forgotten those that are over: what is kept is what is under way', () => {
    const all = open();
    const over = all.begin(headers, 'over');
    over.end();
    all.stop();
    expect(over.context.scope.signal.aborted).toBe(false);
  });
});

describe('a response that is closed', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  /** A front whose operations are written down. */
  const served = async (respond: () => Promise<unknown>) => {
    const log: string[] = [];
    const front = httpFront({
      server: { executeHTTPGraphQLRequest: respond } as unknown as FrontOptions['server'],
      maxRequestBytes: 100,
      unexpected: () => {},
      begin: () => ({
        context: {} as never,
        abort: (why) => void log.push(why),
        end: () => void log.push('end'),
      }),
    });
    servers.push(front);
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    const { port } = front.address() as AddressInfo;
    const ask = () => {
      const asked = httpRequest({ port, host: '127.0.0.1', path: '/graphql?query={a}' }).end();
      asked.on('error', () => {});
      return asked;
    };
    return { front, log, ask };
  };
  const complete200 = async () => ({ headers: new Map(), body: { kind: 'complete', string: '{}' } });

  test('before its operation has begun ends it at once', async () => {
    const { front, log, ask } = await served(complete200);
    // As it is when the client left while others kept the event loop busy.
    front.prependListener('request', (_request, response) =>
      Object.defineProperty(response, 'closed', { value: true }),
    );
    const asked = ask();
    await once(front, 'request');
    expect(log).toEqual(['the client has left', 'end']);
    asked.destroy();
  });

  test('by the client ends it early, and after the answer as it should', async () => {
    const { front, log, ask } = await served(() => new Promise(() => {}));
    const left = ask();
    const [, response] = (await once(front, 'request')) as [unknown, NodeJS.WritableStream];
    left.destroy();
    await once(response, 'close');
    expect(log).toEqual(['the client has left', 'end']);

    const answered = await served(complete200);
    const asked = answered.ask();
    const [incoming] = (await once(asked, 'response')) as [NodeJS.ReadableStream];
    incoming.resume();
    await once(incoming, 'close');
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered.log).toEqual(['end']);
  });
});
