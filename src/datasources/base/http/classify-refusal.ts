import { UpstreamError } from '../../../resilience/index.ts';
import type { WireResponse } from '../transport/transport.ts';
import { classifyStatus } from './classify-status.ts';
import { isLimitText, LIMIT_TEXT_LENGTH, limitHint } from './limit-hint.ts';

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

const throttled = (status: number, { retryAfterMs }: { readonly retryAfterMs?: number }): UpstreamError =>
  new UpstreamError('throttled', { status, sent: 'yes', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });

/** Not fatal, unlike the readers of documents: it is only searched for words. */
const beginningOf = (body: Uint8Array): string => new TextDecoder().decode(body.subarray(0, LIMIT_TEXT_LENGTH));
