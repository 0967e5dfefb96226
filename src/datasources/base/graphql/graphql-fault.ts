import { type FailureKind, UpstreamError } from '../../../resilience/index.ts';
import { inCode, type MayTell } from '../contract/own-words.ts';
import { isObject } from '../is-object.ts';

/** One of the `errors` of an answer, as far as it is well-formed. */
export interface GraphqlError {
  readonly code: string | undefined;
  /** Where in `data`; undefined for an error of the whole request. */
  readonly path: readonly (string | number)[] | undefined;
}

/** Codes of Apollo Server, GitHub, Shopify and Hasura. */
const known: Readonly<Record<string, FailureKind>> = {
  UNAUTHENTICATED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'notFound',
  BAD_USER_INPUT: 'rejected',
  BAD_REQUEST: 'rejected',
  GRAPHQL_PARSE_FAILED: 'rejected',
  GRAPHQL_VALIDATION_FAILED: 'rejected',
  CONFLICT: 'conflict',
  RATE_LIMITED: 'throttled',
  THROTTLED: 'throttled',
  TOO_MANY_REQUESTS: 'throttled',
  SERVICE_UNAVAILABLE: 'unavailable',
  TIMEOUT: 'failed',
  INTERNAL_SERVER_ERROR: 'failed',
  DOWNSTREAM_SERVICE_ERROR: 'failed',
};

/** The errors beside `data`. Their messages are for nobody: they may hold anything. */
export const errorsIn = (document: unknown): readonly GraphqlError[] => {
  const errors = isObject(document) ? document['errors'] : undefined;
  return Array.isArray(errors) ? errors.map(errorOf) : [];
};

const errorOf = (error: unknown): GraphqlError => {
  if (!isObject(error)) return { code: undefined, path: undefined };
  const { extensions, type, path } = error;
  const code = isObject(extensions) ? extensions['code'] : undefined;
  return {
    code: [code, type].find((each) => typeof each === 'string'),
    path: Array.isArray(path) && path.every(isStep) ? path : undefined,
  };
};

const isStep = (step: unknown): step is string | number => typeof step === 'string' || typeof step === 'number';

/** An error in our words. One whose code nobody knows failed if it has a place, and is about the request if it has none. */
export const failureOf = (
  source: string,
  { code, path }: GraphqlError,
  mayTell: MayTell,
  kinds: Readonly<Record<string, FailureKind>> = {},
): UpstreamError => {
  const table = [kinds, known].find((each) => code !== undefined && Object.hasOwn(each, code));
  const kind = (code !== undefined && table?.[code]) || (path ? 'failed' : 'rejected');
  const where = path?.join('.');
  const place = where !== undefined && mayTell(where) && { place: `$.data.${where}` };
  return new UpstreamError(kind, { source, sent: 'yes', detail: inCode(code, mayTell), ...place });
};
