import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { drillAliases, drillNames, drillOf } from '../../src/faults/drill-names.ts';
import { OptionsError } from '../../src/gateway/options.ts';
import { type JsonApi, openThings } from '../schema/asked.ts';
import { looseSource } from '../schema/loose-source.ts';

const scaled = { timeouts: { totalMs: 1_600, attemptMs: 500 }, retry: { baseMs: 5, capMs: 10 } };
const source = (name: string, type: string) =>
  looseSource(name, ({ get }) => ({ thing: get(type, () => 'thing') }), scaled);
const graph = {
  sources: [source('sick', 'Sick'), source('well', 'Well')],
  typeDefs: `type Sick { id: ID!  name: String }  type Well { id: ID!  name: String }
extend type Query { sick: Sick @load(from: "sick.thing")  well: Well @load(from: "well.thing") }`,
};

const things = openThings();
let api: JsonApi;

beforeEach(async () => {
  api = await things.api(() => ({ id: 1, name: 'one' }));
});
afterEach(() => things.end());

const gateway = (more: object = {}) =>
  things.gateway({ ...graph, baseUrls: { sick: api.baseUrl, well: api.baseUrl }, ...more });
const ask = async (its: ReturnType<typeof gateway>, drill?: string) => {
  const { data, errors } = await its.execute({
    query: '{ sick { name } well { name } }',
    headers: drill === undefined ? {} : { 'breakwater-drill': drill },
  });
  return { data, codes: (errors ?? []).map(({ extensions }) => extensions?.['code']) };
};
const one = { name: 'one' };

describe('a drill', () => {
  test('makes one source fail for one request, and all others answer', async () => {
    const its = gateway();
    expect(await ask(its, 'sick=down')).toEqual({ data: { sick: null, well: one }, codes: ['UPSTREAM_UNREACHABLE'] });
    expect(await ask(its)).toEqual({ data: { sick: one, well: one }, codes: [] });
  });

  test.each([
    ['slow', 'UPSTREAM_TIMEOUT'],
    ['M7', 'UPSTREAM_TIMEOUT'],
    ['m7', 'UPSTREAM_TIMEOUT'],
    ['untrusted', 'UPSTREAM_TLS_ERROR'],
    ['outage', 'UPSTREAM_UNREACHABLE'],
    ['throttled', 'UPSTREAM_RATE_LIMITED'],
    ['failing', 'UPSTREAM_ERROR'],
    ['garbage', 'UPSTREAM_MALFORMED'],
    ['truncated', 'UPSTREAM_BAD_RESPONSE'],
    ['endless', 'UPSTREAM_RESPONSE_TOO_LARGE'],
  ])('%s is seen as %s', async (drill, code) => {
    expect(await ask(gateway(), `sick=${drill}`)).toEqual({ data: { sick: null, well: one }, codes: [code] });
  });

  test('of the whole process is for every request; a header adds to it', async () => {
    const its = gateway({ drill: 'sick=S3' });
    expect(await ask(its)).toEqual({ data: { sick: null, well: one }, codes: ['UPSTREAM_FORBIDDEN'] });
    expect((await ask(its, 'well=S3')).codes).toEqual(['UPSTREAM_FORBIDDEN', 'UPSTREAM_FORBIDDEN']);
  });

  test('is not answered from what is kept, and leaves nothing behind', async () => {
    const its = gateway();
    await ask(its);
    for (let i = 0; i < 6; i += 1) expect((await ask(its, 'sick=failing')).data).toEqual({ sick: null, well: one });
    // Neither an open circuit, nor a kept failure.
    expect(await ask(its)).toEqual({ data: { sick: one, well: one }, codes: [] });
  });

  test('of an outage lets what is kept stand in, and says so', async () => {
    const its = gateway();
    await ask(its);
    const { data, errors, extensions } = await its.execute({
      query: '{ sick { name } well { name } }',
      headers: { 'breakwater-drill': 'sick=outage' },
    });
    expect({ data, errors }).toEqual({ data: { sick: one, well: one }, errors: undefined });
    expect(extensions?.['sources']).toEqual({
      sick: { stale: true, ageMs: expect.any(Number), reason: 'UPSTREAM_UNREACHABLE' },
    });
  });

  test('gives each source its own answer, also where their paths are alike', async () => {
    const other = await things.api(() => ({ id: 2, name: 'two' }));
    const its = gateway({ baseUrls: { sick: api.baseUrl, well: other.baseUrl } });
    for (let i = 0; i < 5; i += 1)
      expect((await ask(its, 'sick=E4,well=E4')).data).toEqual({ sick: one, well: { name: 'two' } });
  });

  test('begins anew with each request: what happens once happens to each', async () => {
    const its = gateway();
    for (let i = 0; i < 8; i += 1) expect((await ask(its, 'sick=down')).codes).toEqual(['UPSTREAM_UNREACHABLE']);
  });

  test('of garbage is garbage in the language of the source', async () => {
    const old = await things.api((_url, _request, response) => {
      response.setHeader('content-type', 'application/xml');
      response.end('<sick><name>one</name></sick>');
    });
    const xml = looseSource('sick', ({ get }) => ({ thing: get('Sick', () => 'thing', { at: 'sick' }) }), {
      ...scaled,
      format: 'xml',
    });
    const its = gateway({
      sources: [xml, source('well', 'Well')],
      typeDefs: graph.typeDefs.replace('id: ID!  name', 'name'),
      baseUrls: { sick: old.baseUrl, well: api.baseUrl },
    });
    expect((await ask(its)).codes).toEqual([]);
    expect((await ask(its, 'sick=garbage,well=garbage')).codes).toEqual(['UPSTREAM_MALFORMED', 'UPSTREAM_MALFORMED']);
  });

  test('every alias stands for something that can be drilled', () => {
    for (const [alias, id] of Object.entries(drillAliases)) expect([alias, drillOf(alias)?.id]).toEqual([alias, id]);
    expect(drillNames().length).toBeGreaterThan(70);
  });
});

describe('a drill is refused', () => {
  test.each([
    ['sick', 'A drill is spelled SOURCE=FAILURE, like ecb=slow, not "sick".'],
    ['sik=slow', 'There is no source "sik". Did you mean "sick"? There are: sick, well.'],
    ['sick=slo', /^There is no drill "slo". Did you mean "slow"\? There are: /],
    ['sick=Z6', /^There is no drill "Z6"\./],
    ['sick=B13', /^There is no drill "B13"\./],
    ['sick=slow, sick=S3', 'There are two drills for sick, and it can fail in one way at a time.'],
    ['sick=E13', 'E13 cannot be rehearsed with sick: it answers in JSON.'],
  ])('%s, in a sentence', async (drill, sentence) => {
    const its = gateway();
    const { errors } = await its.execute({ query: '{ sick { name } }', headers: { 'breakwater-drill': drill } });
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_REQUEST');
    const said = errors?.[0]?.message.replace('The header breakwater-drill: ', '');
    expect(said).toEqual(typeof sentence === 'string' ? sentence : expect.stringMatching(sentence));
    expect(() => gateway({ drill })).toThrow(OptionsError);
  });

  test('in production, both as a header and as an option', async () => {
    const its = gateway({ production: true, log: { debug() {}, info() {}, warn() {}, error() {} } });
    const { errors } = await its.execute({ query: '{ well { name } }', headers: { 'breakwater-drill': 'sick=down' } });
    const sentence =
      'The header breakwater-drill is for development: this gateway is in production, or serves more than this machine.';
    expect(errors?.[0]?.message).toBe(sentence);
    const open = gateway({ host: '0.0.0.0' });
    const refused = await open.execute({ query: '{ well { name } }', headers: { 'breakwater-drill': 'sick=down' } });
    expect(refused.errors?.[0]?.message).toBe(sentence);
    expect(() => gateway({ production: true, drill: 'sick=down' })).toThrow(
      'drill is for development: this gateway is in production.',
    );
  });

  test.each(['0.0.0.0', '::', '192.0.2.1', 'gateway.example'])(
    'as an option of a gateway that others may reach: %s',
    (host) => {
      expect(() => gateway({ host, drill: 'sick=down' })).toThrow(
        `drill is for this machine alone: this gateway binds "${host}", which others may reach.`,
      );
      expect(() => gateway({ host })).not.toThrow();
      for (const own of ['127.0.0.1', '::1', 'localhost'])
        expect(() => gateway({ host: own, drill: 'sick=down' })).not.toThrow();
    },
  );
});
