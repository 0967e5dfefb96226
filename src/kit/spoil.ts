import { answerReader, type SampleOptions, tellNothing } from '../datasources/base/index.ts';
import type { GoodAnswer } from '../faults/fault.ts';

/** How a value is made not to fit. */
export type Spoiling = Parameters<GoodAnswer['spoil']>[0];

/**
 * The document with one value that does not fit: every value is tried in turn, until the operation's own reader has one thing to complain of, or
 * more where no place belongs to one row alone. `undefined` where nothing can be spoilt so: text that may be absent fits whatever it is.
 */
export const spoil = (body: string, contentType: string, how: Spoiling, options: SampleOptions): string | undefined => {
  const reader = answerReader({ ...options, problem: () => {} });
  const misfitsIn = (candidate: string): number => {
    try {
      return reader.read(reader.parse(Buffer.from(candidate), contentType), tellNothing).misfits;
    } catch {
      // Spoilt as a whole: another candidate costs less.
      return 0;
    }
  };
  const candidates = contentType.includes('xml') ? spoiltXml(body, how) : spoiltJson(body, how);
  let several: string | undefined;
  for (const text of candidates) {
    const misfits = misfitsIn(text);
    if (misfits === 1) return text;
    if (misfits > 1) several ??= text;
  }
  return several;
};

const MAX_TRIALS = 200;

const spoiltJson = (body: string, how: Spoiling): readonly string[] => {
  const document: unknown = JSON.parse(body);
  return placesIn(document)
    .filter((place) => how !== 'infinite' || typeof valueAt(document, place) === 'number')
    .slice(0, MAX_TRIALS)
    .map((place) => JSON.stringify(changedAt(document, place, how)).replace(`"${INFINITE}"`, '1e999'));
};

type Place = readonly (string | number)[];

/** Every place in a JSON document that holds a scalar. */
const placesIn = (value: unknown, place: Place = []): readonly Place[] => {
  if (typeof value !== 'object' || value === null) return [place];
  return Array.isArray(value)
    ? value.flatMap((item, i) => placesIn(item, [...place, i]))
    : Object.entries(value).flatMap(([name, member]) => placesIn(member, [...place, name]));
};

const GONE = Symbol('gone');
/** No document of JSON can be made with a number that is none: its text is put in afterwards. */
const INFINITE = 'a number larger than any';
const spoilt: Readonly<Record<Spoiling, unknown>> = {
  missing: GONE,
  wrongType: { spoilt: [true] },
  null: null,
  infinite: INFINITE,
};

const valueAt = (value: unknown, place: Place): unknown =>
  place.reduce<unknown>((at, step) => (at as Readonly<Record<string | number, unknown>>)[step], value);

const changedAt = (value: unknown, [step, ...rest]: Place, how: Spoiling): unknown => {
  if (step === undefined) return spoilt[how];
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? changedAt(item, rest, how) : item));
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([name, member]) => {
      const next = name === step ? changedAt(member, rest, how) : member;
      return next === GONE ? [] : [[name, next] as const];
    }),
  );
};

/** Text between tags, and values of attributes, one after the other. XML has no null: blank text stands for it. */
const spoiltXml = (body: string, how: Spoiling): readonly string[] => {
  const text = { wrongType: 'not what was asked for', infinite: '1e999', missing: '', null: '' }[how];
  return [...body.matchAll(/(?<=>)[^<>]*\S[^<>]*(?=<\/)|(?<=\s[\w:]+=")[^"]*(?=")/g)]
    .filter(({ index, 0: found }) => index > body.indexOf('?>') && (how !== 'infinite' || /^-?[\d.]+$/.test(found)))
    .slice(0, MAX_TRIALS)
    .map(({ index, 0: found }) => body.slice(0, index) + text + body.slice(index + found.length));
};
