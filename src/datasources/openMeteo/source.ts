import { type Api, DataSource, joined } from '../base/index.ts';

/** Forecasts of Open-Meteo, columnar JSON: https://open-meteo.com/en/docs */
export class OpenMeteo extends DataSource {
  static readonly api = { name: 'openMeteo', baseUrl: 'https://api.open-meteo.com/v1/' } satisfies Api;

  /** Places come back snapped to a grid, so they are matched by their order, and by the index that the API sends. */
  weather = this.batch('Weather', {
    key: ['latitude', 'longitude'],
    match: { index: 'location_id' },
    at: { path: '.', lone: true },
    max: 50,
    fetch: (places, { days }: { days: number }) => ({
      path: 'forecast',
      query: {
        latitude: joined(
          places.map(({ latitude }) => latitude),
          ',',
        ),
        longitude: joined(
          places.map(({ longitude }) => longitude),
          ',',
        ),
        current: 'temperature_2m,wind_speed_10m',
        hourly: 'temperature_2m',
        forecast_days: days,
      },
    }),
  });
}
