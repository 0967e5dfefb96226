import { Digits, scalarLeaf, UNFIT } from '../../datasources/base/index.ts';

/** A scalar that reads all values of a place. */
export interface ScalarGuess {
  readonly type: string;
  readonly format?: string;
  /** Texts that stand for nothing. */
  readonly nulls?: readonly string[];
  /** What is not certain about it, as a sentence. */
  readonly guessed?: string;
}

/** A value that is no object and no list. */
export type Scalar = string | number | boolean | Digits;

const NOTHING = /^(|n\/a|null|none|nan|-|--)$/i;
const INTEGER = /^-?(0|[1-9]\d*)$/;
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/;
/** Digits that nobody calculates with. */
const LABEL = /(code|zip|postal|phone|tel|fax|version|isbn|ean|sku|number|name|title|text|label|description)$/i;
const TIME = /(time|date|at|on|updated|created|modified|expires|timestamp|since|until|start|end)$/i;
const ID = /^_?(id|uuid|guid)$|(_|-)(id|uuid|guid)$|[a-z](Id|ID|Uuid|UUID|Guid)$/;

/** The name is that of something that identifies. */
export const isIdName = (name: string): boolean => ID.test(name);

/** The scalar for these values; undefined where none reads them all. */
export const scalarOf = (name: string, values: readonly Scalar[]): ScalarGuess | undefined => {
  const booleans = values.filter((value) => typeof value === 'boolean');
  if (booleans.length > 0) return booleans.length === values.length ? { type: 'Boolean' } : undefined;
  const texts = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => typeof value !== 'string').map((value) => sourceOf(value));
  if (isIdName(name) && numbers.every((each) => INTEGER.test(each))) return { type: 'ID' };
  if (texts.length === 0) return numberOf(name, numbers);
  return textOf(name, texts, numbers) ?? { type: 'String' };
};

/** A scalar as it was written. */
export const sourceOf = (value: Scalar): string => (value instanceof Digits ? value.source : String(value));

const numberOf = (name: string, numbers: readonly string[]): ScalarGuess => {
  if (!numbers.every((each) => INTEGER.test(each))) {
    // Digits that a Float would not say again are kept.
    return { type: numbers.every((each) => String(Number(each)) === each) ? 'Float' : 'Decimal' };
  }
  const unit = TIME.test(name) ? instantUnit(numbers) : undefined;
  if (unit)
    return {
      type: 'DateTime',
      format: unit,
      guessed: `Its numbers look like ${unit === 'unix' ? 'seconds' : 'milliseconds'} since 1970.`,
    };
  return { type: numbers.every((each) => Math.abs(Number(each)) < 2 ** 31) ? 'Int' : 'BigInt' };
};

/** Seconds or milliseconds, if all of them lie in the years from 1990 to 2090. */
const instantUnit = (numbers: readonly string[]): 'unix' | 'unixMs' | undefined => {
  const within = (unit: number) =>
    numbers.every((each) => Number(each) >= 631_152_000 * unit && Number(each) < 3_786_912_000 * unit);
  return within(1) ? 'unix' : within(1000) ? 'unixMs' : undefined;
};

const textOf = (name: string, texts: readonly string[], numbers: readonly string[]): ScalarGuess | undefined => {
  const told = texts.filter((text) => !NOTHING.test(text.trim()));
  const nulls = [...new Set(texts.filter((text) => NOTHING.test(text.trim())))];
  if (told.length === 0) return undefined;
  const certain = nulls.length === 0 ? {} : { nulls };
  const moment = numbers.length > 0 ? undefined : momentOf(told);
  if (moment) return { ...moment, ...certain };
  const all = [...told, ...numbers];
  if (LABEL.test(name) || !all.every((each) => NUMBER.test(each))) {
    const words = all.every((each) => /^(true|false)$/.test(each));
    return words ? { type: 'Boolean', ...certain, guessed: 'Its texts are true and false.' } : undefined;
  }
  const whole = all.every((each) => INTEGER.test(each));
  const type = !whole ? 'Decimal' : all.every((each) => Math.abs(Number(each)) < 2 ** 31) ? 'Int' : 'BigInt';
  return { type, ...certain, guessed: 'Its texts are numbers.' };
};

const moments: readonly (readonly [RegExp, string, string?])[] = [
  [/^\d{4}-\d\d-\d\d$/, 'Date'],
  [/^\d{4}-\d\d-\d\d[T ].*(Z|[-+]\d\d:?\d\d)$/i, 'DateTime'],
  [/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} .* GMT$/, 'DateTime', 'http'],
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d/, 'LocalDateTime'],
  [/^\d\d:\d\d:\d\d$/, 'Time'],
  [/^P(\d|T)/, 'Duration'],
];

/** A day, an instant and the like, if all texts look like it and can be read as one. */
const momentOf = (texts: readonly string[]): ScalarGuess | undefined => {
  const found = moments.find(([pattern, type, format]) => {
    const leaf = scalarLeaf(type, format);
    return texts.every((text) => pattern.test(text) && leaf?.text(text, false) !== UNFIT);
  });
  return found && { type: found[1], ...(found[2] === undefined ? {} : { format: found[2] }) };
};
