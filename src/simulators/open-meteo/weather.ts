import { between, noise } from '../noise.ts';
import { round } from '../round.ts';
import type { Spot } from './spot.ts';

const hour = 3_600_000;

/** The variables of `current` and `hourly`, with their units. */
export const units = {
  temperature_2m: '°C',
  relative_humidity_2m: '%',
  apparent_temperature: '°C',
  precipitation: 'mm',
  weather_code: 'wmo code',
  cloud_cover: '%',
  surface_pressure: 'hPa',
  wind_speed_10m: 'km/h',
  wind_direction_10m: '°',
  is_day: '',
} as const;

export type Variable = keyof typeof units;
export type Weather = Readonly<Record<Variable, number>>;

/**
 * Made-up weather of one spot in one hour: warm at the thermal equator, which in November lies south of the real one,
 * cold at the poles, cooler with height and by night, with a day-long mood so that neighbouring hours agree.
 */
export function weatherAt({ latitude, longitude, elevation }: Spot, time: number): Weather {
  const key = `${latitude},${longitude}`;
  const day = Math.floor(time / (24 * hour));
  const sunHour = (((time / hour + longitude / 15) % 24) + 24) % 24;
  const climate = 50 * Math.cos(((latitude + 8) * Math.PI) / 180) - 22 - elevation * 0.0065;
  const mood = between(-3, 3, key, day, 'mood');
  const swing = 4 * Math.cos(((sunHour - 14) * Math.PI) / 12);
  const temperature = climate + mood + swing + between(-0.5, 0.5, key, time, 'temperature');
  const cloud = Math.round(100 * noise(key, day, 'cloud'));
  const rain = cloud > 65 && noise(key, time, 'rain') < 0.4 ? between(0.1, 3, key, time, 'amount') : 0;
  const wind = between(2, 18, key, day, 'wind') + between(0, 8, key, time, 'gust');
  return {
    temperature_2m: round(temperature, 1),
    relative_humidity_2m: round(55 + cloud * 0.3 - swing * 2 + between(-4, 4, key, time, 'humidity')),
    apparent_temperature: round(temperature - wind * 0.12, 1),
    precipitation: round(rain, 1),
    weather_code: weatherCode(cloud, rain, temperature),
    cloud_cover: cloud,
    surface_pressure: round((1013 + between(-12, 12, key, day, 'pressure')) * Math.exp(-elevation / 8400), 1),
    wind_speed_10m: round(wind, 1),
    wind_direction_10m: Math.floor(between(0, 360, key, day, 'direction')),
    is_day: sunHour >= 6 && sunHour < 18 ? 1 : 0,
  };
}

/** WMO weather interpretation codes: clear to overcast, then slight and moderate rain or snow. */
function weatherCode(cloud: number, rain: number, temperature: number): number {
  if (rain > 0) return (temperature < 0 ? 71 : 61) + (rain > 1.5 ? 2 : 0);
  return cloud < 10 ? 0 : cloud < 40 ? 1 : cloud < 70 ? 2 : 3;
}
