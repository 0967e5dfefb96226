import { asUpstreamError, decide, UpstreamError } from '../../../resilience/index.ts';
import { parseJson } from '../decode/json.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import type { WireResponse } from '../transport/transport.ts';
import type { AuthTools, TokenRequest } from './auth-tools.ts';

/** Codes of RFC 6749 section 5.2, and of those beside it, that may be told: any other text could hold a secret. */
const refusals: ReadonlySet<unknown> = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'invalid_target',
  'access_denied',
]);
/** Of section 4.1.2.1: not the client's fault. */
const transient: ReadonlySet<unknown> = new Set(['temporarily_unavailable', 'server_error', 'slow_down']);
/** Statuses below 500 that say nothing of the client. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

/** That there is no token now, and why. What it says may be read by clients. */
export const noToken = (detail: string, facts: { readonly retryAfterMs?: number } = {}): UpstreamError =>
  new UpstreamError('authUnavailable', { sent: 'no', detail: `its token endpoint ${detail}`, ...facts });

/** That there will be no token until somebody changes something. */
const noTokenEver = (detail: string): UpstreamError =>
  new UpstreamError('unauthenticated', { sent: 'no', detail: `its token endpoint ${detail}` });

/**
 * Asks for a token: once, except that a kept connection which had been closed is opened anew.
 * @throws UpstreamError `unauthenticated` if the client was refused, `authUnavailable` for all else
 */
export const requestToken = async (
  { send, epochMs }: AuthTools,
  request: TokenRequest,
  { resend }: { readonly resend: boolean },
): Promise<WireResponse> => {
  const response = await send(request)
    .catch((error: unknown) => {
      if (resend && asUpstreamError(error).kind === 'staleConnection') return send(request);
      throw error;
    })
    .catch((error: unknown) => {
      const { kind, facts } = asUpstreamError(error);
      throw noToken(`was asked in vain, ${decide(kind).says}${kind === 'timeout' ? `, ${facts.detail}` : ''}`);
    });
  const refused = refusalIn(response, epochMs());
  if (refused) throw refused;
  return response;
};

/** A JSON document; undefined if it is none. */
export const documentIn = ({ body }: WireResponse): unknown => {
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(body), { exact: false });
  } catch {
    return undefined;
  }
};

const refusalIn = (response: WireResponse, nowEpochMs: number): UpstreamError | null => {
  const { status, headers } = response;
  const code = codeIn(response);
  if (status >= 200 && status < 300 && code === undefined) return null;
  const said = refusals.has(code) ? `answered ${String(code)}` : `answered with HTTP ${status}`;
  const blames = refusals.has(code) || (status >= 400 && status < 500 && !passing.has(status));
  if (blames && !transient.has(code)) return noTokenEver(said);
  const asked = retryAfterMs(headers, nowEpochMs);
  return noToken(said, asked === undefined ? {} : { retryAfterMs: Math.min(asked, MAX_PAUSE_MS) });
};

/** However long it asks to be left alone, it is asked again after this. */
const MAX_PAUSE_MS = 300_000;

/** Some say `error` in an answer of success. */
const codeIn = (response: WireResponse): unknown => {
  const document = documentIn(response);
  const code = typeof document === 'object' && document !== null && 'error' in document ? document.error : undefined;
  return code === null || code === '' || code === false ? undefined : code;
};
