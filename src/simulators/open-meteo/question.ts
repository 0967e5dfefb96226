import { Refusal } from '../refusal.ts';
import { type DailyName, dailyVariables } from './days.ts';
import { type Spot, spotsOf } from './spot.ts';
import { units, type Variable } from './weather.ts';
import { type Zone, zoneOf } from './zone.ts';

/** A query, understood. */
export interface Question {
  spots: readonly { spot: Spot; zone: Zone }[];
  current: readonly Variable[];
  hourly: readonly Variable[];
  daily: readonly DailyName[];
  days: number;
}

/** Options that would change the answer's form. Ignoring them would answer another question than the one asked. */
const fixed: Readonly<Record<string, string>> = {
  temperature_unit: 'celsius',
  wind_speed_unit: 'kmh',
  precipitation_unit: 'mm',
  timeformat: 'iso8601',
};

/** Reads a query, or refuses it in the API's words. */
export function questionOf(query: URLSearchParams): Question {
  for (const [name, value] of Object.entries(fixed)) {
    if ((query.get(name) ?? value) !== value) {
      throw new Refusal(`The simulator answers with ${name}=${value} only. Given: ${query.get(name)}.`);
    }
  }
  const spots = spotsOf(query);
  const zones = (query.get('timezone') ?? 'GMT').split(',');
  return {
    spots: spots.map((spot, index) => ({ spot, zone: zoneOf(zones[index] ?? zones[0] ?? 'GMT', spot.longitude) })),
    current: names(query, 'current', units),
    hourly: names(query, 'hourly', units),
    daily: names(query, 'daily', dailyVariables),
    days: forecastDays(query.get('forecast_days') ?? '7'),
  };
}

/** The names in a comma-separated list, each of them known. */
function names<Name extends string>(
  query: URLSearchParams,
  list: string,
  known: Readonly<Record<Name, unknown>>,
): Name[] {
  const asked = query.getAll(list).flatMap((each) => (each === '' ? [] : each.split(',')));
  return asked.map((name) => {
    if (Object.hasOwn(known, name)) return name as Name;
    throw new Refusal(
      `Data corrupted at path '${list}'. Cannot initialize Variable from invalid String value ${name}.`,
    );
  });
}

function forecastDays(digits: string): number {
  const days = /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
  if (days >= 0 && days <= 16) return days;
  throw new Refusal(`Forecast days is invalid. Allowed range 0 to 16. Given ${digits}.`);
}
