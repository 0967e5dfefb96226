import { expect, test } from '@jest/globals';
import { createGateway } from '../../src/gateway/create-gateway.ts';
import { silentLog } from '../../src/gateway/log.ts';

test('integers in variables that JavaScript would round reach the graph exactly', async () => {
  const gateway = createGateway({
    sources: [],
    typeDefs: 'type Query { echo(id: ID, big: BigInt, float: Float, int: Int): [String] }',
    resolvers: { Query: { echo: (_: unknown, given: object) => Object.values(given).map(String) } },
    port: 0,
    log: silentLog,
  });
  try {
    const { url } = await gateway.start();
    const query = 'query ($i: ID, $b: BigInt, $f: Float, $n: Int) { echo(id: $i, big: $b, float: $f, int: $n) }';
    const body = `{"query":${JSON.stringify(query)},"variables":{"i":9007199254740993,"b":-12345678901234567890,"f":1.50,"n":7}}`;
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(await response.json()).toEqual({
      data: { echo: ['9007199254740993', '-12345678901234567890', '1.5', '7'] },
    });
  } finally {
    await gateway.stop();
  }
});
