import { afterEach, describe, expect, test } from '@jest/globals';
import { Source } from 'graphql';
import { checkLive } from '../../src/check/live/check-live.ts';
import { liveText } from '../../src/check/live/live-text.ts';
import { atlas, packageFolder } from '../../src/config/atlas.ts';
import { loadProject } from '../../src/config/load-config.ts';
import { simulate } from '../../src/config/simulate.ts';
import {
  type Api,
  bearer,
  DataSource,
  type Page,
  passThrough,
  type SourceClass,
} from '../../src/datasources/base/index.ts';
import type { GatewayOptions } from '../../src/gateway/options.ts';
import { openThings } from '../schema/asked.ts';
import { looseSource, type Verbs } from '../schema/loose-source.ts';
import { told } from './project.ts';

const things = openThings();
afterEach(() => things.end());

/** Asks a scripted API of a graph whose only source is `shop`. */
const asked = async (
  source: SourceClass,
  sdl: string,
  answer: Parameters<typeof things.api>[0],
  { with: said = [], ...options }: Partial<GatewayOptions> & { readonly with?: readonly string[] } = {},
) => {
  const api = await things.api(answer);
  const checked = await checkLive(
    {
      sources: [source],
      typeDefs: new Source(sdl, 'shop/schema.graphql'),
      baseUrls: { shop: api.baseUrl },
      placeOf: (name) => `${name}/source.ts`,
      environment: {},
      ...options,
    },
    { names: [], with: said },
  );
  return { ...checked, wire: api.wire, operations: checked.sources.flatMap(({ operations }) => operations) };
};

const shop = (members: (verbs: Verbs) => Readonly<Record<string, unknown>>, api = {}) =>
  looseSource('shop', members, api);
const one = shop(({ get }) => ({ thing: get('Thing', () => 'thing') }));
const sdl =
  'type Thing {\n  id: ID!\n  name: String\n  size: Int!\n}\nextend type Query { thing: Thing @load(from: "shop.thing") }';

describe('when an API is not as it should be', () => {
  test('one that cannot be reached is an error, told once', async () => {
    const two = shop(({ get }) => ({ thing: get('Thing', () => 'thing'), other: get('Thing', () => 'other') }));
    const twice = `${sdl} extend type Query { other: Thing @load(from: "shop.other") }`;
    const { sources, findings } = await asked(two, twice, () => ({}), { baseUrls: { shop: 'http://127.0.0.1:1/' } });
    expect(told(findings)).toEqual([
      'error shop/source.ts shop.thing failed: shop: no connection could be made: ECONNREFUSED.',
    ]);
    expect(sources).toMatchObject([{ source: 'shop', reached: false, auth: 'none' }]);
  });

  test('a credential that is refused is an error, and is not told', async () => {
    const signed = shop(({ get }) => ({ thing: get('Thing', () => 'thing') }), { auth: bearer({ env: 'T_TOKEN' }) });
    const refuse: Parameters<typeof things.api>[0] = (_url, _request, response) => {
      response.writeHead(401).end();
    };
    const checked = await asked(signed, sdl, refuse, { environment: { T_TOKEN: 'hunter2hunter2' } });
    expect(told(checked.findings)).toEqual([
      'error shop/source.ts shop.thing failed: shop: the credential was missing or refused (HTTP 401).',
    ]);
    expect(checked.sources).toMatchObject([{ reached: true, auth: 'refused', operations: [{ status: 401 }] }]);
    expect(JSON.stringify(checked)).not.toContain('hunter2');
  });

  test('a field that may not be null and is gone is an error with its place; one that may be is a warning', async () => {
    const { findings } = await asked(one, sdl, () => ({ id: 1 }));
    expect(findings).toEqual([
      {
        level: 'warning',
        file: 'shop/schema.graphql',
        line: 3,
        column: 3,
        place: 'Thing.name',
        message: 'Thing.name has vanished: the one record of shop.thing lacks it.',
        fix: expect.stringContaining('@wire(path:)'),
      },
      {
        level: 'error',
        file: 'shop/schema.graphql',
        line: 4,
        column: 3,
        place: 'Thing.size',
        message: 'Thing.size has vanished: the one record of shop.thing lacks it.',
        fix: expect.stringContaining('@wire(path:)'),
      },
    ]);
  });

  test('a value of another kind is an error, told without the value', async () => {
    const checked = await asked(one, sdl, () => ({ id: 1, name: 'a', size: 'hunter2' }));
    expect(told(checked.findings)).toEqual([
      'error shop/schema.graphql:4 Thing.size has changed: expected an Int, got a string (in one record of shop.thing).',
    ]);
    expect(JSON.stringify([checked.findings, checked.sources])).not.toContain('hunter2');
  });

  test('an answer that is another document is an error of its operation', async () => {
    const list = shop(({ get }) => ({ thing: get('[Thing]', () => 'thing', { at: 'rows' }) }));
    const { findings } = await asked(list, sdl.replace('thing: Thing', 'thing: [Thing]'), () => ({ items: [] }));
    expect(told(findings)).toEqual([
      'error shop/source.ts shop.thing has changed: expected a list, got nothing (in its answer).',
    ]);
  });

  test('one that fails is asked once, and is an error; one that refuses the values, a warning', async () => {
    const failing = (status: number) =>
      asked(one, sdl, (_url, _request, response) => {
        response.writeHead(status).end();
      });
    const broken = await failing(500);
    expect(told(broken.findings)).toEqual(['error shop/source.ts shop.thing failed: shop: it failed (HTTP 500).']);
    expect(broken.wire).toEqual(['/thing']);
    expect((await failing(404)).findings).toMatchObject([{ level: 'warning', fix: expect.stringContaining('--with') }]);
  });
});

describe('what is not asked', () => {
  const keyed = shop(({ batch, post }) => ({
    thing: batch('Thing', { key: 'id', fetch: (ids) => ({ path: 'things', query: { ids: ids.join(',') } }) }),
    make: post('Thing', () => 'things'),
  }));
  const keyedSdl =
    'type Thing { id: ID! name: String } extend type Query { thing(id: ID!): Thing @load(from: "shop.thing") } extend type Mutation { make: Thing @load(from: "shop.make") }';

  test('a write, and what nothing is known for, with what to say', async () => {
    const { operations, findings, wire } = await asked(keyed, keyedSdl, () => []);
    expect(operations).toMatchObject([
      {
        operation: 'thing',
        outcome: 'notTried',
        because: 'nothing is known for the argument "id" of Query.thing; say --with thing.id=VALUE',
      },
      { operation: 'make', outcome: 'notTried', because: 'it changes something' },
    ]);
    expect(told(findings)).toEqual([expect.stringMatching(/^warning shop\/source\.ts shop could not be asked: /)]);
    expect(wire).toEqual([]);
  });

  test.each([
    ['--with thing.id', { with: ['thing.id=a&b'] }, 'a%26b'],
    ['--with Query.thing.id', { with: ['Query.thing.id=1'] }, '1'],
    ['a record of --with', { with: ['Thing.id=7'] }, '7'],
    ['the example of the configuration', { example: 'query A($x: ID) { thing(id: "ex") { name } }' }, 'ex'],
  ])('unless %s says it', async (_, said, id) => {
    const { wire } = await asked(keyed, keyedSdl, () => [{ id: 'a', name: 'b' }], said);
    expect(wire).toEqual([`/things?ids=${id}`]);
  });

  test('nor what needs a credential that is missing, or that only callers have', async () => {
    const signed = shop(({ get }) => ({ thing: get('Thing', () => 'thing') }), { auth: bearer({ env: 'T_TOKEN' }) });
    expect((await asked(signed, sdl, () => ({}))).operations).toMatchObject([{ because: 'T_TOKEN is not set' }]);
    const passing = shop(({ get }) => ({ thing: get('Thing', () => 'thing') }), {
      auth: passThrough({ header: 'authorization' }),
    });
    const { operations } = await asked(passing, sdl, () => ({}), { forward: ['authorization'] });
    expect(operations).toMatchObject([{ because: expect.stringContaining('credential of whoever asks') }]);
  });

  test('values that name nothing, or do not fit, are bad input', async () => {
    const fails = (said: string) => expect(asked(keyed, keyedSdl, () => [], { with: [said] })).rejects;
    await fails('thing.ID=1').toThrow(/^--with thing\.ID names no argument and no field\./);
    await fails('nonsense').toThrow(/^--with nonsense names no argument/);
    const counted = keyedSdl.replace('id: ID!)', 'id: ID!, n: Int)');
    await expect(asked(keyed, counted, () => [], { with: ['thing.n=many'] })).rejects.toThrow(
      '--with thing.n: its value is not one of the type Int.',
    );
  });
});

describe('what is asked with', () => {
  test('ids that lists of the same source answer, a sample, defaults, the first of an enum, and one of a list', async () => {
    const source = shop(({ get, batch }) => ({
      thing: batch('Thing', { key: 'id', fetch: (ids) => `things/${ids.join(',')}` }),
      things: get('[Thing]', ({ kind = '', limit = '', max = '' }) => ({
        path: 'things',
        query: { kind, limit, max },
      })),
      sampled: batch('Thing', {
        key: 'id',
        fetch: (ids) => `sampled/${ids.join(',')}`,
        sample: { keys: ['s'], body: '' },
      }),
      parts: get('[Part]', ({ of = '' }) => `parts/${of}`),
    }));
    const its = `type Thing { id: ID! parts: [Part] @load(from: "shop.parts", by: { of: "id" }) }
      type Part { id: ID! } enum Kind { BIG SMALL }
      extend type Query {
        thing(id: ID!): Thing @load(from: "shop.thing")
        things(kind: Kind!, limit: Int = 7, max: Int!): [Thing] @load(from: "shop.things")
        sampled(id: ID!): Thing @load(from: "shop.sampled")
      }`;
    const { wire, findings, operations } = await asked(source, its, ({ pathname }) => [
      { id: pathname.includes('sampled') ? 's' : 'found' },
    ]);
    expect(wire).toEqual(['/things?kind=BIG&limit=7&max=1', '/sampled/s', '/things/found', '/parts/found']);
    expect(operations.map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ['thing', 'ok'],
      ['things', 'ok'],
      ['sampled', 'ok'],
      ['parts', 'ok'],
    ]);
    expect(findings).toEqual([]);
  });

  test('of a list in pages one page', async () => {
    class Paged extends DataSource {
      static readonly api: Api = { name: 'shop', baseUrl: 'http://127.0.0.1:9/' };
      things = this.pages(
        '[Thing]' as never,
        (_: object, { number }: Page) => ({ path: 'things', query: { page: number } }),
        {
          next: 'number',
          size: 2,
        },
      );
      thing = this.batch('Thing' as never, {
        key: 'id' as never,
        fetch: (ids: readonly string[]) => ({ path: 'things', query: { id: ids.join(',') } }),
      });
    }
    const its =
      'type Thing { id: ID! } extend type Query { things: ThingConnection @load(from: "shop.things") thing(id: ID!): Thing @load(from: "shop.thing") }';
    const { wire, operations } = await asked(Paged, its, () => [{ id: 'a' }, { id: 'b' }]);
    expect(wire).toEqual(['/things?page=1', '/things?id=a']);
    expect(operations).toMatchObject([{ outcome: 'ok', rows: 2 }, { outcome: 'ok' }]);
  });
});

test('a sound API is told of with facts, and names beyond the contract', async () => {
  const answer = { id: 1, name: null, size: 2, colour: 'hunter2' };
  const { sources, findings, recordings } = await asked(one, sdl, () => answer);
  expect(findings).toEqual([]);
  expect(sources).toEqual([
    {
      source: 'shop',
      reached: true,
      auth: 'none',
      operations: [
        {
          operation: 'thing',
          outcome: 'ok',
          elapsedMs: expect.any(Number),
          status: 200,
          mediaType: 'application/json',
          bytes: JSON.stringify(answer).length,
          rows: 1,
          beyond: ['colour'],
          drifts: 0,
        },
      ],
    },
  ]);
  expect(liveText(sources)).toMatch(
    /^shop: reached\n {2}thing {2}ok, \d+ ms, HTTP 200, application\/json, 48 bytes, 1 row; beyond the contract: colour\n$/,
  );
  expect(recordings).toMatchObject([{ file: 'shop.thing.json', fits: true }]);
});

test('the simulators of the atlas answer as its contract says', async () => {
  const simulation = await simulate(await loadProject(atlas, packageFolder), { live: false, without: [] });
  try {
    const { sources, findings, recordings } = await checkLive(simulation.options, { names: [], with: [] });
    expect(findings).toEqual([]);
    expect(sources.map(({ source, operations }) => [source, operations.map(({ outcome }) => outcome)])).toEqual([
      ['currencies', ['ok']],
      ['ecb', ['ok']],
      ['openMeteo', ['ok']],
      ['usgs', ['ok']],
      ['worldbank', ['ok', 'ok']],
    ]);
    expect(recordings.map(({ file, fits }) => [file, fits])).toEqual([
      ['currencies.ofCountry.json', true],
      ['ecb.rate.xml', true],
      ['openMeteo.weather.json', true],
      ['usgs.near.json', true],
      ['worldbank.country.json', true],
      ['worldbank.indicators.xml', true],
    ]);
  } finally {
    await simulation.stop();
  }
});
