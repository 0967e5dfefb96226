import { describe, expect, test } from '@jest/globals';
import { simulate } from '../../src/config/simulate.ts';
import { bearer, DataSource } from '../../src/datasources/base/index.ts';
import { createGateway } from '../../src/gateway/create-gateway.ts';
import { silentLog } from '../../src/gateway/log.ts';
import type { Simulator } from '../../src/simulators/simulator.ts';

class Shop extends DataSource {
  static readonly api = {
    name: 'shop',
    baseUrl: 'https://shop.example/',
    auth: bearer({ env: 'SHOP_TOKEN' }),
    required: true,
  };
  name = this.get('String' as never, () => 'name', { at: 'name' });
}

const simulatorOf = (name: string): Simulator => ({
  name,
  basePath: '/',
  answer: ({ headers }) => ({
    body: JSON.stringify({ name: headers['authorization'] }),
    headers: { 'content-type': 'application/json' },
  }),
});

const options = { sources: [Shop], typeDefs: 'type Query { name: String @load(from: "shop.name") }', log: silentLog };
const ask = async (simulators: readonly Simulator[], environment: Record<string, string>): Promise<unknown> => {
  const simulation = await simulate({ options: { ...options, environment }, simulators }, { live: false, without: [] });
  const gateway = createGateway(simulation.options);
  try {
    return await gateway.execute({ query: '{ name }' });
  } finally {
    await gateway.stop();
    await simulation.stop();
  }
};

describe('simulators', () => {
  test('one that stands in for no source is refused, for it would leave its source to the real API', async () => {
    await expect(ask([simulatorOf('shopp')], {})).rejects.toThrow(
      'The simulator "shopp" stands in for no source. Did you mean "shop"? There is: shop.',
    );
  });

  test('a source without a simulator still needs its credential', async () => {
    await expect(ask([], {})).rejects.toThrow('shop needs SHOP_TOKEN in the environment.');
  });

  test('one asks for no credential, and gets the one that is set', async () => {
    expect(await ask([simulatorOf('shop')], {})).toEqual({ data: { name: 'Bearer simulated' } });
    expect(await ask([simulatorOf('shop')], { SHOP_TOKEN: 'mine' })).toEqual({ data: { name: 'Bearer mine' } });
  });
});
