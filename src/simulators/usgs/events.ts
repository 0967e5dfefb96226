import { between, noise } from '../noise.ts';
import { readData } from '../read-data.ts';
import { round } from '../round.ts';
import { sampleTime } from '../sample-time.ts';
import { type Point, travel } from './sphere.ts';

interface SeismicTown extends Point {
  town: string;
  /** How many of the events happen here, in proportion to the others. */
  share: number;
  /** How deep they are, in km, on average. */
  depth: number;
}

/** A made-up earthquake. */
export interface Quake extends Point {
  code: string;
  /** Null where nobody worked one out, which happens in the real catalogue too. */
  magnitude: number | null;
  place: string;
  /** In ms since the epoch. */
  time: number;
  /** In km. */
  depth: number;
}

const month = 30 * 24 * 3_600_000;
const winds = ['N', 'NNE', 'NE', 'ENE', 'E', 'ESE', 'SE', 'SSE', 'S', 'SSW', 'SW', 'WSW', 'W', 'WNW', 'NW', 'NNW'];
const towns = readData('seismic-towns.json') as SeismicTown[];
const shares = towns.flatMap((town) => Array<SeismicTown>(town.share).fill(town));

/** Some 400 events of the 30 days before the sample time, newest first: what the real query covers when no dates are given. */
export const events: readonly Quake[] = Array.from({ length: 420 }, (_, index) => event(index))
  .flatMap((each) => each ?? [])
  .toSorted((one, other) => other.time - one.time);

function event(index: number): Quake | undefined {
  const near = shares[Math.floor(noise(index, 'town') * shares.length)];
  if (near === undefined) return undefined;
  const km = Math.round(between(5, 160, index, 'km'));
  const bearing = between(0, 360, index, 'bearing');
  const { latitude, longitude } = travel(near, km, bearing);
  return {
    code: `sim${String(index).padStart(4, '0')}`,
    magnitude: noise(index, 'unknown') < 0.02 ? null : magnitude(near.town, noise(index, 'magnitude')),
    place: `${km} km ${winds[Math.round(bearing / 22.5) % winds.length]} of ${near.town}`,
    time: sampleTime - Math.floor(noise(index, 'time') * month),
    latitude: round(latitude, 4),
    longitude: round(longitude, 4),
    depth: round(near.depth * between(0.3, 1.8, index, 'depth'), 3),
  };
}

/** Gutenberg and Richter: ten times rarer for each step, nearly. Small ones are only catalogued in the United States. */
function magnitude(town: string, chance: number): number {
  const least = /California|Alaska|Hawaii/.test(town) ? 2.5 : 4;
  return round(Math.min(7.8, least - Math.log10(1 - chance) / 0.8), 1);
}
