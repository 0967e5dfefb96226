import { isVariableName } from '../auth/variable-name.ts';
import { isObject } from '../is-object.ts';
import type { Api } from './api.ts';
import { told } from './sentences.ts';

/** What an option must be before anything can be said of what is in it. */
interface Form {
  readonly is: (value: unknown) => boolean;
  readonly says: string;
  /** What stands there instead is not told. */
  readonly secret?: boolean;
}

const flag: Form = { is: (value) => typeof value === 'boolean', says: 'true or false' };
const object: Form = { is: isObject, says: 'an object' };
const secretObject: Form = { ...object, secret: true };
const objectOrFalse: Form = { is: (value) => value === false || isObject(value), says: 'an object, or false' };
const texts: Form = {
  is: (value) => isObject(value) && Object.values(value as object).every((each) => typeof each === 'string'),
  says: 'an object whose values are names of environment variables',
  secret: true,
};
const isPlace = (value: unknown): boolean => {
  if (typeof value === 'string') return isVariableName(value);
  if (!isObject(value)) return false;
  const { header, allow } = value;
  const isList = Array.isArray(allow) && allow.every((each) => typeof each === 'string');
  return typeof header === 'string' && (isList || allow instanceof RegExp);
};
const places: Form = {
  is: (value) => isObject(value) && Object.values(value as object).every(isPlace),
  says: "an object whose values are names of environment variables, or headers of callers: { header: 'x-tenant', allow: ['acme'] }",
  secret: true,
};
const proxy: Form = {
  is: (value) => value === false || (isObject(value) && isVariableName((value as { env?: unknown }).env)),
  says: 'false, or name an environment variable: { env: "CRM_PROXY" }',
  secret: true,
};
const quota: Form = {
  is: (value) => [value].flat().every(isObject),
  says: 'an object with a limit and a windowMs, or a list of them',
};
const auth: Form = {
  is: (value) =>
    isObject(value) &&
    Array.isArray((value as { variables?: unknown }).variables) &&
    (['sign', 'open'].some((name) => typeof value[name] === 'function') ||
      Array.isArray((value as { members?: unknown }).members)),
  says: 'made by apiKey, basic, bearer, or another of docs/auth.md',
  secret: true,
};
const isFault = (value: unknown): boolean => {
  if (!isObject(value)) return false;
  const { at, code, kinds } = value;
  return (
    typeof at === 'string' &&
    (code === undefined || typeof code === 'string') &&
    (kinds === undefined || isObject(kinds))
  );
};
const faults: Form = {
  is: (value) => Array.isArray(value) && value.every(isFault),
  says: 'a list of objects, each with a path as its "at"',
};
/** Checked with all else that there is to say of it. */
const any: Form = { is: () => true, says: '' };

const forms = {
  name: any,
  baseUrl: any,
  baseUrlFrom: places,
  proxy,
  format: any,
  query: secretObject,
  headers: secretObject,
  auth,
  required: flag,
  names: any,
  enums: any,
  faults,
  problems: texts,
  namespaces: object,
  xml: any,
  soap: secretObject,
  graphql: object,
  timeouts: object,
  retry: object,
  budget: object,
  breaker: objectOrFalse,
  bulkhead: object,
  quota,
  hedge: object,
  cache: objectOrFalse,
  failures: object,
  allowPrivate: flag,
  maxBytes: any,
  maxUrlLength: any,
} satisfies Record<keyof Api, Form>;

const illFormed = (api: Api): readonly (readonly [name: string, form: Form, value: unknown])[] =>
  Object.entries(forms).flatMap(([name, form]) => {
    const value = api[name as keyof Api];
    return value === undefined || form.is(value) ? [] : [[name, form, value] as const];
  });

/** Options of an API that are not even of the right kind: `cache: true`, `retry: 3`. */
export const formProblems = (api: Api): readonly string[] =>
  illFormed(api).map(
    ([name, { says, secret }, value]) => `${name} must be ${says}${secret ? '' : `, not ${told(value)}`}.`,
  );

/** The same API without them, so that all else can be looked at. */
export const wellFormed = (api: Api): Api => {
  const names = illFormed(api).map(([name]) => name);
  return Object.fromEntries(Object.entries(api).filter(([name]) => !names.includes(name))) as unknown as Api;
};
