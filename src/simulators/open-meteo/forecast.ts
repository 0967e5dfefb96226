import { sampleTime } from '../sample-time.ts';
import { type DailyName, dailyVariables } from './days.ts';
import type { Question } from './question.ts';
import type { Spot } from './spot.ts';
import { units, type Variable, weatherAt } from './weather.ts';
import type { Zone } from './zone.ts';

const hour = 3_600_000;
const day = 24 * hour;

type Columns = Record<string, readonly (number | string)[]>;

/** The answer for one spot of a question. Only what was asked for is there; every block has its `_units` twin. */
export function forecast({ current, hourly, daily, days }: Question, spot: Spot, zone: Zone, index: number) {
  const midnight = Math.floor((sampleTime + zone.offset * 1000) / day) * day - zone.offset * 1000;
  const clock = (time: number) => new Date(time + zone.offset * 1000).toISOString().slice(0, 16);
  return {
    latitude: spot.latitude,
    longitude: spot.longitude,
    generationtime_ms: 0.25,
    utc_offset_seconds: zone.offset,
    timezone: zone.name,
    timezone_abbreviation: zone.abbreviation,
    elevation: spot.elevation,
    // The first of many has none, just like the only one.
    ...(index > 0 && { location_id: index }),
    ...(current.length > 0 && {
      current_units: { time: 'iso8601', interval: 'seconds', ...unitsOf(current) },
      current: { time: clock(sampleTime), interval: 900, ...now(spot, current) },
    }),
    ...(hourly.length > 0 && {
      hourly_units: { time: 'iso8601', ...unitsOf(hourly) },
      hourly: hours(spot, hourly, every(hour, midnight, days * 24), clock),
    }),
    ...(daily.length > 0 && {
      daily_units: { time: 'iso8601', ...dailyUnitsOf(daily) },
      daily: dates(spot, daily, every(day, midnight, days), clock),
    }),
  };
}

function now(spot: Spot, names: readonly Variable[]): Record<string, number> {
  const weather = weatherAt(spot, sampleTime);
  return Object.fromEntries(names.map((name) => [name, weather[name]]));
}

function hours(
  spot: Spot,
  names: readonly Variable[],
  times: readonly number[],
  clock: (time: number) => string,
): Columns {
  const weathers = times.map((time) => weatherAt(spot, time));
  const columns = names.map((name) => [name, weathers.map((weather) => weather[name])]);
  return { time: times.map(clock), ...Object.fromEntries(columns) };
}

function dates(
  spot: Spot,
  names: readonly DailyName[],
  times: readonly number[],
  clock: (time: number) => string,
): Columns {
  const weathers = times.map((time) => every(hour, time, 24).map((each) => weatherAt(spot, each)));
  const columns = names.map((name) => [name, weathers.map((each) => dailyVariables[name].of(each))]);
  return { time: times.map((time) => clock(time).slice(0, 10)), ...Object.fromEntries(columns) };
}

function unitsOf(names: readonly Variable[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, units[name]]));
}

function dailyUnitsOf(names: readonly DailyName[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, dailyVariables[name].unit]));
}

function every(step: number, from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index * step);
}
