import type { Environment } from '../auth/auth.ts';
import type { Api } from './api.ts';
import { fillPlaces, fitsPlace, isInHost, placesIn } from './places.ts';

/** A base URL whose open places were filled. */
export interface FilledBaseUrl {
  /** Places that callers fill are still open. */
  readonly baseUrl: string;
  /** Variables that are needed and not set; while there are any, places stay open. */
  readonly missing: readonly string[];
  /** What is wrong with values, in sentences. The values are not told. */
  readonly problems: readonly string[];
}

/** Fills the open places of a base URL with the values of variables. */
export const fillBaseUrl = ({ baseUrl, baseUrlFrom = {} }: Api, environment: Environment): FilledBaseUrl => {
  const variables = new Map(
    placesIn(baseUrl).flatMap((name) => {
      const variable = Object.hasOwn(baseUrlFrom, name) ? baseUrlFrom[name] : undefined;
      return typeof variable === 'string' ? [[name, variable] as const] : [];
    }),
  );
  const filling = (name: string): string => environment[variables.get(name) ?? '']?.trim() ?? '';
  const missing = [...variables].flatMap(([name, variable]) => (filling(name) === '' ? [variable] : []));
  if (missing.length > 0) return { baseUrl, missing, problems: [] };
  const problems = [...variables].flatMap(([name, variable]) => {
    if (fitsPlace(baseUrl, name, filling(name))) return [];
    const may = isInHost(baseUrl, name) ? 'letters, digits and hyphens' : 'letters, digits and -._~';
    return [`the value of ${variable}, for {${name}} in baseUrl, may hold ${may} only.`];
  });
  return {
    baseUrl: problems.length > 0 ? baseUrl : fillPlaces(baseUrl, (name) => filling(name) || undefined),
    missing,
    problems,
  };
};
