import { answerReader, type SampleOptions, tellNothing } from '../datasources/base/index.ts';
import { mustNotFit, respelled, type Spoiling, suits } from './spoiling.ts';

/** A document with one value changed, and what stood there. */
interface Candidate {
  readonly text: string;
  readonly instead: unknown;
}

/**
 * The document with one value that does not fit: every value is tried in turn, until the operation's own reader has one thing to complain of, or
 * more where no place belongs to one row alone; else one that cannot fit, whatever it says. `undefined` where nothing can be spoilt so: text that
 * may be absent fits whatever it is.
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
  for (const { text } of candidates) {
    const misfits = misfitsIn(text);
    if (misfits === 1) return text;
    if (misfits > 1) several ??= text;
  }
  // What was recorded may hold what only looks like a date.
  const isMadeUp = options.rows.length > 0;
  return several ?? candidates.find(({ instead }) => isMadeUp && mustNotFit(how, instead, options))?.text;
};

const MAX_TRIALS = 200;

const spoiltJson = (body: string, how: Spoiling): readonly Candidate[] => {
  const document: unknown = JSON.parse(body);
  return placesIn(document)
    .filter((place) => suits(how, valueAt(document, place)))
    .slice(0, MAX_TRIALS)
    .map((place) => ({
      text: JSON.stringify(changedAt(document, place, how)).replace(`"${INFINITE}"`, '1e999'),
      instead: valueAt(document, place),
    }));
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
const spoilt: Readonly<Record<Exclude<Spoiling, 'newValue' | 'noDate'>, unknown>> = {
  missing: GONE,
  wrongType: { spoilt: [true] },
  null: null,
  infinite: INFINITE,
};

const valueAt = (value: unknown, place: Place): unknown =>
  place.reduce<unknown>((at, step) => (at as Readonly<Record<string | number, unknown>>)[step], value);

const changedAt = (value: unknown, [step, ...rest]: Place, how: Spoiling): unknown => {
  if (step === undefined) return how === 'newValue' || how === 'noDate' ? respelled(how, String(value)) : spoilt[how];
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? changedAt(item, rest, how) : item));
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([name, member]) => {
      const next = name === step ? changedAt(member, rest, how) : member;
      return next === GONE ? [] : [[name, next] as const];
    }),
  );
};

/** Text between tags, and values of attributes, one after the other. XML has no null: blank text stands for it. */
const spoiltXml = (body: string, how: Spoiling): readonly Candidate[] => {
  const text = { wrongType: 'not what was asked for', infinite: '1e999', missing: '', null: '' };
  return [...body.matchAll(/(?<=>)[^<>]*\S[^<>]*(?=<\/)|(?<=\s[\w:]+=")[^"]*(?=")/g)]
    .filter(
      ({ index, 0: found }) => index > body.indexOf('?>') && suits(how, how === 'infinite' ? numberIn(found) : found),
    )
    .slice(0, MAX_TRIALS)
    .map(({ index, 0: found }) => {
      const put = how === 'newValue' || how === 'noDate' ? respelled(how, found) : text[how];
      return { text: body.slice(0, index) + put + body.slice(index + found.length), instead: found };
    });
};

const numberIn = (text: string): unknown => (/^-?[\d.]+$/.test(text) ? Number(text) : text);
