import { readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGateway } from 'breakwater';
import soap from 'soap';
import { Stock } from '../source.ts';
import { services, wsdl } from './service.ts';

const textOf = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const server = http.createServer((_request, response) => response.writeHead(404).end());
const wire: string[] = [];
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => soap.listen(server, '/soap/', services, wsdl, () => resolve()));
  // It takes the place of those who listen already.
  server.on('request', ({ method, url, headers }) => wire.push(`${method} ${url} ${String(headers['soapaction'])}`));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const ask = async (query: string) => {
  const { port } = server.address() as AddressInfo;
  const gateway = createGateway({
    sources: [Stock],
    typeDefs: textOf('schema.graphql'),
    baseUrls: { stock: `http://127.0.0.1:${port}/soap/` },
    log: quiet,
  });
  wire.length = 0;
  try {
    const { data, errors = [] } = await gateway.execute({ query, headers: { 'x-request-id': 'r1' } });
    const told = errors.map(({ message, extensions }) => ({ message, code: extensions?.['code'], ...extensions }));
    return { data: JSON.parse(JSON.stringify(data)) as unknown, errors: told };
  } finally {
    await gateway.stop();
  }
};

describe('when it fails', () => {
  it('reads a fault that comes with 200 as what its code means, and asks once', async () => {
    expect(await ask('{ exchange(code: "NYSE") { name } }')).toEqual({
      data: { exchange: null },
      errors: [expect.objectContaining({ code: 'UPSTREAM_NOT_FOUND', sent: 'yes', retryable: false })],
    });
    expect(wire).toHaveLength(1);
  });

  it('reads Client and Server apart, although both come with 500', async () => {
    const { data, errors } = await ask('{ quotes(symbols: ["BAD"]) { price } exchange(code: "DOWN") { name } }');
    expect(data).toEqual({ quotes: [null], exchange: null });
    expect(errors.map(({ code }) => String(code)).toSorted()).toEqual(['UPSTREAM_ERROR', 'UPSTREAM_REJECTED']);
    expect(JSON.stringify(errors)).not.toContain('words for people');
    // Only what failed over there is asked again.
    expect(wire.filter((line) => line.endsWith('GetQuotes"'))).toHaveLength(1);
    expect(wire.filter((line) => line.endsWith('GetExchange"'))).toHaveLength(3);
  });
});

it('answers many quotes with one call, in order, and an exchange with another', async () => {
  const query = `{
    quotes(symbols: ["HOOL", "NONE", "ACME"]) { symbol price currency traded tags }
    exchange(code: "XETR") { code name }
  }`;
  const traded = '2026-11-20T16:30:00Z';
  expect(await ask(query)).toEqual({
    data: {
      quotes: [
        { symbol: 'HOOL', price: '101.00', currency: 'EUR', traded, tags: [] },
        null,
        { symbol: 'ACME', price: '12.30', currency: 'EUR', traded, tags: ['anvils', 'rockets'] },
      ],
      exchange: { code: 'XETR', name: 'Xetra & Co' },
    },
    errors: [],
  });
  expect(wire.toSorted()).toEqual(['POST /soap/ "urn:stock/GetExchange"', 'POST /soap/ "urn:stock/GetQuotes"']);
});

it('is at most 30 lines long', () => {
  const lines = ['schema.graphql', 'source.ts']
    .flatMap((file) => textOf(file).split('\n'))
    .filter((line) => line.trim() !== '');
  process.stdout.write(`soap-stock: ${lines.length} non-blank lines of SDL and source\n`);
  expect(lines.length).toBeLessThanOrEqual(30);
});
