import { describe, expect, test } from '@jest/globals';
import { json, record, xml } from './support.ts';

describe('the examples of the design read as they are written', () => {
  test('ECB: one name three deep, the date on the middle one', () => {
    const Rate = record('Rate', {
      code: ['ID!', '@currency'],
      value: ['Decimal!', '@rate'],
      date: ['Date!', '^.@time'],
    });
    const { read, problems } = xml('[Rate]', [Rate], { at: 'Envelope.Cube.Cube.Cube' });
    const body = `<?xml version="1.0" encoding="UTF-8"?>
      <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
        <gesmes:subject>Reference rates</gesmes:subject>
        <Cube><Cube time="2026-11-20"><Cube currency="USD" rate="1.0850"/><Cube currency="JPY" rate="162.10"/></Cube></Cube>
      </gesmes:Envelope>`;
    expect(problems).toEqual([]);
    expect(read(body)).toEqual([
      { code: 'USD', value: '1.0850', date: '2026-11-20' },
      { code: 'JPY', value: '162.10', date: '2026-11-20' },
    ]);
  });

  test('World Bank XML: attribute and text, and a sibling of the parent', () => {
    const Area = record('Area', { id: ['ID!', '@id'], name: ['String!', '.'], iso3: ['ID', '^.countryiso3code'] });
    const Observation = record('Observation', {
      countryCode: ['ID!', 'country.@id'],
      indicator: ['ID!', 'indicator.@id'],
      name: ['String', 'indicator'],
      year: ['Int!', 'date'],
      value: 'Decimal',
      country: 'Area!',
    });
    const { read } = xml('[Observation]', [Observation, Area], { at: 'data.data' });
    const row = (
      value: string,
    ) => `<wb:data><wb:indicator id="SP.POP.TOTL">Population, total</wb:indicator><wb:country id="JP">Japan</wb:country>
      <wb:countryiso3code>JPN</wb:countryiso3code><wb:date>2024</wb:date>${value}<wb:unit/><wb:obs_status/><wb:decimal>0</wb:decimal></wb:data>`;
    const rest = {
      countryCode: 'JP',
      indicator: 'SP.POP.TOTL',
      name: 'Population, total',
      year: 2024,
      country: { id: 'JP', name: 'Japan', iso3: 'JPN' },
    };
    expect(
      read(
        `<wb:data xmlns:wb="http://www.worldbank.org" page="1">${row('<wb:value>123975371</wb:value>')}${row('<wb:value />')}</wb:data>`,
      ),
    ).toEqual([
      { ...rest, value: '123975371' },
      { ...rest, value: null },
    ]);
  });

  test('Open-Meteo: columns, and one place or many', () => {
    const Hour = record('Hour', {
      time: 'LocalDateTime!',
      temperatureC: ['Float', 'temperature_2m'],
      unit: ['String', '^.^.hourly_units.temperature_2m'],
    });
    const Forecast = record('Forecast', {
      temperatureC: ['Float', 'current.temperature_2m'],
      hours: ['[Hour!]', { path: 'hourly', zip: true }],
    });
    const { read } = json('Forecast', [Forecast, Hour], {
      at: { path: '.', lone: true },
      match: { index: 'location_id' },
    });
    const place = (temperature: number, index?: number) => ({
      ...(index === undefined ? {} : { location_id: index }),
      current: { temperature_2m: temperature },
      hourly_units: { temperature_2m: '°C' },
      hourly: { time: ['2026-11-22T00:00', '2026-11-22T01:00'], temperature_2m: [temperature, null] },
    });
    const expected = (temperature: number, $index: number | null) => ({
      temperatureC: temperature,
      hours: [
        { time: '2026-11-22T00:00', temperatureC: temperature, unit: '°C' },
        { time: '2026-11-22T01:00', temperatureC: null, unit: '°C' },
      ],
      $index,
    });
    expect(read(place(7.5))).toEqual([expected(7.5, null)]);
    expect(read([place(7.5), place(8, 1)])).toEqual([expected(7.5, null), expected(8, 1)]);
  });

  test('GeoJSON: fields in the properties, the id beside them', () => {
    const Quake = record(
      'Quake',
      {
        id: ['ID!', '^.id'],
        lon: ['Float!', '^.geometry.coordinates[0]'],
        magnitude: ['Float', 'mag'],
        at: ['DateTime', { path: 'time', format: 'unixMs' }],
      },
      'properties',
    );
    const { read } = json('[Quake]', [Quake], { at: 'features' });
    expect(
      read({
        type: 'FeatureCollection',
        features: [
          { id: 'us7000', properties: { mag: 5.1, time: 1700000000123 }, geometry: { coordinates: [-122.5, 38, 10] } },
        ],
      }),
    ).toEqual([{ id: 'us7000', lon: -122.5, magnitude: 5.1, at: '2023-11-14T22:13:20.123Z' }]);
  });

  test('restcountries: objects keyed by name, and a flat answer regrouped', () => {
    const Language = record('Language', { code: 'ID!', name: ['String!', '.'] });
    const Capital = record('Capital', { name: ['String', 'capital[0]'], lat: ['Float', 'capitalInfo.latlng[0]'] });
    const Country = record('Country', {
      code: ['ID!', 'cca2'],
      languages: ['[Language!]!', { path: 'languages', key: 'code' }],
      capital: ['Capital', '.'],
    });
    const { read } = json('[Country]', [Country, Language, Capital]);
    expect(
      read([
        { cca2: 'JP', languages: { jpn: 'Japanese' }, capital: ['Tokyo'], capitalInfo: { latlng: [35.68, 139.75] } },
        { cca2: 'AQ', capitalInfo: {} },
      ]),
    ).toEqual([
      { code: 'JP', languages: [{ code: 'jpn', name: 'Japanese' }], capital: { name: 'Tokyo', lat: 35.68 } },
      {
        code: 'AQ',
        languages: '! Country.languages: expected a list, got nothing @ $[1].languages',
        capital: { name: null, lat: null },
      },
    ]);
  });

  test('Stripe, Twitter, JSON:API: the parts that are built', () => {
    const Tag = record('Tag', { name: 'ID!', text: ['String', '.'] });
    const Charge = record('Charge', {
      created: ['DateTime!', { format: 'unix' }],
      tags: ['[Tag!]!', { path: 'metadata', key: 'name' }],
    });
    expect(
      json('[Charge]', [Charge, Tag], { at: 'data' }).read({
        data: [{ created: 1700000000, metadata: { order: '6735' } }],
      }),
    ).toEqual([{ created: '2023-11-14T22:13:20.000Z', tags: [{ name: 'order', text: '6735' }] }]);
    const Tweet = record('Tweet', {
      id: 'ID!',
      at: ['DateTime!', { path: 'created_at', format: 'EEE MMM dd HH:mm:ss Z yyyy' }],
    });
    expect(
      json('Tweet', [Tweet]).read('{"id": 1050118621198921728, "created_at": "Wed Oct 10 20:19:24 +0000 2018"}'),
    ).toEqual({ id: '1050118621198921728', at: '2018-10-10T20:19:24+00:00' });
    const Article = record('Article', { id: ['ID!', '^.id'], title: 'String!' }, 'attributes');
    expect(
      json('[Article]', [Article], { at: 'data' }).read({
        data: [{ id: '1', type: 'articles', attributes: { title: 'JSON:API' } }],
      }),
    ).toEqual([{ id: '1', title: 'JSON:API' }]);
  });
});
