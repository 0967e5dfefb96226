import { drillNames, drillOf } from '../faults/drill-names.ts';
import { suggest } from '../schema/index.ts';
import { BadRequest } from './bad-request.ts';
import type { RequestHeaders } from './operation-scope.ts';

/** Which failure of the catalogue is rehearsed, by source: `ecb` -> `M7`. */
export type Drills = ReadonlyMap<string, string>;

/** Reads drills, as `start --drill` and the header spell them: `ecb=slow,usgs=C1`. @returns what is wrong, in a sentence */
export const readDrills = (text: string, sources: readonly string[]): Drills | string => {
  const drills = new Map<string, string>();
  for (const part of text.split(',').map((each) => each.trim())) {
    if (part === '') continue;
    const [source = '', name = '', ...more] = part.split('=').map((each) => each.trim());
    if (name === '' || more.length > 0)
      return `A drill is spelled SOURCE=FAILURE, like ecb=slow, not "${part.slice(0, 50)}".`;
    if (!sources.includes(source)) return `There is no source "${source.slice(0, 50)}". ${suggest(source, sources)}`;
    const entry = drillOf(name);
    if (!entry) return `There is no drill "${name.slice(0, 50)}". ${suggest(name, drillNames())}`;
    drills.set(source, entry.id);
  }
  return drills;
};

/** What a request may rehearse. */
export interface DrillGround {
  readonly production: boolean;
  /** Those of the process. */
  readonly drills: Drills;
  readonly sources: readonly string[];
}

/** The drills of one request: those of the process, and over them those of the header `breakwater-drill`. @throws BadRequest */
export const drillsOf = (headers: RequestHeaders, { production, drills, sources }: DrillGround): Drills => {
  const text = headers.get('breakwater-drill');
  if (text === undefined) return drills;
  if (production)
    throw new BadRequest(400, 'The header breakwater-drill is for development: this gateway is in production.');
  const read = readDrills(text, sources);
  if (typeof read === 'string') throw new BadRequest(400, `The header breakwater-drill: ${read}`);
  return new Map([...drills, ...read]);
};
