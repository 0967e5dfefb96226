import { type Api, DataSource } from '../base/index.ts';

interface Near {
  latitude: number;
  longitude: number;
  radiusKm: number;
  minMagnitude: number;
  limit: number;
}

/** Earthquakes of the USGS, GeoJSON: https://earthquake.usgs.gov/fdsnws/event/1/ */
export class Usgs extends DataSource {
  static readonly api = {
    name: 'usgs',
    baseUrl: 'https://earthquake.usgs.gov/fdsnws/event/1/',
    query: { format: 'geojson', orderby: 'time' },
  } satisfies Api;

  near = this.get(
    '[Earthquake]',
    ({ latitude, longitude, radiusKm, minMagnitude, limit }: Near) => ({
      path: 'query',
      query: { latitude, longitude, maxradiuskm: radiusKm, minmagnitude: minMagnitude, limit },
    }),
    { at: 'features' },
  );
}
