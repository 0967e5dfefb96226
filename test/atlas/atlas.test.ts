import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { atlasExample } from '../../src/config/atlas.ts';
import { type Atlas, openAtlas } from './atlas.ts';

const countries: readonly {
  readonly cca2: string;
  readonly capital: readonly string[];
  readonly currencies: object;
}[] = JSON.parse(readFileSync('src/simulators/data/countries.json', 'utf8'));
const capitals: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync('src/simulators/data/capitals.json', 'utf8'),
);
/** Codes that every one of the APIs knows. */
const codes = countries.filter(({ cca2, capital }) => capital.length > 0 && cca2 in capitals).map(({ cca2 }) => cca2);

const japan = `{ country(code: "JP") { name currencies { code rate(base: "USD") { value date } } capital { weather { temperatureC } }
  indicators(ids: ["NY.GDP.MKTP.CD"]) { year value } } }`;

let atlas: Atlas | undefined;
afterEach(async () => {
  await atlas?.stop();
  atlas = undefined;
});

describe('when an API is down', () => {
  const answered = {
    currencies: { currencies: null },
    ecb: { currencies: [{ code: 'JPY', rate: null }] },
    openMeteo: { capital: { weather: null } },
  };

  for (const [source, dark] of Object.entries(answered)) {
    test(`all but what ${source} answers is there, in time, and the error names it`, async () => {
      atlas = await openAtlas([source]);
      const start = performance.now();
      const { data, errors } = await atlas.gateway.execute({ query: japan });
      expect(performance.now() - start).toBeLessThan(5_000);
      expect(data).toMatchObject({ country: { name: 'Japan', ...dark } });
      expect(errors?.map(({ extensions }) => extensions)).toEqual([
        { code: 'UPSTREAM_UNREACHABLE', source, retryable: true, sent: 'no', requestId: expect.any(String) },
      ]);
      expect([...atlas.wire.keys()]).not.toContain(source);
    });
  }

  test('a country that does not exist is null, without an error', async () => {
    atlas = await openAtlas();
    expect(await atlas.gateway.execute({ query: '{ country(code: "XX") { name } }' })).toEqual({
      data: { country: null },
    });
  });

  test('a country that does not exist costs the others nothing but a few calls', async () => {
    atlas = await openAtlas();
    const asked = [...codes.slice(0, 40), 'XX'];
    const { data, errors } = await atlas.gateway.execute({
      query: 'query ($codes: [ID!]!) { countries(codes: $codes) { code } }',
      variables: { codes: asked },
    });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ countries: [...codes.slice(0, 40).map((code) => ({ code })), null] });
    expect(atlas.wire.get('worldbank')?.length).toBeLessThanOrEqual(17);
  });

  test('a code that would escape its path is refused unsent', async () => {
    atlas = await openAtlas();
    const { data, errors } = await atlas.gateway.execute({
      query: '{ countries(codes: ["../admin", "FR"]) { name } }',
    });
    expect(data).toEqual({ countries: [null, { name: 'France' }] });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.['code'], extensions?.['sent']])).toEqual([
      [['countries', 0], 'BAD_USER_INPUT', 'no'],
    ]);
    expect(atlas.wire.get('worldbank')).toEqual(['GET /v2/country/FR?format=json&per_page=1']);
  });
});

describe('one query over five APIs', () => {
  test('the example of the banner answers from all of them', async () => {
    atlas = await openAtlas();
    const { data, errors } = await atlas.gateway.execute({ query: atlasExample });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      country: {
        name: 'Japan',
        flag: '🇯🇵',
        currencies: [
          {
            code: 'JPY',
            name: 'Japanese yen',
            rate: { value: expect.stringMatching(/^\d+\.\d+$/), date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
          },
        ],
        capital: {
          name: 'Tokyo',
          weather: { temperatureC: expect.any(Number), windKmh: expect.any(Number) },
          earthquakes: [expect.anything(), expect.anything(), expect.anything()],
        },
        indicators: [2024, 2023, 2022, 2021, 2020].map((year) => ({
          year,
          value: expect.stringMatching(/^\d+(\.\d+)?$/),
        })),
      },
    });
    expect([...atlas.wire.values()].map((wire) => wire.length).sort((a, b) => a - b)).toEqual([1, 1, 1, 1, 2]);
  });

  test('sixty countries cost each API as few calls as it allows', async () => {
    expect(codes.length).toBeGreaterThanOrEqual(60);
    atlas = await openAtlas();
    const { data, errors } = await atlas.gateway.execute({
      query: `query ($codes: [ID!]!) { countries(codes: $codes) { code name currencies { code rate { value } } capital { name weather { temperatureC } }
        indicators(ids: ["NY.GDP.MKTP.CD", "SP.POP.TOTL"]) { indicator year value } } }`,
      variables: { codes: codes.slice(0, 60) },
    });
    expect(errors).toBeUndefined();
    const rows = (data as { readonly countries: readonly Readonly<Record<string, unknown>>[] }).countries;
    expect(rows.map(({ code }) => code)).toEqual(codes.slice(0, 60));
    for (const row of rows)
      expect(row).toMatchObject({
        name: expect.any(String),
        capital: { name: expect.any(String), weather: { temperatureC: expect.any(Number) } },
      });
    expect(rows.every(({ indicators }) => Array.isArray(indicators) && indicators.length === 10)).toBe(true);
    const calls = Object.fromEntries([...atlas.wire].map(([source, wire]) => [source, wire.length]));
    const indicatorCalls = atlas.wire.get('worldbank')?.filter((line) => line.includes('/indicator/')).length;
    expect({ ...calls, indicatorCalls }).toEqual({
      worldbank: 4,
      indicatorCalls: 2,
      currencies: 1,
      ecb: 1,
      openMeteo: 2,
      usgs: 0,
    });
  });

  test('rates against several bases come from one document', async () => {
    atlas = await openAtlas();
    const { data } = await atlas.gateway.execute({
      query:
        '{ country(code: "US") { currencies { eur: rate { value } usd: rate(base: "USD") { value } no: rate(base: "XXX") { value } } } }',
    });
    expect(data).toMatchObject({
      country: { currencies: [{ eur: { value: expect.stringMatching(/^1\.\d+/) }, usd: { value: '1' }, no: null }] },
    });
    expect(atlas.wire.get('ecb')).toHaveLength(1);
  });
});
