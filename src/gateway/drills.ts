import { type Api, languageOf, type Rehearsed } from '../datasources/base/index.ts';
import { drillNames, drillOf, letsKept, notDrilledIn } from '../faults/drill-names.ts';
import { suggest } from '../schema/index.ts';
import { BadRequest } from './bad-request.ts';
import type { RequestHeaders } from './operation-scope.ts';

/** Which failure of the catalogue is rehearsed, by source. */
export type Drills = ReadonlyMap<string, Rehearsed>;

type Drilled = readonly Pick<Api, 'name' | 'format'>[];

/**
 * Reads drills, as `start --drill` and the header spell them: `ecb=slow,usgs=C1`.
 * @param of whose they are: the id of a request, or the process
 * @returns what is wrong, in a sentence
 */
export const readDrills = (text: string, apis: Drilled, of: string): Drills | string => {
  const drills = new Map<string, Rehearsed>();
  for (const part of text.split(',').map((each) => each.trim())) {
    if (part === '') continue;
    const read = readDrill(part, apis, of);
    if (typeof read === 'string') return read;
    if (drills.has(read[0])) return `There are two drills for ${read[0]}, and it can fail in one way at a time.`;
    drills.set(...read);
  }
  return drills;
};

const readDrill = (part: string, apis: Drilled, of: string): readonly [string, Rehearsed] | string => {
  const [source = '', name = '', ...more] = part.split('=').map((each) => each.trim());
  if (name === '' || more.length > 0)
    return `A drill is spelled SOURCE=FAILURE, like ecb=slow, not "${part.slice(0, 50)}".`;
  const api = apis.find((each) => each.name === source);
  const names = apis.map((each) => each.name);
  if (!api) return `There is no source "${source.slice(0, 50)}". ${suggest(source, names)}`;
  const format = languageOf(api.format ?? 'json');
  const entry = drillOf(name, format);
  if (!entry) return `There is no drill "${name.slice(0, 50)}". ${suggest(name, drillNames())}`;
  const because = notDrilledIn(entry, format);
  if (because !== undefined) return `${entry.id} cannot be rehearsed with ${source}: ${because}.`;
  return [source, { id: entry.id, kept: letsKept(name), of }];
};

/** What a request may rehearse. */
export interface DrillGround {
  /** Whether anybody may ask for one: in development, and on this machine alone. */
  readonly rehearses: boolean;
  /** Those of the process. */
  readonly drills: Drills;
  readonly apis: Drilled;
}

/** The drills of one request: those of the process, and over them those of the header `breakwater-drill`. @throws BadRequest */
export const drillsOf = (headers: RequestHeaders, requestId: string, ground: DrillGround): Drills => {
  const text = headers.get('breakwater-drill');
  if (text === undefined) return ground.drills;
  if (!ground.rehearses)
    throw new BadRequest(
      400,
      'The header breakwater-drill is for development: this gateway is in production, or serves more than this machine.',
    );
  const read = readDrills(text, ground.apis, requestId);
  if (typeof read === 'string') throw new BadRequest(400, `The header breakwater-drill: ${read}`);
  return new Map([...ground.drills, ...read]);
};

/** What is rehearsed by the whole process, in a line for each source. */
export const inWords = (drills: Drills): readonly string[] =>
  [...drills].map(([source, { id }]) => `Drill: ${source} fails by ${id}, ${drillOf(id)?.says ?? ''}.`);

/** Whether an address is of this machine alone. */
export const isLoopback = (host: string): boolean => /^(127(\.\d+){3}|::1|localhost)$/i.test(host);
