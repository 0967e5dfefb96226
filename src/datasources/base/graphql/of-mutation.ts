import { decide, isUpstreamError, UpstreamError } from '../../../resilience/index.ts';
import type { AnswerReader } from '../http-call.ts';
import { dataOf } from './data-of.ts';
import { errorsIn } from './graphql-fault.ts';

/**
 * Reads the answers of mutations. What fails before anything begins has neither data nor an error with a place (GraphQL specification, section
 * 7.1.2); all else may have changed something, and has failed for good: also where a field met a limit, or a credential was refused for it.
 */
export const ofMutation = (reader: AnswerReader): AnswerReader => ({
  ...reader,
  findFault(document, mayTell) {
    const fault = reader.findFault?.(document, mayTell) ?? null;
    return fault && hasBegun(document) ? final(fault) : fault;
  },
  read(document, mayTell) {
    try {
      return reader.read(document, mayTell);
    } catch (error) {
      throw isUpstreamError(error) ? final(error) : error;
    }
  },
});

const hasBegun = (document: unknown): boolean =>
  dataOf(document) !== undefined || errorsIn(document).some(({ path }) => path !== undefined);

/** A failure by whose kind nothing is sent again, be it with another credential. */
const final = (failure: UpstreamError): UpstreamError => {
  const { kind, facts } = failure;
  const isFinal = kind !== 'unauthenticated' && kind !== 'authUnavailable' && decide(kind).resend === 'no';
  return isFinal ? failure : new UpstreamError('failed', facts);
};
