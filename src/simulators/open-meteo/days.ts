import { round } from '../round.ts';
import type { Weather } from './weather.ts';

interface DailyVariable {
  unit: string;
  /** From the 24 hours of a day. */
  of(hours: readonly Weather[]): number;
}

/** The variables of `daily`: each sums up 24 hours, so the days always agree with the hours. */
export const dailyVariables = {
  temperature_2m_max: { unit: '°C', of: (hours) => Math.max(...hours.map((each) => each.temperature_2m)) },
  temperature_2m_min: { unit: '°C', of: (hours) => Math.min(...hours.map((each) => each.temperature_2m)) },
  precipitation_sum: {
    unit: 'mm',
    of: (hours) =>
      round(
        hours.reduce((sum, each) => sum + each.precipitation, 0),
        1,
      ),
  },
  wind_speed_10m_max: { unit: 'km/h', of: (hours) => Math.max(...hours.map((each) => each.wind_speed_10m)) },
  // As the real API has it: the most severe of the day.
  weather_code: { unit: 'wmo code', of: (hours) => Math.max(...hours.map((each) => each.weather_code)) },
} satisfies Record<string, DailyVariable>;

export type DailyName = keyof typeof dailyVariables;
