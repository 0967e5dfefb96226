import { between } from '../noise.ts';
import { Refusal } from '../refusal.ts';
import { round } from '../round.ts';

/** The place an answer is about: the nearest grid point, not the place that was asked for. */
export interface Spot {
  latitude: number;
  longitude: number;
  /** In metres. */
  elevation: number;
}

/** The distance of grid points, in degrees. */
const grid = 0.125;

/** The spots a query asks for, in its order. */
export function spotsOf(query: URLSearchParams): readonly Spot[] {
  const latitudes = numbers(query, 'latitude');
  const longitudes = numbers(query, 'longitude');
  if (latitudes.length !== longitudes.length) {
    throw new Refusal("Parameter 'latitude' and 'longitude' must have the same number of elements");
  }
  if (latitudes.length === 0) throw new Refusal("Parameter 'latitude' and 'longitude' must not be empty");
  if (latitudes.length > 1000) {
    throw new Refusal("Parameter 'latitude' and 'longitude' must not exceed 1000 coordinates.");
  }
  return latitudes.map((latitude, index) => spot(latitude, longitudes[index] ?? Number.NaN));
}

function spot(asked: number, askedLongitude: number): Spot {
  if (Math.abs(asked) > 90) throw new Refusal(`Latitude must be in range of -90 to 90°. Given: ${float(asked)}.`);
  if (Math.abs(askedLongitude) > 180) {
    throw new Refusal(`Longitude must be in range of -180 to 180°. Given: ${float(askedLongitude)}.`);
  }
  const latitude = snapped(asked);
  const longitude = snapped(askedLongitude);
  return { latitude, longitude, elevation: Math.floor(between(0, 300, latitude, longitude, 'elevation')) };
}

function snapped(degrees: number): number {
  return round(Math.round(degrees / grid) * grid, 3);
}

function numbers(query: URLSearchParams, name: string): number[] {
  const digits = query.getAll(name).flatMap((list) => (list === '' ? [] : list.split(',')));
  return digits.map((each) => {
    const number = Number(each);
    if (each.trim() !== '' && Number.isFinite(number)) return number;
    throw new Refusal(`Data corrupted at path '${name}'. Cannot initialize Float from invalid String value ${each}.`);
  });
}

/** The real service says 91.0 where it was sent 91. */
function float(number: number): string {
  return Number.isInteger(number) ? number.toFixed(1) : String(number);
}
