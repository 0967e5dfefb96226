import { once } from 'node:events';
import net, { type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type MisbehavingServer, misbehave } from '../../src/faults/misbehave.ts';
import { responseWatch } from '../../src/faults/response-watch.ts';

/** Whether a connection is at rest after one request and this response. */
const restsAfter = (...response: readonly string[]): boolean => {
  const watch = responseWatch();
  watch.asked();
  for (const piece of response) watch.wrote(Buffer.from(piece, 'latin1'));
  return watch.atRest();
};

describe('a response is whole', () => {
  test.each([
    ['after as many bytes as it said', ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}']],
    ['in whatever pieces it comes', ['HTTP/1.1 200 O', 'K\r\ncontent-length: 2\r\n\r', '\n{', '}']],
    ['after its last chunk', ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r', '\n\r\n']],
    ['with its head, where it has no body', ['HTTP/1.1 204 No Content\r\n\r\n']],
    ['after those that came before it', ['HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 304 X\r\n\r\n']],
  ])('%s', (_, pieces) => {
    expect(restsAfter(...pieces)).toBe(true);
  });

  test.each([
    ['nothing', []],
    ['half a head', ['HTTP/1.1 200 OK\r\ncontent-length: 2\r\n']],
    ['half a body', ['HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{']],
    ['chunks without the last one', ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n']],
    ['a body that ends with the connection', ['HTTP/1.1 200 OK\r\n\r\n{}']],
    ['interim responses alone', ['HTTP/1.1 100 Continue\r\n\r\n']],
    ['more than it said', ['HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}{}']],
    ['what is no HTTP', ['HELLO\r\n\r\n']],
  ])('but not after %s', (_, pieces) => {
    expect(restsAfter(...pieces)).toBe(false);
  });
});

let server: MisbehavingServer | undefined;
const clients: Socket[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await server?.close();
});

describe('connections that are at work', () => {
  test('are those on which something was asked and not answered, and those on which nothing was asked', async () => {
    server = await misbehave((socket, request) => {
      if (request.startsWith('GET /good ')) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
    });
    const connect = async (text: string) => {
      const client = net.connect(server?.port ?? 0, '127.0.0.1');
      clients.push(client);
      client.on('error', () => {});
      await once(client, 'connect');
      client.write(text);
      return client;
    };
    const good = await connect('GET /good HTTP/1.1\r\n\r\n');
    await once(good, 'data');
    expect(server.busy()).toBe(0);
    await connect('GET /silent HTTP/1.1\r\n\r\n');
    await connect('');
    for (let i = 0; i < 100 && (server.open() < 3 || server.wire.length < 2); i += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect([server.open(), server.busy()]).toEqual([3, 2]);
    for (const client of clients) client.destroy();
    await server.closed();
    expect(server.busy()).toBe(0);
  });
});
