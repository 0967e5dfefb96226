import { afterEach, describe, expect, test } from '@jest/globals';
import { simulate } from '../../src/config/simulate.ts';
import { bearer } from '../../src/datasources/base/index.ts';
import { createGateway } from '../../src/gateway/create-gateway.ts';
import { type Log, silentLog } from '../../src/gateway/log.ts';
import { complete, type GatewayOptions } from '../../src/gateway/options.ts';
import { overrideNames } from '../../src/gateway/overrides.ts';
import type { Simulator } from '../../src/simulators/simulator.ts';
import { ask, openThings } from '../schema/asked.ts';
import { looseSource } from '../schema/loose-source.ts';

const things = openThings();
afterEach(() => things.end());

const source = (name: string, api = {}) =>
  looseSource(name, ({ get }) => ({ thing: get(`Thing_${name}`, () => 'thing') }), {
    retry: { maxAttempts: 1 },
    ...api,
  });
const graphOf = (...sources: GatewayOptions['sources']): Pick<GatewayOptions, 'sources' | 'typeDefs' | 'log'> => ({
  sources,
  typeDefs: sources.map(
    ({ api: { name } }) =>
      `type Thing_${name} { id: ID! } extend type Query { ${name}: Thing_${name} @load(from: "${name}.thing") }`,
  ),
  log: silentLog,
});
const warnings = (): { readonly log: Log; readonly told: string[] } => {
  const told: string[] = [];
  return { told, log: { ...silentLog, warn: (_, message) => void told.push(message) } };
};

describe('when the environment says what cannot be meant', () => {
  test.each([
    [{ BREAKWATER_SHOP_TIMEOUT_MS: 'soon' }, /^BREAKWATER_SHOP_TIMEOUT_MS must be a whole number .* not "soon"\.$/],
    [{ BREAKWATER_SHOP_ATTEMPT_MS: '0' }, /^BREAKWATER_SHOP_ATTEMPT_MS must be a whole number/],
    [{ BREAKWATER_SHOP_BASE_URL: 'user:hunter2' }, /shop: baseUrl must start with http: or https:, not "user:".$/m],
    [{ BREAKWATER_SHOP_BASE_URL: '//hunter2' }, /^BREAKWATER_SHOP_BASE_URL is not a URL\.$/],
    [
      { BREAKWATER_DISABLED: 'shopp' },
      /^BREAKWATER_DISABLED names "shopp", which is no source\. Did you mean "shop"\?/,
    ],
  ])('%j is refused in a sentence', (environment, sentence) => {
    const open = () => createGateway({ ...graphOf(source('shop')), environment });
    expect(open).toThrow(sentence);
    expect(open).not.toThrow(/hunter2/);
  });

  test('so are options that name no source', () => {
    const open = (options: Partial<GatewayOptions>) => () =>
      createGateway({ ...graphOf(source('shop')), environment: {}, ...options });
    expect(open({ disabled: ['shopp'] })).toThrow(/^disabled names "shopp", which is no source/);
    expect(open({ timeouts: { shopp: {} } })).toThrow(/^timeouts names "shopp", which is no source/);
    expect(open({ timeouts: { shop: { totalMs: -1 } } })).toThrow(
      /timeouts\.totalMs must be a positive number, not -1/,
    );
    expect(open({ timeouts: { shop: 5 } as never })).toThrow(/^timeouts must be an object whose values are objects/);
    expect(open({ disabled: 'shop' as never })).toThrow(/^disabled must be a list of names of sources/);
  });

  test('a variable that means nothing is a warning that names what was meant', () => {
    const { log, told } = warnings();
    const environment = { BREAKWATER_SHOP_TIMEOUT: '1', BREAKWATER_DEBUG: '1', BREAKWATER_OWN_KEY: '1', OTHER: '1' };
    const shop = source('shop', { auth: bearer({ env: 'BREAKWATER_OWN_KEY' }) });
    void createGateway({ ...graphOf(shop), log, environment });
    expect(told).toEqual([
      expect.stringMatching(
        /^BREAKWATER_SHOP_TIMEOUT means nothing here\. Did you mean "BREAKWATER_SHOP_TIMEOUT_MS"\?/,
      ),
    ]);
  });
});

describe('the environment overrides the configuration, and that the source', () => {
  const effective = (environment: Record<string, string>, options: Partial<GatewayOptions> = {}) => {
    const { sources, baseUrls } = complete({
      ...graphOf(source('shop', { timeouts: { totalMs: 8_000, attemptMs: 4_000 } })),
      environment,
      ...options,
    });
    return { baseUrl: baseUrls['shop'], timeouts: sources[0]?.api.timeouts };
  };

  test('for the address', () => {
    const config = { baseUrls: { shop: 'http://config.example/' } };
    expect(effective({}, config).baseUrl).toBe('http://config.example/');
    expect(effective({ BREAKWATER_SHOP_BASE_URL: 'http://env.example/' }, config).baseUrl).toBe('http://env.example/');
  });

  test('for timeouts, of which a shorter whole shortens the parts that are not said with it', () => {
    const config = { timeouts: { shop: { totalMs: 6_000 } } };
    expect(effective({}, config).timeouts).toEqual({ totalMs: 6_000, attemptMs: 4_000 });
    expect(effective({ BREAKWATER_SHOP_TIMEOUT_MS: '900' }, config).timeouts).toEqual({ totalMs: 900, attemptMs: 900 });
    expect(effective({ BREAKWATER_SHOP_ATTEMPT_MS: '900' }, config).timeouts).toEqual({
      totalMs: 6_000,
      attemptMs: 900,
    });
    expect(effective({ BREAKWATER_SHOP_TIMEOUT_MS: ' ' }).timeouts).toEqual({ totalMs: 8_000, attemptMs: 4_000 });
  });

  test.each<[object, object]>([
    [{ maxAttempts: 6 }, { maxAttempts: 6, capMs: 300 }],
    [{ capMs: 2_000 }, { capMs: 375 }],
    [
      { baseMs: 50, throttledBaseMs: 1_000, capMs: 1_500 },
      { baseMs: 50, throttledBaseMs: 375, capMs: 375 },
    ],
    [
      { maxAttempts: 2, capMs: 20 },
      { maxAttempts: 2, capMs: 20 },
    ],
  ])('for pauses: a shorter whole shortens those that are said, and starts: %j', (retry, shorter) => {
    const shop = source('shop', { retry });
    const environment = { BREAKWATER_SHOP_TIMEOUT_MS: '1500' };
    expect(complete({ ...graphOf(shop), environment }).sources[0]?.api.retry).toEqual(shorter);
    expect(() => createGateway({ ...graphOf(shop), environment })).not.toThrow();
  });

  test('and leaves the source itself as it was, for other gateways', () => {
    const shop = source('shop', { timeouts: { totalMs: 8_000 } });
    const { sources } = complete({ ...graphOf(shop), environment: { BREAKWATER_SHOP_TIMEOUT_MS: '900' } });
    expect([shop.api.timeouts?.totalMs, sources[0]?.name === shop.name]).toEqual([8_000, true]);
  });

  test('by names that are spelled as environments are', () => {
    expect(overrideNames('openMeteo')).toEqual({
      baseUrl: 'BREAKWATER_OPEN_METEO_BASE_URL',
      totalMs: 'BREAKWATER_OPEN_METEO_TIMEOUT_MS',
      attemptMs: 'BREAKWATER_OPEN_METEO_ATTEMPT_MS',
    });
  });

  test('a simulator gives way to the environment, and a stopped one to nothing', async () => {
    const simulator: Simulator = { name: 'shop', basePath: '/', answer: () => ({ body: '{}' }) };
    const api = await things.api(() => ({ id: '7' }));
    const options = { ...graphOf(source('shop')), environment: { BREAKWATER_SHOP_BASE_URL: api.baseUrl } };
    for (const [without, answer] of [
      [[], { data: { shop: { id: '7' } } }],
      [['shop'], { data: { shop: null }, errors: [{ extensions: { code: 'UPSTREAM_UNREACHABLE' } }] }],
    ] as const) {
      const simulation = await simulate({ options, simulators: [simulator] }, { live: false, without });
      const gateway = things.gateway(simulation.options);
      expect(await ask(gateway, '{ shop { id } }')).toMatchObject(answer);
      await simulation.stop();
    }
    expect(api.wire).toEqual(['/thing']);
  });
});

describe('a source that is switched off', () => {
  const secret = source('secret', { auth: bearer({ env: 'SECRET_TOKEN' }), required: true });

  test.each<[string, Partial<GatewayOptions>]>([
    ['by the configuration', { disabled: ['secret'], environment: { SECRET_TOKEN_FILE: '/nowhere' } }],
    ['by the environment', { environment: { BREAKWATER_DISABLED: ' secret , ' } }],
  ])('%s is asked for nothing, fails typed, and needs no credential', async (_, options) => {
    const api = await things.api(() => ({ id: '7' }));
    const baseUrls = { secret: api.baseUrl, shop: api.baseUrl };
    const gateway = things.gateway({ ...graphOf(secret, source('shop')), ...options, baseUrls, production: true });
    expect(await ask(gateway, '{ secret { id } shop { id } }')).toEqual({
      data: { secret: null, shop: { id: '7' } },
      errors: [
        {
          message: 'secret: it is switched off here',
          path: ['secret'],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: 'UPSTREAM_DISABLED', source: 'secret', retryable: false, sent: 'no', requestId: 'r' },
        },
      ],
    });
    expect(api.wire).toEqual(['/thing']);
  });

  test('by the configuration is switched on again by an empty list in the environment', () => {
    const options = { ...graphOf(source('shop')), disabled: ['shop'] };
    expect(complete({ ...options, environment: { BREAKWATER_DISABLED: '' } }).disabled).toEqual([]);
    expect(complete({ ...options, environment: {} }).disabled).toEqual(['shop']);
  });
});
