import type { Environment } from '../auth/auth.ts';
import type { Api } from './api.ts';

/** A base URL whose open places were filled. */
export interface FilledBaseUrl {
  readonly baseUrl: string;
  /** Variables that are needed and not set; while there are any, places stay open. */
  readonly missing: readonly string[];
  /** What is wrong with values, in sentences. The values are not told. */
  readonly problems: readonly string[];
}

const PLACE = /\{(\w+)\}/g;
/** One part of a host's name (RFC 1123 section 2.1): a value cannot lead to another domain. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
/** One segment of a path, of what needs no encoding (RFC 3986 section 2.3), and neither `.` nor `..`. */
const SEGMENT = /^(?!\.{1,2}$)[\w.~-]{1,200}$/;

/** The names of the places that a base URL leaves open: `tenant` in `https://{tenant}.example.com/`. */
export const placesIn = (baseUrl: string): readonly string[] => [
  ...new Set([...baseUrl.matchAll(PLACE)].map(([, name = '']) => name)),
];

/** Fills the open places of a base URL with the values of variables. Nothing else ever fills them, least of all an argument. */
export const fillBaseUrl = ({ baseUrl, baseUrlFrom = {} }: Api, environment: Environment): FilledBaseUrl => {
  const filling = (name: string): string => environment[baseUrlFrom[name] ?? '']?.trim() ?? '';
  const places = placesIn(baseUrl).filter((name) => Object.hasOwn(baseUrlFrom, name));
  const missing = places.filter((name) => filling(name) === '').flatMap((name) => baseUrlFrom[name] ?? []);
  if (missing.length > 0) return { baseUrl, missing, problems: [] };
  const [host = ''] = /^[a-z]+:\/\/[^/]*/i.exec(baseUrl) ?? [];
  const problems = places.flatMap((name) => {
    const inHost = host.includes(`{${name}}`);
    if ((inHost ? LABEL : SEGMENT).test(filling(name))) return [];
    const may = inHost ? 'letters, digits and hyphens' : 'letters, digits and -._~';
    return [`the value of ${baseUrlFrom[name]}, for {${name}} in baseUrl, may hold ${may} only.`];
  });
  return {
    baseUrl: problems.length > 0 ? baseUrl : baseUrl.replace(PLACE, (place, name: string) => filling(name) || place),
    missing,
    problems,
  };
};

/** Places without a variable, and variables without a place. */
export const placeProblems = ({ baseUrl, baseUrlFrom = {} }: Api): readonly string[] => {
  if (typeof baseUrl !== 'string') return [];
  const places = placesIn(baseUrl);
  return [
    ...places
      .filter((name) => !Object.hasOwn(baseUrlFrom, name))
      .map((name) => `baseUrl leaves {${name}} open, and baseUrlFrom names no variable for it.`),
    ...Object.keys(baseUrlFrom)
      .filter((name) => !places.includes(name))
      .map((name) => `baseUrlFrom names "${name}", for which baseUrl has no place {${name}}.`),
  ];
};
