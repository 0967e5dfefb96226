import type { UpstreamError } from '../../resilience/index.ts';
import type { MayTell } from './contract/own-words.ts';
import { classifyRefusal, withItsTime } from './http/classify-refusal.ts';
import type { AnswerReader } from './http-call.ts';
import type { WireResponse } from './transport/transport.ts';

/** What a status, and all that stands beside it, says of a request that was refused; null if it was not. */
export const refusalOf = (
  response: WireResponse,
  reader: AnswerReader,
  mayTell: MayTell,
  nowEpochMs: number,
): UpstreamError | null => {
  const refused = classifyRefusal(response, nowEpochMs);
  if (!refused) return null;
  const failure = withItsTime(moreOf(refused, response, reader, mayTell), response, nowEpochMs);
  return explained(failure, response, reader, mayTell);
};

/** What is wrong with a request is told field by field, where the answer says so. */
const explained = (
  failure: UpstreamError,
  response: WireResponse,
  { findProblems }: AnswerReader,
  mayTell: MayTell,
): UpstreamError => {
  const fields =
    failure.kind === 'rejected' || failure.kind === 'conflict' ? (findProblems?.(response, mayTell) ?? []) : [];
  return fields.length === 0 ? failure : failure.with({ fields });
};

/** A code that the source knows says more than a status; one it does not know says less. */
const moreOf = (
  refused: UpstreamError,
  response: WireResponse,
  reader: AnswerReader,
  mayTell: MayTell,
): UpstreamError => {
  const { faultStatuses } = reader;
  const fault = faultIn(response, reader, mayTell);
  if (!fault) return refused;
  if (faultStatuses?.includes(refused.facts.status ?? 0)) return fault.with({ ...refused.facts, ...fault.facts });
  const { detail } = fault.facts;
  // A limit is a limit, whatever the code beside it is called.
  return fault.kind === 'rejected' || refused.kind === 'throttled' || faultStatuses
    ? refused.with(detail === undefined ? {} : { detail })
    : fault.with({ ...refused.facts, ...fault.facts });
};

/** A fault says more than a status: looked for on refusals too, where the body can be read at all. */
const faultIn = (
  { body, headers }: WireResponse,
  { parse, findFault }: AnswerReader,
  mayTell: MayTell,
): UpstreamError | null => {
  if (!findFault || body.length === 0) return null;
  try {
    return findFault(parse(body, headers['content-type']), mayTell);
  } catch {
    return null;
  }
};
