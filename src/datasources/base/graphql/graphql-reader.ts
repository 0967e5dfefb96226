import { isUpstreamError, UpstreamError } from '../../../resilience/index.ts';
import type { MayTell } from '../contract/own-words.ts';
import type { AnswerReader } from '../http-call.ts';
import type { Api } from '../source/api.ts';
import { dataOf } from './data-of.ts';
import { errorsIn, failureOf, type GraphqlError } from './graphql-fault.ts';
import { planted } from './planted.ts';

/**
 * Reads what lies in `data`, as if it were the document; without a place of their own, answers are its only member. An error stands in the place
 * that it is about, as a misfit would.
 * @param hasPlace whether the operation says where in `data` its answer lies
 * @param none what an answer of null is
 */
export const graphqlReader = (
  reader: AnswerReader,
  { name: source, graphql = {} }: Api,
  hasPlace: boolean,
  none: unknown,
): AnswerReader => {
  const insideOf = (document: unknown, mayTell: MayTell): unknown => {
    const whole = withFailures(document, (error) => failureOf(source, error, mayTell, graphql.kinds));
    return hasPlace ? whole : onlyMember(whole);
  };
  const { hints } = reader;
  return {
    ...reader,
    ...(hints && { hints: (document, headers, mayTell) => hints(insideOf(document, mayTell), headers, mayTell) }),
    accept: 'application/graphql-response+json, application/json;q=0.9, */*;q=0.1',
    findFault(document, mayTell) {
      const errors = errorsIn(document);
      const data = dataOf(document);
      // An error without a place is one of the whole.
      const whole = data === undefined ? errors[0] : errors.find(({ path }) => path === undefined);
      if (whole) return failureOf(source, whole, mayTell, graphql.kinds);
      return data === undefined ? null : (reader.findFault?.(data, mayTell) ?? null);
    },
    read(document, mayTell) {
      const value = insideOf(document, mayTell);
      if (isUpstreamError(value)) throw value;
      if (value === null || value === undefined) return { value: none, misfits: 0 };
      const read = reader.read(value, mayTell);
      return { value: read.value, misfits: read.misfits + errorsIn(document).slice(0, MAX_ERRORS).length };
    },
  };
};

/** What lies in `data`, each error in the place that it is about. @throws UpstreamError `mismatch` */
const withFailures = (document: unknown, failure: (error: GraphqlError) => UpstreamError): unknown => {
  const data = dataOf(document);
  if (data === undefined) throw unfit('expected data, got none');
  const errors = errorsIn(document).slice(0, MAX_ERRORS);
  return planted(
    data,
    errors.map((error) => ({ path: error.path ?? [], failure: failure(error) })),
  );
};

/** @throws UpstreamError `mismatch` where there are several */
const onlyMember = (data: unknown): unknown => {
  // Names that begin so are GraphQL's own.
  const members = Object.entries(data as object).flatMap(([name, value]: readonly [string, unknown]) =>
    name.startsWith('__') ? [] : [value],
  );
  if (members.length !== 1) throw unfit(`expected one member in data, got ${members.length}: say at`);
  return members[0];
};

const unfit = (detail: string): UpstreamError => new UpstreamError('mismatch', { sent: 'yes', detail });

/** More of them say nothing new. */
const MAX_ERRORS = 1000;
