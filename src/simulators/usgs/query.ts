import { Refusal } from '../refusal.ts';
import type { Quake } from './events.ts';
import { distanceKm, type Point } from './sphere.ts';

const orders: Readonly<Record<string, (one: Quake, other: Quake) => number>> = {
  time: (one, other) => other.time - one.time,
  'time-asc': (one, other) => one.time - other.time,
  magnitude: (one, other) => (other.magnitude ?? -1) - (one.magnitude ?? -1),
  'magnitude-asc': (one, other) => (one.magnitude ?? -1) - (other.magnitude ?? -1),
};

const known: ReadonlySet<string> = new Set(
  'format latitude longitude maxradiuskm minmagnitude maxmagnitude starttime endtime limit orderby'.split(' '),
);

/** The events a query asks for, or a refusal in the API's words. */
export function select(events: readonly Quake[], query: URLSearchParams): readonly Quake[] {
  for (const name of query.keys()) if (!known.has(name)) throw new Refusal(`Unknown parameter "${name}".`);
  const format = query.get('format');
  // The real service answers in QuakeML when nothing is said.
  if (format !== 'geojson')
    throw new Refusal(`Bad format value "${format ?? ''}". The simulator answers in geojson only.`);
  const centre = centreOf(query);
  const maxRadius = number(query, 'maxradiuskm', 0, 20_001.6);
  if ((centre === undefined) !== (maxRadius === undefined)) {
    throw new Refusal('A circle needs latitude, longitude and maxradiuskm.');
  }
  const least = number(query, 'minmagnitude', -10, 20);
  const most = number(query, 'maxmagnitude', -10, 20);
  const start = moment(query, 'starttime') ?? Number.NEGATIVE_INFINITY;
  const end = moment(query, 'endtime') ?? Number.POSITIVE_INFINITY;
  const limit = number(query, 'limit', 1, 20_000, Number.isInteger);
  const orderBy = query.get('orderby') ?? 'time';
  const order = Object.hasOwn(orders, orderBy) ? orders[orderBy] : undefined;
  if (order === undefined) throw bad('orderby', orderBy, Object.keys(orders).join(', '));
  return events
    .filter((event) => event.time >= start && event.time <= end)
    .filter((event) => least === undefined || (event.magnitude !== null && event.magnitude >= least))
    .filter((event) => most === undefined || (event.magnitude !== null && event.magnitude <= most))
    .filter((event) => centre === undefined || distanceKm(centre, event) <= (maxRadius ?? 0))
    .toSorted(order)
    .slice(0, limit);
}

function centreOf(query: URLSearchParams): Point | undefined {
  const latitude = number(query, 'latitude', -90, 90);
  const longitude = number(query, 'longitude', -180, 180);
  if (latitude === undefined && longitude === undefined) return undefined;
  if (latitude !== undefined && longitude !== undefined) return { latitude, longitude };
  throw new Refusal('A circle needs latitude, longitude and maxradiuskm.');
}

function number(
  query: URLSearchParams,
  name: string,
  low: number,
  high: number,
  fits = Number.isFinite,
): number | undefined {
  const digits = query.get(name);
  if (digits === null) return undefined;
  const value = digits.trim() === '' ? Number.NaN : Number(digits);
  if (fits(value) && value >= low && value <= high) return value;
  throw bad(name, digits, `${low} <= ${name} <= ${high}`);
}

function moment(query: URLSearchParams, name: string): number | undefined {
  const stamp = query.get(name);
  if (stamp === null) return undefined;
  const [, date, clock = 'T00:00:00', zone = 'Z'] =
    /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(stamp) ?? [];
  // Without a zone UTC is meant, where Date.parse would take the machine's own.
  const time = Date.parse(`${date}${clock}${zone}`);
  if (Number.isNaN(time)) throw bad(name, stamp, 'ISO-8601 timestamps.');
  return time;
}

function bad(name: string, value: string, valid: string): Refusal {
  return new Refusal(`Bad ${name} value "${value}". Valid values are ${valid}`);
}
