import { type FailureKind, UpstreamError } from '../../../resilience/index.ts';
import { retryAfterMs } from './retry-after.ts';

/** Statuses that mean more than their class does. */
const special: Readonly<Record<number, FailureKind>> = {
  // Nobody asked for a part, or whether anything changed.
  206: 'protocol',
  304: 'protocol',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'notFound',
  408: 'timeout',
  409: 'conflict',
  410: 'notFound',
  412: 'conflict',
  413: 'tooMuch',
  414: 'tooMuch',
  421: 'misdirected',
  425: 'misdirected',
  429: 'throttled',
  431: 'tooMuch',
  501: 'rejected',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
  505: 'rejected',
  // A captive portal (RFC 6585 section 6): what is on the way wants a credential for itself, and the API never heard of the call.
  511: 'proxyRefused',
  // Of CDNs: the handshake with the origin failed; its certificate is invalid; it is overloaded.
  525: 'untrusted',
  526: 'untrusted',
  529: 'throttled',
};

/** By its first digit, as RFC 9110 section 15 has unknown statuses read. */
const ofClass: Readonly<Record<number, FailureKind | null>> = { 2: null, 3: 'redirected', 4: 'rejected', 5: 'failed' };

const MAY_ASK_TO_WAIT: ReadonlySet<number> = new Set([413, 429, 503, 529]);

/** The failure that a status says, or `null` for success. */
export const classifyStatus = (
  status: number,
  headers: Readonly<Record<string, string>>,
  nowEpochMs: number,
): UpstreamError | null => {
  const byClass = ofClass[Math.floor(status / 100)];
  const kind = special[status] ?? (byClass === undefined ? 'protocol' : byClass);
  if (kind === null) return null;
  const asked = MAY_ASK_TO_WAIT.has(status) ? retryAfterMs(headers, nowEpochMs) : undefined;
  return new UpstreamError(kind, { status, sent: 'yes', ...(asked === undefined ? {} : { retryAfterMs: asked }) });
};
