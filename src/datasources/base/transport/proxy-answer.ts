import { UpstreamError } from '../../../resilience/index.ts';
import type { WireRequest, WireResponse } from './transport.ts';

/** Its status when a proxy would not make a tunnel (CONNECT, RFC 9110 section 9.3.6); undefined if it said none. */
export const tunnelStatus = (error: unknown): number | undefined => {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth++) {
    if ('statusCode' in at && typeof at.statusCode === 'number') return at.statusCode;
    at = 'cause' in at ? at.cause : undefined;
  }
  return undefined;
};

/** What a proxy says by its status instead of letting a call through: a refusal, or that it could not reach the API. */
export const proxyRefusal = (status: number | undefined): UpstreamError => {
  const facts = { sent: 'no', phase: 'proxy' } as const;
  if (status === undefined || Number.isNaN(status))
    return new UpstreamError('unreachable', { ...facts, detail: 'the proxy hung up' });
  if (status === 407)
    return new UpstreamError('proxyRefused', { ...facts, detail: 'it wants another credential (HTTP 407)' });
  return new UpstreamError(status >= 500 ? 'unreachable' : 'proxyRefused', {
    ...facts,
    detail: `the proxy answered HTTP ${status} instead of a tunnel`,
  });
};

/**
 * For plain HTTP a proxy answers in place of the API. Only 407 is told apart: no API may say it (RFC 9110 section 15.5.8).
 * @throws UpstreamError `proxyRefused`
 */
export const refuseProxyAnswer = ({ status }: WireResponse, { url }: WireRequest): void => {
  if (status === 407 && url.protocol === 'http:') throw proxyRefusal(status);
};
