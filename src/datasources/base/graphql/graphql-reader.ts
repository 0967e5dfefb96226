import { isUpstreamError, UpstreamError } from '../../../resilience/index.ts';
import type { AnswerReader } from '../exchange.ts';
import type { Api } from '../source/api.ts';
import { errorsIn, failureOf } from './graphql-fault.ts';
import { planted } from './planted.ts';

type Members = Readonly<Record<string, unknown>>;

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
): AnswerReader => ({
  ...reader,
  accept: 'application/graphql-response+json, application/json;q=0.9, */*;q=0.1',
  findFault(document) {
    const errors = errorsIn(document);
    const data = dataOf(document);
    // An error without a place is one of the whole.
    const whole = data === undefined ? errors[0] : errors.find(({ path }) => path === undefined);
    if (whole) return failureOf(source, whole, graphql.kinds);
    return data === undefined ? null : (reader.findFault?.(data) ?? null);
  },
  read(document) {
    const data = dataOf(document);
    const unfit = (detail: string) => new UpstreamError('mismatch', { source, sent: 'yes', detail });
    if (data === undefined) throw unfit('expected data, got none');
    const errors = errorsIn(document).slice(0, MAX_ERRORS);
    const whole = errors.reduce<unknown>(
      (value, error) => planted(value, error.path ?? [], failureOf(source, error, graphql.kinds)),
      data,
    ) as Members;
    // Names that begin so are GraphQL's own.
    const members = Object.keys(whole).flatMap((name) => (name.startsWith('__') ? [] : [whole[name]]));
    if (!hasPlace && members.length !== 1) throw unfit(`expected one member in data, got ${members.length}: say at`);
    const [value] = hasPlace ? [whole] : members;
    if (isUpstreamError(value)) throw value;
    if (value === null || value === undefined) return { value: none, misfits: 0 };
    const read = reader.read(value);
    return { value: read.value, misfits: read.misfits + errors.length };
  },
});

/** More of them say nothing new. */
const MAX_ERRORS = 1000;

const dataOf = (document: unknown): Members | undefined => {
  const data = typeof document === 'object' && document !== null ? (document as Members)['data'] : undefined;
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Members) : undefined;
};
