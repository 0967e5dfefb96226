import type { SampleOptions } from '../datasources/base/index.ts';
import type { GoodAnswer } from '../faults/fault.ts';

/** How a value is made not to fit. */
export type Spoiling = Parameters<GoodAnswer['spoil']>[0];

/** A single word, as enums have them: what is made of it still is one. */
const WORD = /^[A-Za-z][\w-]*$/;
/** Several numbers, as dates and times have them: what is made of it still is written so. */
const DATE = /^\d+([-./:T ]\d+)+/;
/** Nothing but a date, or an instant. */
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}.*)?$/;

/** Whether a value is one of those that can be spoilt so. */
export const suits = (how: Spoiling, value: unknown): boolean => {
  if (how === 'infinite') return typeof value === 'number';
  if (how === 'newValue') return typeof value === 'string' && WORD.test(value);
  return how !== 'noDate' || (typeof value === 'string' && DATE.test(value));
};

/** Text that is spoilt: a new word, or a day that no month has. */
export const respelled = (how: 'newValue' | 'noDate', text: string): string =>
  how === 'newValue' ? 'kitNewWord' : text.replace(/\d/g, '9');

/** Whether a value that was made up cannot fit any more, whatever the reader says that is to be judged by it. */
export const mustNotFit = (how: Spoiling, value: unknown, { shapes }: Pick<SampleOptions, 'shapes'>): boolean => {
  if (typeof value !== 'string') return false;
  if (how === 'noDate') return ISO_DATE.test(value);
  const spellings = [...shapes.values()].flatMap((shape) =>
    shape.kind === 'enum' ? shape.values.flatMap(({ name, spellings: its = [name] }) => its) : [],
  );
  return how === 'newValue' && spellings.includes(value);
};
