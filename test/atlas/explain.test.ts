import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { atlasExample } from '../../src/config/atlas.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { simulate } from '../../src/config/simulate.ts';
import { gotTransport, type Transport } from '../../src/datasources/base/index.ts';
import { createGateway } from '../../src/gateway/create-gateway.ts';
import { silentLog } from '../../src/gateway/log.ts';
import type { Explanation } from '../../src/schema/index.ts';
import type { SimulatedAnswer, SimulatedRequest } from '../../src/simulators/simulator.ts';

const capitals: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync('src/simulators/data/capitals.json', 'utf8'),
);
const codes = Object.keys(capitals);
const listed = 'query ($codes: [ID!]!)';

/** Ten queries, each with its variables. */
const queries: Readonly<Record<string, readonly [query: string, variables?: Readonly<Record<string, unknown>>]>> = {
  'one field': ['{ country(code: "JP") { name } }'],
  'the example': [atlasExample],
  aliases: ['{ a: country(code: "JP") { name } b: country(code: "FR") { name } c: country(code: "JP") { code } }'],
  'a list by keys': [`${listed} { countries(codes: $codes) { name } }`, { codes: codes.slice(0, 12) }],
  'a batch larger than a request': [
    `${listed} { countries(codes: $codes) { code indicators(ids: ["SP.POP.TOTL"], years: 1) { value } } }`,
    { codes: codes.slice(0, 60) },
  ],
  'joins over a batch': [
    `${listed} { countries(codes: $codes) { currencies { rate { value } } capital { weather { temperatureC } } } }`,
    { codes: codes.slice(0, 55) },
  ],
  'one request for several arguments': [
    '{ country(code: "US") { currencies { eur: rate { value } usd: rate(base: "USD") { value } } } }',
  ],
  'calls that cannot be batched': [
    `${listed} { countries(codes: $codes) { capital { earthquakes(limit: 1) { id } } } }`,
    { codes: codes.slice(0, 8) },
  ],
  'a join below two fields': [
    `${listed} { countries(codes: $codes) { currencies { rate { date } } } country(code: "DE") { currencies { rate { date } } } }`,
    { codes: codes.slice(0, 5) },
  ],
  'a fragment, and what is left out': [
    `query ($codes: [ID!]!, $no: Boolean = false) { countries(codes: $codes) { ...F capital @include(if: $no) { weather { windKmh } } } }
     fragment F on Country { name indicators(ids: ["NY.GDP.MKTP.CD"]) { year } }`,
    { codes: codes.slice(0, 3) },
  ],
};

/** What is done, as `extensions.explain` tells it. */
interface Explained {
  readonly plan: Explanation;
  readonly calls: readonly { readonly call: string; readonly attempts: number; readonly outcome: string }[];
  readonly batches: readonly { readonly call: string; readonly keys: number }[];
  readonly total: { readonly calls: number; readonly attempts: number };
}

type Spoil = (source: string, request: SimulatedRequest) => SimulatedAnswer | undefined;

/** Counts what is sent, whatever becomes of it. */
const counting = (wire: string[]): Transport => {
  const real = gotTransport();
  return {
    send(request, signal) {
      wire.push(request.url.host);
      return real.send(request, signal);
    },
    close: () => real.close(),
  };
};

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of open.splice(0).reverse()) await stop();
});

/** The atlas, with simulators that answer as `spoil` says, or else as ever. */
const spoiltAtlas = async (spoil: Spoil = () => undefined) => {
  const { options, simulators } = await loadConfig(resolve('breakwater.config.ts'));
  const spoilt = simulators.map((simulator) => ({
    ...simulator,
    answer: (request: SimulatedRequest) => spoil(simulator.name, request) ?? simulator.answer(request),
  }));
  const simulation = await simulate({ options, simulators: spoilt }, { live: false, without: [] });
  const sent: string[] = [];
  const transport = counting(sent);
  const gateway = createGateway({ ...simulation.options, log: silentLog, transport });
  open.push(async () => {
    await gateway.stop();
    transport.close();
    await simulation.stop();
  });
  const wire = () => Object.fromEntries([...simulation.wire].map(([source, lines]) => [source, lines.length]));
  return { gateway, wire, sent };
};

type Spoilt = Awaited<ReturnType<typeof spoiltAtlas>>;

const ask = async ({ gateway }: Spoilt, name: string, drill?: string): Promise<Explained> => {
  const [query, variables = {}] = queries[name] ?? [''];
  const headers = { 'breakwater-explain': '1', ...(drill ? { 'breakwater-drill': drill } : {}) };
  const { extensions } = await gateway.execute({ query, variables, headers });
  return extensions?.['explain'] as Explained;
};

const sumBy = (calls: Explained['calls']): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...Map.groupBy(calls, ({ call }) => call.split('.')[0] ?? '')].map(([source, its]) => [
      source,
      its.reduce((total, { attempts }) => total + attempts, 0),
    ]),
  );

const atMost = (actual: number, bound: number | 'unbounded'): boolean => bound === 'unbounded' || actual <= bound;

/** Whatever happened, it was within what the plan said, in all and for each operation of a source. */
const expectWithin = ({ plan, calls, total }: Explained): void => {
  expect(plan.worst.attempts).toBeLessThanOrEqual(plan.attemptsAllowed);
  expect([plan.worst, total, atMost(total.calls, plan.worst.calls)]).toEqual([plan.worst, total, true]);
  expect([plan.worst, total, total.attempts <= plan.worst.attempts]).toEqual([plan.worst, total, true]);
  for (const [call, made] of Map.groupBy(calls, (each) => each.call)) {
    const planned = plan.waves.flat().filter((each) => each.call === call);
    expect(planned).not.toEqual([]);
    const bound = (pick: (each: (typeof planned)[number]) => number | 'unbounded') =>
      planned
        .map(pick)
        .reduce<number | 'unbounded'>((a, b) => (a === 'unbounded' || b === 'unbounded' ? 'unbounded' : a + b), 0);
    const attempts = made.reduce((all, each) => all + each.attempts, 0);
    expect({
      call,
      calls: made.length,
      within: atMost(
        made.length,
        bound(({ worst }) => worst.calls),
      ),
    }).toMatchObject({ within: true });
    expect({
      call,
      attempts,
      within: atMost(
        attempts,
        bound(({ worst }) => worst.attempts),
      ),
    }).toMatchObject({ within: true });
  }
};

const names = Object.keys(queries);

/** Turns the first answers of each source into failures. */
const flaky = (times: number): Spoil => {
  const left = new Map<string, number>();
  return (source) => {
    const now = left.get(source) ?? times;
    left.set(source, now - 1);
    return now > 0 ? { status: 500, body: 'no' } : undefined;
  };
};

/** Refuses whatever is asked for together, so that batches are searched for the key that is to blame. */
const picky: Spoil = (_source, { path, query }) =>
  /country\/[^/]*(;|%3B)/i.test(path) || (query.get('latitude') ?? '').includes(',')
    ? { status: 400, body: 'one at a time' }
    : undefined;

describe('when sources fail', () => {
  test.each(names)('%s: attempts are counted as the wire counts them, within the worst case', async (name) => {
    const atlas = await spoiltAtlas(flaky(2));
    const explained = await ask(atlas, name);
    expect(explained.total.attempts).toBe(atlas.sent.length);
    expect(atlas.wire()).toMatchObject(sumBy(explained.calls));
    expect(explained.total.attempts).toBeGreaterThan(explained.total.calls);
    expectWithin(explained);
  });

  test.each(names)('%s: a source that is down for good stays within the worst case', async (name) => {
    const atlas = await spoiltAtlas((source) => (source === 'worldbank' ? undefined : { status: 503, body: '' }));
    const explained = await ask(atlas, name);
    expect(explained.total.attempts).toBe(atlas.sent.length);
    expectWithin(explained);
  });

  test.each(names)('%s: the search for refused keys stays within the worst case', async (name) => {
    const atlas = await spoiltAtlas(picky);
    const explained = await ask(atlas, name);
    expect(atlas.wire()).toMatchObject(sumBy(explained.calls));
    expectWithin(explained);
  });

  test.each(names)('%s: drilled retries stay within the worst case', async (name) => {
    const atlas = await spoiltAtlas();
    const explained = await ask(atlas, name, 'worldbank=E1,ecb=down,openMeteo=failing,currencies=down,usgs=failing');
    expect(explained.total.attempts).toBeGreaterThan(0);
    expectWithin(explained);
  });
});

describe('when nothing fails', () => {
  test.each(names)('%s: calls are as many as the wire counts, and no more than planned', async (name) => {
    const atlas = await spoiltAtlas();
    const explained = await ask(atlas, name);
    expect(explained.total.attempts).toBe(atlas.sent.length);
    expect(atlas.wire()).toMatchObject(sumBy(explained.calls));
    expect({ total: explained.total.calls, within: atMost(explained.total.calls, explained.plan.calls) }).toMatchObject(
      { within: true },
    );
    expectWithin(explained);
  });

  test('the plan of batches is what is sent, where their sizes are known', async () => {
    const atlas = await spoiltAtlas();
    const { plan, total, batches } = await ask(atlas, 'a batch larger than a request');
    expect([plan.calls, total.calls]).toEqual([4, 4]);
    expect(batches).toEqual([
      { call: 'worldbank.country', keys: 60, fresh: 0, stale: 0 },
      { call: 'worldbank.indicators', keys: 60, fresh: 0, stale: 0 },
    ]);
  });
});
