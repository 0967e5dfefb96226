import { describe, expect, test } from '@jest/globals';
import { simulator } from '../../src/simulators/usgs.ts';
import { ask, askJson } from './ask.ts';

interface Collection {
  type: string;
  metadata: { title: string; status: number; count: number };
  features: {
    type: string;
    id: string;
    properties: { mag: number | null; time: number; place: string; title: string; type: string };
    geometry: { type: string; coordinates: [longitude: number, latitude: number, depth: number] };
  }[];
}

const tokyo = 'format=geojson&latitude=35.67&longitude=139.77&maxradiuskm=500';

describe('when it fails', () => {
  test.each([
    ['format=quakeml', 'Bad format value "quakeml".'],
    ['', 'Bad format value "".'],
    ['format=geojson&limit=20001', 'Bad limit value "20001". Valid values are 1 <= limit <= 20000'],
    ['format=geojson&limit=2.5', 'Bad limit value "2.5".'],
    ['format=geojson&minmagnitude=big', 'Bad minmagnitude value "big".'],
    ['format=geojson&starttime=2026-13-01', 'Bad starttime value "2026-13-01". Valid values are ISO-8601 timestamps.'],
    ['format=geojson&orderby=toString', 'Bad orderby value "toString".'],
    ['format=geojson&latitude=1&longitude=1', 'A circle needs latitude, longitude and maxradiuskm.'],
    ['format=geojson&latitude=1&maxradiuskm=1', 'A circle needs latitude, longitude and maxradiuskm.'],
    ['format=geojson&radius=1', 'Unknown parameter "radius".'],
  ])('%s answers 400 in plain text', async (query, reason) => {
    const { status, type, text } = await ask(simulator, `query?${query}`);
    expect(status).toBe(400);
    expect(type).toBe('text/plain; charset=utf-8');
    expect(text.startsWith(`Error 400: Bad Request\n\n${reason}`)).toBe(true);
  });

  test('another path is not found', async () => {
    expect((await ask(simulator, 'count?format=geojson')).status).toBe(404);
  });
});

describe('a query', () => {
  test('answers with a feature collection that says it is made up', async () => {
    const { type, metadata, features } = await askJson<Collection>(simulator, 'query?format=geojson');
    expect(type).toBe('FeatureCollection');
    expect(metadata).toMatchObject({ status: 200, count: features.length, title: expect.stringContaining('made up') });
    expect(features.length).toBeGreaterThan(350);
    expect(features[0]).toMatchObject({
      type: 'Feature',
      id: expect.stringMatching(/^ussim\d{4}$/),
      properties: { type: 'earthquake', place: expect.stringContaining(' km ') },
      geometry: { type: 'Point', coordinates: [expect.any(Number), expect.any(Number), expect.any(Number)] },
    });
  });

  test('has some events without a magnitude, which a least magnitude leaves out', async () => {
    const all = await askJson<Collection>(simulator, 'query?format=geojson');
    expect(all.features.some(({ properties }) => properties.mag === null)).toBe(true);
    const strong = await askJson<Collection>(simulator, 'query?format=geojson&minmagnitude=5');
    expect(strong.features.length).toBeGreaterThan(10);
    expect(strong.features.every(({ properties }) => properties.mag !== null && properties.mag >= 5)).toBe(true);
  });

  test('finds what lies within the circle, also across the antimeridian', async () => {
    const near = await askJson<Collection>(simulator, `query?${tokyo}`);
    expect(near.features.length).toBeGreaterThan(5);
    expect(near.features.every(({ properties }) => properties.place.endsWith('Japan'))).toBe(true);
    const fiji = 'query?format=geojson&latitude=-18&longitude=180&maxradiuskm=900';
    const { features } = await askJson<Collection>(simulator, fiji);
    const sides = new Set(features.map(({ geometry }) => Math.sign(geometry.coordinates[0])));
    expect(sides).toEqual(new Set([1, -1]));
  });

  test('orders by time unless magnitude is asked for, and keeps to the limit', async () => {
    const byTime = await askJson<Collection>(simulator, `query?${tokyo}`);
    const times = byTime.features.map(({ properties }) => properties.time);
    expect(times).toEqual(times.toSorted((one, other) => other - one));
    const byMagnitude = await askJson<Collection>(simulator, `query?${tokyo}&orderby=magnitude&limit=3`);
    const magnitudes = byMagnitude.features.map(({ properties }) => properties.mag ?? -1);
    expect(magnitudes).toHaveLength(3);
    expect(magnitudes).toEqual(magnitudes.toSorted((one, other) => other - one));
  });

  test('is limited to the times asked for, in UTC', async () => {
    const { features } = await askJson<Collection>(
      simulator,
      'query?format=geojson&starttime=2026-11-10T00:00:00&endtime=2026-11-11',
    );
    expect(features.length).toBeGreaterThan(0);
    for (const { properties } of features) {
      expect(new Date(properties.time).toISOString().slice(0, 10)).toBe('2026-11-10');
    }
  });
});
