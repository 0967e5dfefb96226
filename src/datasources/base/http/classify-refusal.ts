import { UpstreamError } from '../../../resilience/index.ts';
import type { WireResponse } from '../transport/transport.ts';
import { classifyStatus } from './classify-status.ts';
import { isLimitText, LIMIT_TEXT_LENGTH, type LimitHint, limitHint } from './limit-hint.ts';
import { retryAfterMs } from './retry-after.ts';

/** The failure that a response says by its status, or `null` for success. A 403 that means a limit is `throttled`. */
export const classifyRefusal = ({ status, headers, body }: WireResponse, nowEpochMs: number): UpstreamError | null => {
  const refused = classifyStatus(status, headers, nowEpochMs);
  if (refused?.kind !== 'forbidden' && refused?.kind !== 'throttled') return refused;
  const limit = limitHint(status, headers, beginningOf(body), nowEpochMs);
  return limit ? throttled(status, limit) : refused;
};

/** For a response of success that could not be read: `throttled` if its body speaks of a limit, else `null`. */
export const limitInstead = ({ status, headers, body }: WireResponse, nowEpochMs: number): UpstreamError | null => {
  if (body.length > LIMIT_TEXT_LENGTH || !isLimitText(beginningOf(body))) return null;
  // Whatever its status, it has to be read as what it means.
  return throttled(status, limitHint(429, headers, '', nowEpochMs) ?? {});
};

/** A limit that only the document tells of lasts as long as the headers say, as any other. */
export const withItsTime = (failure: UpstreamError, { headers }: WireResponse, nowEpochMs: number): UpstreamError => {
  if (failure.kind !== 'throttled' || failure.facts.retryAfterMs !== undefined) return failure;
  const askedMs = retryAfterMs(headers, nowEpochMs);
  return askedMs === undefined ? failure : failure.with({ retryAfterMs: askedMs });
};

const throttled = (status: number, limit: LimitHint): UpstreamError =>
  new UpstreamError('throttled', { status, sent: 'yes', ...limit });

/** Not fatal, unlike the readers of documents: it is only searched for words. */
const beginningOf = (body: Uint8Array): string => new TextDecoder().decode(body.subarray(0, LIMIT_TEXT_LENGTH));
