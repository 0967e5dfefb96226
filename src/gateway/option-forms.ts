import { isObject } from '../datasources/base/index.ts';
import { suggest } from '../schema/index.ts';
import { hasMethods, isLog } from './has-methods.ts';
import type { GatewayOptions } from './options.ts';

/** What an option must be before anything can be said of what is in it. */
interface Form {
  readonly is: (value: unknown) => boolean;
  readonly says: string;
}

const text: Form = { is: (value) => typeof value === 'string', says: 'text' };
const flag: Form = { is: (value) => typeof value === 'boolean', says: 'true or false' };
const object: Form = { is: isObject, says: 'an object' };
const run: Form = { is: (value) => typeof value === 'function', says: 'a function' };
const texts: Form = {
  is: (value) => isObject(value) && Object.values(value as object).every((each) => typeof each === 'string'),
  says: 'an object whose values are text',
};
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((each) => typeof each === 'string');
const names: Form = { is: isTexts, says: 'a list of names of sources' };
/** Checked with all else that there is to say of it. */
const any: Form = { is: () => true, says: '' };

const forms = {
  sources: any,
  typeDefs: any,
  resolvers: object,
  port: any,
  host: any,
  production: flag,
  deadlineMs: any,
  maxDeadlineMs: any,
  maxRequestBytes: any,
  baseUrls: texts,
  forward: any,
  timeouts: {
    is: (value) => isObject(value) && Object.values(value as object).every(isObject),
    says: 'an object whose values are objects, like { usgs: { totalMs: 5000 } }',
  },
  disabled: names,
  ca: { is: isTexts, says: 'a list of paths' },
  environment: object,
  log: { is: isLog, says: 'an object with the methods debug, info, warn and error' },
  example: text,
  store: run,
  without: { is: isTexts, says: 'a list of names of policies' },
  drill: text,
  drift: { is: (value) => value === false || isObject(value), says: 'false, or an object like { everyNth: 100 }' },
  transport: { is: hasMethods('send', 'close'), says: 'an object with the methods send and close' },
  clock: { is: hasMethods('now', 'after'), says: 'an object with the methods now and after' },
  random: run,
  placeOf: run,
} satisfies Record<keyof GatewayOptions, Form>;

/** Options that are not even of the right kind: `production: 'false'`. Values are not told: one may be a secret. */
export const illFormedOptions = (options: GatewayOptions): readonly string[] => [
  ...Object.keys(options)
    .filter((name) => !Object.hasOwn(forms, name))
    .map((name) => `"${name}" is no option. ${suggest(name, Object.keys(forms))}`),
  ...wrongForms(options),
];

const wrongForms = (options: GatewayOptions): readonly string[] =>
  Object.entries(forms).flatMap(([name, { is, says }]) => {
    const value = options[name as keyof GatewayOptions];
    return value === undefined || is(value) ? [] : [`${name} must be ${says}.`];
  });
