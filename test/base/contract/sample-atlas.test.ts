import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import {
  operationsOf,
  type SampleRow,
  type Shapes,
  type SourceClass,
  sampleDocument,
} from '../../../src/datasources/base/index.ts';
import { Currencies } from '../../../src/datasources/currencies/source.ts';
import { Ecb } from '../../../src/datasources/ecb/source.ts';
import { OpenMeteo } from '../../../src/datasources/openMeteo/source.ts';
import { Usgs } from '../../../src/datasources/usgs/source.ts';
import { WorldBank } from '../../../src/datasources/worldbank/source.ts';
import { readModel, shapesOf } from '../../../src/schema/contract/model.ts';
import { made } from './sample-support.ts';

const sources: readonly SourceClass[] = [WorldBank, Currencies, Ecb, OpenMeteo, Usgs];
const files = [...sources.map(({ api }) => `src/datasources/${api.name}/schema.graphql`), 'src/schema/atlas.graphql'];

const shapes: Shapes = shapesOf(
  readModel(
    parse(files.map((file) => readFileSync(file, 'utf8')).join('\n')),
    new Map([['Country', new Set(['flag'])]]),
    ({ message }) => {
      throw new Error(message);
    },
  ),
);

/** Rows of each operation; what stands in them is of the kind that its key has. */
const asked: readonly (readonly [SourceClass, string, readonly SampleRow[]])[] = [
  [WorldBank, 'country', [{ code: 'k1' }, { code: 'k2' }]],
  [WorldBank, 'indicators', [{ countryCode: 'k1' }, { countryCode: 'k1' }, { countryCode: 'k2', indicator: 'a&b' }]],
  [Currencies, 'ofCountry', [{ countryCode: 'k1' }, { countryCode: 'k1' }, { countryCode: 'k2', code: 'JPY' }]],
  [Ecb, 'rate', [{ code: 'k1' }, { code: 'k2' }]],
  [OpenMeteo, 'weather', [{}, {}, {}]],
  [Usgs, 'near', [{}, { id: 'k2' }]],
];

describe('the operations of the atlas', () => {
  test('are all here', () => {
    const all = sources.flatMap((Source) =>
      [...operationsOf(Source).keys()].map((name) => `${Source.api.name}.${name}`),
    );
    expect(asked.map(([{ api }, name]) => `${api.name}.${name}`)).toEqual(all);
  });

  test.each(asked.map((each) => [`${each[0].api.name}.${each[1]}`, ...each] as const))(
    '%s answers with what is asked for, and null nowhere',
    (_what, Source, name, rows) => {
      const operation = operationsOf(Source).get(name);
      if (!operation) throw new Error('no such operation');
      const options = { api: Source.api, name, operation, shapes, detail: true };
      const { records } = made(sampleDocument({ ...options, rows }));
      expect(records).toEqual(rows.map((row) => expect.objectContaining(row)));
      expect(JSON.stringify(records)).not.toContain('null');
      expect(made(sampleDocument({ ...options, rows: rows.slice(0, 1) })).records).toEqual([records[0]]);
    },
  );

  test('each country with its own currencies', () => {
    const operation = operationsOf(Currencies).get('ofCountry');
    if (!operation) throw new Error('no such operation');
    const options = { api: Currencies.api, name: 'ofCountry', operation, shapes, detail: false };
    const { body } = made(
      sampleDocument({ ...options, rows: [{ countryCode: 'JP' }, { countryCode: 'CH', code: 'CHF' }] }),
    );
    expect(JSON.parse(body)).toEqual([
      { cca2: 'JP', currencies: { 'code-1': { name: 'name 1', symbol: 'symbol 2' } } },
      { cca2: 'CH', currencies: { CHF: { name: 'name 998', symbol: 'symbol 999' } } },
    ]);
  });
});
