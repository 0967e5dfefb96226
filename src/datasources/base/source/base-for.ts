import { UpstreamError } from '../../../resilience/index.ts';
import type { Caller } from '../auth/credentials.ts';
import type { Api } from './api.ts';
import { type CallerPlace, callerPlaces, fillPlaces, fitsPlace } from './places.ts';

/** The base URL that a caller's requests stay below. @throws UpstreamError `unsafe` for a value that is not allowed; it is not told */
export type BaseFor = (caller: Caller) => string;

/**
 * Reads the open places of a base URL from the headers of callers, and from nowhere else: least of all from arguments. A value must be one that
 * the author allows, and part of its place besides: however much a pattern lets through, no value leads to another domain.
 */
export const baseFor = (baseUrl: string, from: Api['baseUrlFrom']): BaseFor => {
  const places = callerPlaces(baseUrl, from).map(([name, place]) => ({
    name,
    header: place.header.toLowerCase(),
    allows: allowing(place),
  }));
  if (places.length === 0) return () => baseUrl;
  return (caller) => {
    const values = new Map(
      places.map(({ name, header, allows }) => {
        const value = Object.hasOwn(caller, header) ? caller[header] : undefined;
        if (value === undefined) throw refused(`the caller sent no header ${header}`, name);
        if (!fitsPlace(baseUrl, name, value) || !allows(value))
          throw refused(`the value of the header ${header} is not one that is allowed`, name);
        return [name, value];
      }),
    );
    return fillPlaces(baseUrl, (name) => values.get(name));
  };
};

const refused = (why: string, name: string): UpstreamError =>
  new UpstreamError('unsafe', { sent: 'no', attempts: 0, detail: `${why}, for {${name}} in its base URL` });

/** A pattern must match all of a value, however its author wrote it. */
const allowing = ({ allow }: CallerPlace): ((value: string) => boolean) => {
  if (!(allow instanceof RegExp)) return (value) => allow.includes(value);
  const whole = new RegExp(`^(?:${allow.source})$`, allow.flags.replaceAll(/[gmy]/g, ''));
  return (value) => whole.test(value);
};
