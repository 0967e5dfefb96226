/** A place that is filled anew for each caller, by a header of the request that asks the gateway. */
export interface CallerPlace {
  /** The header's name, in any case: the gateway's `forward` must list it. */
  readonly header: string;
  /** What may stand there: one of these values, or what a pattern matches from its beginning to its end. */
  readonly allow: readonly string[] | RegExp;
}

/** What fills an open place of a base URL: the environment variable of this name, or a header of callers. */
export type PlaceFrom = string | CallerPlace;

const PLACE = /\{(\w+)\}/g;
/** One part of a host's name (RFC 1123 section 2.1): a value cannot lead to another domain. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
/** One segment of a path, of what needs no encoding (RFC 3986 section 2.3), and neither `.` nor `..`. */
const SEGMENT = /^(?!\.{1,2}$)[\w.~-]{1,200}$/;

/** The names of the places that a base URL leaves open: `tenant` in `https://{tenant}.example.com/`. */
export const placesIn = (baseUrl: string): readonly string[] => [
  ...new Set([...baseUrl.matchAll(PLACE)].map(([, name = '']) => name)),
];

/** Its host with all that stands around it: what comes before the path. */
export const hostIn = (baseUrl: string): string => /^[a-z]+:\/\/[^/?#]*/i.exec(baseUrl)?.[0] ?? '';

/** Whether a place lies in the host. */
export const isInHost = (baseUrl: string, name: string): boolean => hostIn(baseUrl).includes(`{${name}}`);

/** Whether a value leads nowhere else from its place: one label of the host, or one segment of the path. */
export const fitsPlace = (baseUrl: string, name: string, value: string): boolean =>
  (isInHost(baseUrl, name) ? LABEL : SEGMENT).test(value);

/** Fills the places for which there is a value. */
export const fillPlaces = (baseUrl: string, fillingOf: (name: string) => string | undefined): string =>
  baseUrl.replace(PLACE, (place, name: string) => fillingOf(name) ?? place);

/** The places that callers fill, by name. */
export const callerPlaces = (
  baseUrl: string,
  from: Readonly<Record<string, PlaceFrom>> = {},
): readonly (readonly [name: string, place: CallerPlace])[] =>
  placesIn(baseUrl).flatMap((name) => {
    const its = Object.hasOwn(from, name) ? from[name] : undefined;
    return typeof its === 'object' ? [[name, its] as const] : [];
  });

/** The headers of callers that fill places of a base URL, in lower case. */
export const headersOfPlaces = (
  baseUrl: string,
  from: Readonly<Record<string, PlaceFrom>> | undefined,
): readonly string[] => callerPlaces(baseUrl, from).map(([, { header }]) => header.toLowerCase());

/** The environment variables that fill places. */
export const variablesOfPlaces = (from: Readonly<Record<string, PlaceFrom>> = {}): readonly string[] =>
  Object.values(from).filter((each) => typeof each === 'string');
