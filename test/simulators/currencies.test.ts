import { describe, expect, test } from '@jest/globals';
import { simulator } from '../../src/simulators/currencies.ts';
import { simulator as worldbank } from '../../src/simulators/worldbank.ts';
import { ask, askJson } from './ask.ts';

interface Country {
  cca2: string;
  name: { common: string; official: string };
  capital: string[];
  currencies: Record<string, { name: string; symbol: string }>;
}

describe('when it fails', () => {
  test('another file is not found', async () => {
    expect((await ask(simulator, 'countries.xml')).status).toBe(404);
  });
});

describe('countries.json', () => {
  test('is plain text by its header and an array of 250 countries by its content', async () => {
    const { type, text } = await ask(simulator, 'countries.json');
    expect(type).toBe('text/plain; charset=utf-8');
    expect(JSON.parse(text)).toHaveLength(250);
    expect(text.length).toBeLessThan(150_000);
  });

  test('keeps the shape of mledoze', async () => {
    const countries = await askJson<Country[]>(simulator, 'countries.json');
    expect(countries.find(({ cca2 }) => cca2 === 'JP')).toEqual({
      name: { common: 'Japan', official: 'Japan' },
      cca2: 'JP',
      cca3: 'JPN',
      currencies: { JPY: { name: 'Japanese yen', symbol: '¥' } },
      capital: ['Tokyo'],
      region: 'Asia',
      subregion: 'Eastern Asia',
      latlng: [36, 138],
      area: 377930,
    });
  });

  test('has no currency for Antarctica and several for some', async () => {
    const countries = await askJson<Country[]>(simulator, 'countries.json');
    const count = (code: string) => Object.keys(countries.find(({ cca2 }) => cca2 === code)?.currencies ?? {}).length;
    expect(count('AQ')).toBe(0);
    expect(count('PA')).toBe(2);
  });

  test('and the World Bank together give at least 60 countries a name, a capital with its place, and a currency', async () => {
    const countries = await askJson<Country[]>(simulator, 'countries.json');
    const withCurrency = new Set(
      countries.filter(({ currencies }) => Object.keys(currencies).length > 0).map(({ cca2 }) => cca2),
    );
    const [, rows] = await askJson<[unknown, Record<string, string>[]]>(worldbank, 'country?format=json&per_page=300');
    const complete = rows.filter(
      (row) =>
        row['name'] !== '' &&
        row['capitalCity'] !== '' &&
        row['latitude'] !== '' &&
        row['longitude'] !== '' &&
        withCurrency.has(row['iso2Code'] ?? ''),
    );
    expect(complete.length).toBeGreaterThanOrEqual(60);
  });
});
