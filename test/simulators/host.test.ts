import { afterEach, describe, expect, test } from '@jest/globals';
import { type HostedSimulator, hostSimulator } from '../../src/simulators/host.ts';
import type { SimulatedRequest, Simulator } from '../../src/simulators/simulator.ts';

let host: HostedSimulator | undefined;

afterEach(async () => {
  await host?.stop();
  host = undefined;
});

async function serve(answer: Simulator['answer']): Promise<HostedSimulator> {
  host = await hostSimulator({ name: 'echo', basePath: '/v2/', answer });
  return host;
}

describe('when it fails', () => {
  test('a simulator that throws answers 500, in plain text and without a stack', async () => {
    const { baseUrl } = await serve(() => {
      throw new Error('secret');
    });
    const response = await fetch(baseUrl);
    expect(response.status).toBe(500);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe('Internal Server Error\n');
  });

  test('a simulator that rejects answers 500 as well', async () => {
    const { baseUrl } = await serve(() => Promise.reject(new Error('secret')));
    expect((await fetch(baseUrl)).status).toBe(500);
  });

  test('a path outside the base path is not found, and is on the wire log', async () => {
    const { baseUrl, wire } = await serve(() => ({ body: 'reached' }));
    const response = await fetch(new URL('/v1/country', baseUrl));
    expect(response.status).toBe(404);
    expect(wire).toEqual(['GET /v1/country']);
  });

  test('a port that is taken rejects', async () => {
    const { baseUrl } = await serve(() => ({ body: '' }));
    const second = hostSimulator(
      { name: 'second', basePath: '/', answer: () => ({ body: '' }) },
      {
        port: Number(new URL(baseUrl).port),
      },
    );
    await expect(second).rejects.toThrow('EADDRINUSE');
  });

  test('stopping does not wait for an answer under way', async () => {
    const { baseUrl, wire, stop } = await serve(() => new Promise(() => {}));
    const asked = expect(fetch(baseUrl)).rejects.toThrow('fetch failed');
    while (wire.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await stop();
    await asked;
  });

  test('one that runs for long remembers the last 10,000 requests, and no more', async () => {
    const { baseUrl, wire } = await serve(() => ({ body: '' }));
    wire.push(...Array.from({ length: 9_999 }, (_, i) => `GET /v2/${i}`));
    for (const path of ['a', 'b', 'c']) await (await fetch(new URL(path, baseUrl))).text();
    expect([wire.length, wire[0], wire.slice(-4)]).toEqual([
      10_000,
      'GET /v2/2',
      ['GET /v2/9998', 'GET /v2/a', 'GET /v2/b', 'GET /v2/c'],
    ]);
  });

  test('stopping twice is harmless', async () => {
    const { stop } = await serve(() => ({ body: '' }));
    await stop();
    await stop();
    await expect(stop()).resolves.toBeUndefined();
  });
});

describe('when it works', () => {
  test('it hands over the raw path, the decoded query, the headers and the body', async () => {
    const seen: SimulatedRequest[] = [];
    const { baseUrl } = await serve((request) => {
      seen.push(request);
      return { body: '' };
    });
    await fetch(`${baseUrl}country/JP%3BDE?a=x%2Cy&a=z`, { method: 'POST', body: 'größe', headers: { 'X-Key': '1' } });
    expect(seen).toHaveLength(1);
    const [request] = seen;
    expect(request).toMatchObject({ method: 'POST', path: 'country/JP%3BDE', body: 'größe' });
    expect(request?.query.getAll('a')).toEqual(['x,y', 'z']);
    expect(request?.headers['x-key']).toBe('1');
  });

  test('it sends status, headers and bytes as given', async () => {
    const body = new Uint8Array([0xef, 0xbb, 0xbf, 0x3c]);
    const { baseUrl } = await serve(() => ({ status: 418, headers: { 'content-type': 'text/xml' }, body }));
    const response = await fetch(baseUrl);
    expect(response.status).toBe(418);
    expect(response.headers.get('content-type')).toBe('text/xml');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(body);
  });

  test('the wire log has every request in order, as sent', async () => {
    const { baseUrl, wire } = await serve(() => ({ body: '' }));
    await fetch(`${baseUrl}country/JP?format=json`);
    await fetch(`${baseUrl}region/EAS/country`, { method: 'HEAD' });
    expect(wire).toEqual(['GET /v2/country/JP?format=json', 'HEAD /v2/region/EAS/country']);
  });
});
