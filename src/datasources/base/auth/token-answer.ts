import { isHeaderValue } from '../http/header-text.ts';
import type { WireResponse } from '../transport/transport.ts';
import { lifetimeMs } from './lifetime.ts';
import { documentIn, noToken } from './token-request.ts';
import type { IssuedToken } from './token-source.ts';
import { valueAt } from './value-at.ts';

/** Where an answer holds what, as paths of names like `data.token`. */
export interface TokenPaths {
  /** @default 'access_token' */
  readonly token?: string;
  /** Seconds, a date, or seconds or milliseconds since 1970. @default 'expires_in' */
  readonly expires?: string;
  /** @default 'refresh_token' */
  readonly refresh?: string;
}

/** A token, and what to ask with for the next one. */
export interface TokenAnswer extends IssuedToken {
  readonly refreshToken?: string;
}

/** What the answer of a token endpoint holds. @throws UpstreamError `authUnavailable` if there is no token in it */
export const readTokenAnswer = (
  response: WireResponse,
  { token: at = 'access_token', expires = 'expires_in', refresh = 'refresh_token' }: TokenPaths,
  nowEpochMs: number,
): TokenAnswer => {
  const document = documentIn(response);
  if (document === undefined) throw noToken('answered with no JSON');
  const token = valueAt(document, at);
  if (!isToken(token)) throw noToken(`answered without a token at ${at}`);
  const next = valueAt(document, refresh);
  return {
    token,
    ttlMs: lifetimeMs(valueAt(document, expires), nowEpochMs),
    ...(isToken(next) ? { refreshToken: next } : {}),
  };
};

/** What can be sent in a header. */
const isToken = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && isHeaderValue(value);
