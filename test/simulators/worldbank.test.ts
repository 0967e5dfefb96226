import { describe, expect, test } from '@jest/globals';
import type { Economy } from '../../src/simulators/worldbank/economies.ts';
import { simulator } from '../../src/simulators/worldbank.ts';
import { ask, askJson } from './ask.ts';

type Countries = [meta: Record<string, unknown>, rows: Economy[]];

const invalid = [
  { message: [{ id: '120', key: 'Invalid value', value: 'The provided parameter value is not valid' }] },
];

describe('when it fails', () => {
  test.each([
    'country/ZZ?format=json',
    'country/JP;ZZ?format=json',
    'country/JP;?format=json',
    'region/XXX/country?format=json',
    'country?format=json&per_page=0',
    'country?format=json&page=none',
    'country/JP/indicator/SP.POP.TOTL;NY.GDP.MKTP.CD?format=json',
    'country/ZZ/indicator/SP.POP.TOTL?format=json',
    'country/JP/indicator/SP.POP.TOTL?format=json&date=lately',
    'country/JP/indicator/SP.POP.TOTL?format=json&mrv=0',
  ])('%s answers 200 with a message instead of rows', async (path) => {
    const { status, text } = await ask(simulator, path);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual(invalid);
  });

  test('an unknown indicator answers 200 with an error document that has a byte order mark', async () => {
    const { status, type, bytes, text } = await ask(simulator, 'country/IT/indicator/NO.SUCH');
    expect(status).toBe(200);
    expect(type).toBe('text/xml; charset=utf-8');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(text).toContain('<wb:error xmlns:wb="http://www.worldbank.org">');
    expect(text).toContain('<wb:message id="175" key="Invalid format">The indicator was not found.');
  });

  test('indicators are upper case only', async () => {
    expect((await ask(simulator, 'country/IT/indicator/sp.pop.totl')).text).toContain('id="175"');
  });

  test.each(['', 'countries', 'country/JP/capital', 'country/JP/indicator/SP.POP.TOTL/more', 'region/EAS'])(
    'the path "%s" is not found',
    async (path) => {
      expect((await ask(simulator, path)).status).toBe(404);
    },
  );

  test('a path that cannot be decoded is an unknown code, not a crash', async () => {
    expect((await ask(simulator, 'country/%E0%A4%A?format=json')).text).toBe(JSON.stringify(invalid));
  });

  test('other methods than GET are refused', async () => {
    expect((await ask(simulator, 'country/JP', 'POST')).status).toBe(405);
  });
});

describe('countries', () => {
  test('one country is a list of one, all of it strings', async () => {
    expect(await askJson<Countries>(simulator, 'country/BR?format=json')).toEqual([
      { page: 1, pages: 1, per_page: '50', total: 1 },
      [
        {
          id: 'BRA',
          iso2Code: 'BR',
          name: 'Brazil',
          region: { id: 'LCN', iso2code: 'ZJ', value: 'Latin America & Caribbean ' },
          adminregion: { id: 'LAC', iso2code: 'XJ', value: 'Latin America & Caribbean (excluding high income)' },
          incomeLevel: { id: 'UMC', iso2code: 'XT', value: 'Upper middle income' },
          lendingType: { id: 'IBD', iso2code: 'XF', value: 'IBRD' },
          capitalCity: 'Brasilia',
          longitude: '-47.88',
          latitude: '-15.79',
        },
      ],
    ]);
  });

  test('codes of two and three letters, in any case, come back once, upper case and in the order of ids', async () => {
    const [meta, rows] = await askJson<Countries>(simulator, 'country/jp%3Bdeu;JPN;xk?format=json');
    expect(meta['total']).toBe(3);
    expect(rows.map(({ id, iso2Code }) => `${id} ${iso2Code}`)).toEqual(['DEU DE', 'JPN JP', 'XKX XK']);
  });

  test('what is unknown is an empty string', async () => {
    const [, [row]] = await askJson<Countries>(simulator, 'country/JG?format=json');
    expect(row).toMatchObject({ name: 'Channel Islands', capitalCity: '', longitude: '', latitude: '' });
    expect(row?.adminregion).toEqual({ id: '', iso2code: '', value: '' });
  });

  test('all of them fill five pages of fifty', async () => {
    const [meta, rows] = await askJson<Countries>(simulator, 'country/all?format=json&page=5');
    expect(meta).toEqual({ page: 5, pages: 5, per_page: '50', total: 217 });
    expect(rows).toHaveLength(17);
    expect(await askJson<Countries>(simulator, 'country?format=json&page=5')).toEqual([meta, rows]);
  });

  test('a page past the end is empty', async () => {
    const [, rows] = await askJson<Countries>(simulator, 'country/JP?format=json&page=2');
    expect(rows).toEqual([]);
  });

  test('a region lists its members', async () => {
    const [meta, rows] = await askJson<Countries>(simulator, 'region/EAS/country?format=json&per_page=100');
    expect(meta).toEqual({ page: 1, pages: 1, per_page: '100', total: 37 });
    expect(new Set(rows.map(({ region }) => region.value))).toEqual(new Set(['East Asia & Pacific']));
  });

  test('XML is the default, with paging in attributes and empty elements for what is unknown', async () => {
    const { text } = await ask(simulator, 'country/JG');
    expect(text).toContain(
      '<wb:countries page="1" pages="1" per_page="50" total="1" xmlns:wb="http://www.worldbank.org">',
    );
    expect(text).toContain('<wb:region id="ECS" iso2code="Z7">Europe &amp; Central Asia</wb:region>');
    expect(text).toContain('<wb:capitalCity />');
  });

  test('more than 200 have a name, a capital and its coordinates, all within range', async () => {
    const [, rows] = await askJson<Countries>(simulator, 'country?format=json&per_page=300');
    const full = rows.filter(({ name, capitalCity, latitude }) => name !== '' && capitalCity !== '' && latitude !== '');
    expect(full.length).toBeGreaterThan(200);
    for (const { latitude, longitude } of full) {
      expect(Math.abs(Number(latitude))).toBeLessThanOrEqual(90);
      expect(Math.abs(Number(longitude))).toBeLessThanOrEqual(180);
    }
  });
});

describe('indicators', () => {
  test('a row has the elements of the recorded answer, in its order', async () => {
    const { text } = await ask(simulator, 'country/IT/indicator/NY.GDP.MKTP.CD?mrv=1');
    expect(text).toMatch(
      /^<\?xml version="1.0" encoding="utf-8"\?>\n<wb:data page="1" pages="1" per_page="50" total="1" /,
    );
    expect(text).toMatch(/ lastupdated="\d{4}-\d\d-\d\d" xmlns:wb="http:\/\/www.worldbank.org">/);
    expect(text.replace(/(<wb:value>)[\d.]+/, '$1').replace(/\n\s*/g, '')).toContain(
      '<wb:data><wb:indicator id="NY.GDP.MKTP.CD">GDP (current US$)</wb:indicator><wb:country id="IT">Italy</wb:country>' +
        '<wb:countryiso3code>ITA</wb:countryiso3code><wb:date>2024</wb:date><wb:value></wb:value><wb:unit />' +
        '<wb:obs_status /><wb:decimal>0</wb:decimal></wb:data>',
    );
  });

  test('a missing value is an empty element in XML and null in JSON', async () => {
    const path = 'country/KP/indicator/NY.GDP.MKTP.CD?mrv=1';
    expect((await ask(simulator, path)).text).toContain('<wb:value />');
    const [meta, [row]] = await askJson<[unknown, { value: unknown }[]]>(simulator, `${path}&format=json`);
    expect(meta).toMatchObject({ per_page: 50, sourceid: '2' });
    expect(row?.value).toBeNull();
  });

  test('several indicators with source=2 come newest first for each country', async () => {
    const { text } = await ask(simulator, 'country/JP;DE/indicator/NY.GDP.MKTP.CD;SP.POP.TOTL?source=2&date=2019:2020');
    const rows = [...text.matchAll(/indicator id="(.+?)".*?country id="(..)".*?date>(\d+)/gs)];
    expect(rows.map(([, ...row]) => row.join(' '))).toEqual([
      'NY.GDP.MKTP.CD DE 2020',
      'NY.GDP.MKTP.CD DE 2019',
      'NY.GDP.MKTP.CD JP 2020',
      'NY.GDP.MKTP.CD JP 2019',
      'SP.POP.TOTL DE 2020',
      'SP.POP.TOTL DE 2019',
      'SP.POP.TOTL JP 2020',
      'SP.POP.TOTL JP 2019',
    ]);
  });

  test('mrv counts years without a value and mrnev does not', async () => {
    const path = 'country/JP/indicator/EN.ATM.CO2E.PC?format=json';
    const years = async (recent: string) => {
      const [, rows] = await askJson<[unknown, { date: string }[]]>(simulator, `${path}&${recent}`);
      return rows.map(({ date }) => date);
    };
    expect(await years('mrv=2')).toEqual(['2024', '2023']);
    expect(await years('mrnev=2')).toEqual(['2022', '2021']);
  });

  test('the same question gets the same answer', async () => {
    const path = 'country/all/indicator/SP.DYN.LE00.IN?per_page=10000';
    expect((await ask(simulator, path)).text).toBe((await ask(simulator, path)).text);
  });

  test('populations are of the right order of magnitude', async () => {
    const path = 'country/IN;IS;TV/indicator/SP.POP.TOTL?format=json&mrv=1';
    const [, rows] = await askJson<[unknown, { value: number }[]]>(simulator, path);
    expect(rows.map(({ value }) => Math.floor(Math.log10(value)))).toEqual([9, 5, 3]);
  });
});
