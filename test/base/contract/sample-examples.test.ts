import { describe, expect, test } from '@jest/globals';
import { made, sampled } from './sample-support.ts';
import { type ReadingOptions, reading, record, type Spec } from './support.ts';

type Fields = Readonly<Record<string, Spec>>;

const area: Fields = { id: ['ID!', '@id'], name: ['String!', '.'], iso3: ['ID', '^.countryiso3code'] };
const observation: Fields = {
  countryCode: ['ID!', 'country.@id'],
  indicator: ['ID!', 'indicator.@id'],
  name: ['String', 'indicator'],
  year: ['Int!', 'date'],
  value: 'Decimal',
};

/** The examples of the design, each with rows that might be asked for. */
const examples: readonly (readonly [
  string,
  'json' | 'xml',
  string,
  ReturnType<typeof record>[],
  ReadingOptions,
  object[],
])[] = [
  [
    'ECB: one name three deep, the date on the middle one',
    'xml',
    '[Rate]',
    [record('Rate', { code: ['ID!', '@currency'], value: ['Decimal!', '@rate'], date: ['Date!', '^.@time'] })],
    { at: 'Envelope.Cube.Cube.Cube' },
    [{ code: 'USD' }, { code: 'JPY', value: '162.10' }],
  ],
  [
    'World Bank XML: attribute and text, and a sibling of the parent',
    'xml',
    '[Observation]',
    [record('Observation', { ...observation, country: 'Area!' }), record('Area', area)],
    { at: 'data.data' },
    [{ countryCode: 'JP', year: 2024 }, { countryCode: 'JP', year: 2023 }, { countryCode: 'CH' }],
  ],
  [
    'Open-Meteo: columns, and one place or many',
    'json',
    'Forecast',
    [
      record('Forecast', {
        temperatureC: ['Float', 'current.temperature_2m'],
        hours: ['[Hour!]', { path: 'hourly', zip: true }],
      }),
      record('Hour', {
        time: 'LocalDateTime!',
        temperatureC: ['Float', 'temperature_2m'],
        unit: ['String', '^.^.hourly_units.temperature_2m'],
      }),
    ],
    { at: { path: '.', lone: true }, match: { index: 'location_id' } },
    [{ temperatureC: 7.5 }, { temperatureC: 8 }],
  ],
  [
    'GeoJSON: fields in the properties, the id beside them',
    'json',
    '[Quake]',
    [
      record(
        'Quake',
        {
          id: ['ID!', '^.id'],
          lon: ['Float!', '^.geometry.coordinates[0]'],
          magnitude: ['Float', 'mag'],
          at: ['DateTime', { path: 'time', format: 'unixMs' }],
        },
        'properties',
      ),
    ],
    { at: 'features' },
    [{ id: 'us7000' }, { id: 'us7001', at: '2023-11-14T22:13:20.123Z' }],
  ],
  [
    'restcountries: objects keyed by name, and a flat answer regrouped',
    'json',
    '[Country]',
    [
      record('Country', {
        code: ['ID!', 'cca2'],
        languages: ['[Language!]!', { path: 'languages', key: 'code' }],
        capital: ['Capital', '.'],
      }),
      record('Language', { code: 'ID!', name: ['String!', '.'] }),
      record('Capital', { name: ['String', 'capital[0]'], lat: ['Float', 'capitalInfo.latlng[0]'] }),
    ],
    {},
    [{ code: 'JP' }, { code: 'AQ' }],
  ],
  [
    'Stripe: an object of names, and epoch seconds',
    'json',
    '[Charge]',
    [
      record('Charge', {
        created: ['DateTime!', { format: 'unix' }],
        tags: ['[Tag!]!', { path: 'metadata', key: 'name' }],
      }),
      record('Tag', { name: 'ID!', text: ['String', '.'] }),
    ],
    { at: 'data' },
    [{ created: '2023-11-14T22:13:20.000Z' }, {}],
  ],
  [
    'Twitter: dates by a pattern',
    'json',
    'Tweet',
    [record('Tweet', { id: 'ID!', at: ['DateTime!', { path: 'created_at', format: 'EEE MMM dd HH:mm:ss Z yyyy' }] })],
    {},
    [{ id: '1050118621198921728', at: '2018-10-10T20:19:24+00:00' }],
  ],
  [
    'JSON:API: fields in the attributes',
    'json',
    '[Article]',
    [record('Article', { id: ['ID!', '^.id'], title: 'String!' }, 'attributes')],
    { at: 'data' },
    [{ id: '1' }, { id: '2' }],
  ],
];

describe('the examples of the design can be made', () => {
  test.each(examples)('%s', (_name, format, ref, shapes, options, rows) => {
    const { body, records } = made(sampled(format, ref, shapes, rows as Readonly<Record<string, string>>[], options));
    expect(records).toEqual(rows.map((row) => expect.objectContaining(row)));
    const read = reading(format, ref, shapes, options).read(body);
    expect([read].flat()).toEqual(records);
    expect(JSON.stringify(read)).not.toMatch(/null|"! /);
  });
});
