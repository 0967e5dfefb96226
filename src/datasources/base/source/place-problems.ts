import { isHeaderName } from '../http/header-text.ts';
import type { Api } from './api.ts';
import { callerPlaces, hostIn, isInHost, placesIn } from './places.ts';
import { told, unless } from './sentences.ts';

/** Places that nothing fills, and fillings without a place; and what callers might lead elsewhere. @param elsewhere what stands instead of `baseUrl` */
export const placeProblems = ({ baseUrl, baseUrlFrom = {} }: Api, elsewhere: string = baseUrl): readonly string[] => {
  if (typeof baseUrl !== 'string') return [];
  const places = placesIn(baseUrl);
  return [
    ...places
      .filter((name) => !Object.hasOwn(baseUrlFrom, name))
      .map((name) => `baseUrl leaves {${name}} open, and baseUrlFrom names no variable for it.`),
    ...Object.keys(baseUrlFrom)
      .filter((name) => !places.includes(name))
      .map((name) => `baseUrlFrom names "${name}", for which baseUrl has no place {${name}}.`),
    ...Object.entries(baseUrlFrom).flatMap(([name, from]) =>
      typeof from === 'string' ? [] : fillingProblems(`baseUrlFrom.${name}`, from),
    ),
    ...[...new Set([baseUrl, elsewhere])].flatMap((url) => domainProblems(url, baseUrlFrom)),
  ];
};

const fillingProblems = (what: string, { header, allow, ...more }: Exclude<Filling, string>): readonly string[] => [
  ...Object.keys(more).map((word) => `"${what}.${word}" is no option. There are: header, allow.`),
  ...unless(isHeaderName(header), `${what}: ${told(header)} is no header name.`),
  ...unless(
    !Array.isArray(allow) || allow.length > 0,
    `${what}.allow is an empty list: no caller could ask for anything.`,
  ),
];

type Filling = NonNullable<Api['baseUrlFrom']>[string];

/** Behind the last place of a host there must be a domain of its own, or a caller could choose whose host it is; and no number, or it were an address. */
const OWN_DOMAIN = /\.[^.{}]+\.[a-z][^.{}]*$/i;

const domainProblems = (baseUrl: string, from: Api['baseUrlFrom']): readonly string[] => {
  const host = hostIn(baseUrl).replace(/:\d*$/, '');
  if (OWN_DOMAIN.test(host.slice(host.lastIndexOf('}') + 1))) return [];
  return callerPlaces(baseUrl, from)
    .filter(([name]) => isInHost(baseUrl, name))
    .map(
      ([name]) => `{${name}}, which callers fill, must stand before a domain, as in https://{${name}}.example.com/.`,
    );
};
