import { describe, expect, test } from '@jest/globals';
import { simulator } from '../../src/simulators/openMeteo.ts';
import { ask, askJson } from './ask.ts';

interface Forecast {
  latitude: number;
  longitude: number;
  location_id?: number;
  current: { time: string; interval: number; temperature_2m: number };
  hourly: { time: string[]; temperature_2m: number[] };
  daily: { time: string[]; temperature_2m_max: number[]; temperature_2m_min: number[] };
}

const many = (count: number) => Array<number>(count).fill(1).join(',');

describe('when it fails', () => {
  test.each([
    ['', "Parameter 'latitude' and 'longitude' must not be empty"],
    ['latitude=1', "Parameter 'latitude' and 'longitude' must have the same number of elements"],
    ['latitude=1,2&longitude=1', "Parameter 'latitude' and 'longitude' must have the same number of elements"],
    ['latitude=91&longitude=0', 'Latitude must be in range of -90 to 90°. Given: 91.0.'],
    ['latitude=0&longitude=-180.5', 'Longitude must be in range of -180 to 180°. Given: -180.5.'],
    ['latitude=1&longitude=1&forecast_days=17', 'Forecast days is invalid. Allowed range 0 to 16. Given 17.'],
    ['latitude=1&longitude=1&timezone=Mars', 'Invalid timezone'],
    [
      `latitude=${many(1001)}&longitude=${many(1001)}`,
      "Parameter 'latitude' and 'longitude' must not exceed 1000 coordinates.",
    ],
  ])('%.60s answers 400 with a reason', async (query, reason) => {
    const { status, type, text } = await ask(simulator, `forecast?${query}`);
    expect(status).toBe(400);
    expect(type).toBe('application/json; charset=utf-8');
    expect(JSON.parse(text)).toEqual({ error: true, reason });
  });

  test.each(['current=feels_like', 'hourly=constructor', 'daily=temperature_2m', 'temperature_unit=fahrenheit'])(
    '%s is refused rather than ignored',
    async (option) => {
      const { status, text } = await ask(simulator, `forecast?latitude=1&longitude=1&${option}`);
      expect(status).toBe(400);
      expect(JSON.parse(text)).toMatchObject({ error: true });
    },
  );

  test('another path is not found', async () => {
    expect((await ask(simulator, 'archive?latitude=1&longitude=1')).status).toBe(404);
  });
});

describe('one place', () => {
  test('is an object, snapped to the grid, with nothing that was not asked for', async () => {
    const forecast = await askJson<Forecast>(simulator, 'forecast?latitude=35.67&longitude=139.77');
    expect(forecast).toEqual({
      latitude: 35.625,
      longitude: 139.75,
      generationtime_ms: 0.25,
      utc_offset_seconds: 0,
      timezone: 'GMT',
      timezone_abbreviation: 'GMT',
      elevation: expect.any(Number),
    });
  });

  test('has current values beside their units, and a time without a zone', async () => {
    const query = 'latitude=35.67&longitude=139.77&current=temperature_2m,wind_speed_10m&timezone=Asia/Tokyo';
    expect(await askJson<Forecast>(simulator, `forecast?${query}`)).toMatchObject({
      utc_offset_seconds: 32_400,
      timezone: 'Asia/Tokyo',
      timezone_abbreviation: 'GMT+9',
      current_units: { time: 'iso8601', interval: 'seconds', temperature_2m: '°C', wind_speed_10m: 'km/h' },
      current: {
        time: '2026-11-20T21:00',
        interval: 900,
        temperature_2m: expect.any(Number),
        wind_speed_10m: expect.any(Number),
      },
    });
  });

  test('has columns of equal length for the hours and days asked for, from local midnight', async () => {
    const query = 'latitude=40.7&longitude=-74&hourly=temperature_2m&daily=temperature_2m_max,temperature_2m_min';
    const { hourly, daily } = await askJson<Forecast>(
      simulator,
      `forecast?${query}&forecast_days=2&timezone=America/New_York`,
    );
    expect(hourly.time).toHaveLength(48);
    expect(hourly.temperature_2m).toHaveLength(48);
    expect(hourly.time[0]).toBe('2026-11-20T00:00');
    expect(daily.time).toEqual(['2026-11-20', '2026-11-21']);
    expect(daily.temperature_2m_max[0]).toBe(Math.max(...hourly.temperature_2m.slice(0, 24)));
  });
});

describe('many places', () => {
  test('are an array in order, with a location_id for all but the first', async () => {
    const query = 'latitude=35.67,52.5,-33.9&longitude=139.77,13.4,18.4&current=temperature_2m';
    const forecasts = await askJson<Forecast[]>(simulator, `forecast?${query}`);
    expect(forecasts.map(({ location_id }) => location_id)).toEqual([undefined, 1, 2]);
    expect(forecasts[0]).not.toHaveProperty('location_id');
    expect(forecasts.map(({ latitude }) => latitude)).toEqual([35.625, 52.5, -33.875]);
  });

  test('are as warm as their latitude has it in November', async () => {
    const forecasts = await askJson<Forecast[]>(
      simulator,
      'forecast?latitude=0,60,89&longitude=0,0,0&current=temperature_2m',
    );
    const [equator = Number.NaN, north = Number.NaN, pole = Number.NaN] = forecasts.map(
      (each) => each.current.temperature_2m,
    );
    expect(equator).toBeGreaterThan(20);
    expect(north).toBeLessThan(equator);
    expect(pole).toBeLessThan(-10);
  });
});
