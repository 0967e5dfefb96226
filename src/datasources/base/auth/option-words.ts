import { isObject } from '../is-object.ts';
import { isVariableName } from './variable-name.ts';

/** An option of a way to sign: whether it must be said, and what is wrong with what it says. No sentence tells a value: it may be a secret. */
export interface OptionWord {
  readonly needed: boolean;
  /** @param name the option's own */
  readonly problems: (value: unknown, name: string) => readonly string[];
}

const must = (says: string, holds: (value: unknown) => boolean): OptionWord => ({
  needed: true,
  problems: (value, name) => (holds(value) ? [] : [`${name} must be ${says}.`]),
});

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const noName = (name: string): string =>
  `${name} is the name of an environment variable, not the secret itself; for example, ${name}: 'CRM_SECRET'.`;

/** The same option, which need not be said. */
export const optional = (word: OptionWord): OptionWord => ({ ...word, needed: false });

/** The name of an environment variable. */
export const variable: OptionWord = {
  needed: true,
  problems: (value, name) => (isVariableName(value) ? [] : [noName(name)]),
};

/** A list of such names. */
export const variables: OptionWord = {
  needed: true,
  problems: (value, name) =>
    Array.isArray(value) && value.length > 0 && value.every(isVariableName)
      ? []
      : [`${name} is a list of names of environment variables, not the secrets themselves.`],
};

/** An object whose values are such names. */
export const variablesByName: OptionWord = {
  needed: true,
  problems: (value, name) =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, each]) => (isVariableName(each) ? [] : [noName(`${name}.${key}`)]))
      : [`${name} must be an object whose values are names of environment variables.`],
};

export const text: OptionWord = must('text', isText);
export const texts: OptionWord = must('a list of texts', isTexts);
export const flag: OptionWord = must('true or false', (value) => typeof value === 'boolean');
export const run: OptionWord = must('a function', (value) => typeof value === 'function');
export const object: OptionWord = must('an object', isObject);
export const milliseconds: OptionWord = must(
  'a positive number, in milliseconds',
  (value) => Number.isFinite(value) && Number(value) > 0,
);
export const textsByName: OptionWord = must(
  'an object whose values are text',
  (value) => isObject(value) && Object.values(value).every((each) => typeof each === 'string'),
);

/** One of a few words. */
export const oneOf = (...known: readonly string[]): OptionWord =>
  must(`one of ${known.join(', ')}`, (value) => known.some((each) => each === value));

/** What is like one of several. @param says what that is */
export const either = (says: string, ...words: readonly OptionWord[]): OptionWord =>
  must(says, (value) => words.some(({ problems }) => problems(value, '').length === 0));

/** Where tokens are kept; what is wrong with it is told too. */
export const store: OptionWord = {
  needed: false,
  problems(value, name) {
    const isStore =
      isObject(value) &&
      (typeof value['open'] === 'function'
        ? Array.isArray(value['variables'])
        : ['get', 'set'].every((method) => typeof value[method] === 'function'));
    if (!isStore) return [`${name} must be fileTokenStore(), or an object with the methods get and set.`];
    return Array.isArray(value['problems']) ? value['problems'].map((each) => `${name}: ${each}`) : [];
  },
};
