import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createGateway, type Gateway } from '../../src/gateway/create-gateway.ts';
import { silentLog } from '../../src/gateway/log.ts';
import { graph } from './graph.ts';

let gateway: Gateway;
let server: Server;
let url = '';
beforeEach(async () => {
  gateway = createGateway({ ...graph, log: silentLog });
  server = createServer((request, response) => gateway.handle(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterEach(async () => {
  await gateway.stop();
  server.close();
  server.closeAllConnections();
});

describe('a gateway behind a server that is not its own', () => {
  test('says so when it was stopped', async () => {
    await gateway.stop();
    expect(() => gateway.handle({} as never, {} as never)).toThrow('This gateway was stopped.');
    expect(server.listening).toBe(true);
  });

  test('answers as behind its own', async () => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'mine' },
      body: '{"query":"{ ping }"}',
    });
    expect([response.headers.get('x-request-id'), await response.json()]).toEqual(['mine', { data: { ping: 'pong' } }]);
  });
});
