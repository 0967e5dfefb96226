import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { blueprintOf } from '../../src/config/blueprint-of.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { blastOf } from '../../src/schema/index.ts';
import { type Atlas, openAtlas } from './atlas.ts';
import { coordinateOf, everyField, valueAt } from './every-field.ts';

let atlas: Atlas | undefined;
afterEach(async () => {
  await atlas?.stop();
  atlas = undefined;
});

const blastOfAtlas = async (source: string) =>
  blastOf(blueprintOf((await loadConfig(resolve('breakwater.config.ts'))).options), source);

/** The coordinates that are null with an error of a source, when every field is asked for. */
const nulls = async ({ gateway }: Atlas): Promise<readonly string[]> => {
  const { data, errors = [] } = await gateway.execute({ query: everyField(gateway.sdl) });
  const failed = errors.filter(({ extensions }) => String(extensions?.['code']).startsWith('UPSTREAM_'));
  expect(failed).toHaveLength(errors.length);
  for (const { path = [] } of failed) expect(valueAt(data, path)).toBeNull();
  return [...new Set(failed.map(({ path = [] }) => coordinateOf(gateway.sdl, path)))].sort();
};

describe('while a source is down', () => {
  test.each(['ecb', 'currencies', 'openMeteo', 'usgs', 'worldbank'])(
    'blast names exactly the fields that are null for want of %s',
    async (source) => {
      atlas = await openAtlas([source]);
      const { fields } = await blastOfAtlas(source);
      expect(await nulls(atlas)).toEqual(fields.map(({ field }) => field));
      expect(fields).not.toEqual([]);
    },
  );

  test('ecb takes along one field and one type', async () => {
    expect(await blastOfAtlas('ecb')).toEqual({
      source: 'ecb',
      fields: [{ field: 'Currency.rate', call: 'ecb.rate', stale: { forMs: 300_000, unlessApiSays: true } }],
      types: ['Rate'],
      unjudged: ['Country.flag'],
    });
  });

  test('what blast says may be stale is stale, and nothing is null', async () => {
    atlas = await openAtlas();
    expect(await nulls(atlas)).toEqual([]);
    for (const source of ['ecb', 'currencies', 'openMeteo', 'usgs', 'worldbank']) {
      const { fields } = await blastOfAtlas(source);
      expect(fields.every(({ stale }) => stale !== null)).toBe(true);
      const { errors, extensions } = await atlas.gateway.execute({
        query: everyField(atlas.gateway.sdl),
        headers: { 'breakwater-drill': `${source}=outage` },
      });
      expect({ source, errors }).toEqual({ source, errors: undefined });
      expect(Object.keys(extensions?.['sources'] as object)).toEqual([source]);
    }
  });
});
