import type { FailureKind } from '../resilience/index.ts';

/** What clients are to be told of a kind of failure. */
export interface ExpectedWords {
  readonly code: string;
  /** Whether asking again may help. `ifAsked`: only if the API said when. */
  readonly retryable: boolean | 'ifAsked';
}

/**
 * Kinds of failure after which a change that is not safe to repeat may be asked for again, if it cannot have been made; `ifAsked`: only if the
 * API said when. Of all others the client has to look first.
 */
export const repeatable: Readonly<Partial<Record<FailureKind, true | 'ifAsked'>>> = {
  unresolved: true,
  unreachable: true,
  connectTimeout: true,
  unavailable: 'ifAsked',
  throttled: true,
  misdirected: true,
  tooMuch: 'ifAsked',
  authUnavailable: true,
  outOfTime: true,
  noResources: true,
  circuitOpen: true,
  overloaded: true,
  quotaSpent: true,
};

const lasting = (code: string): ExpectedWords => ({ code, retryable: false });
const passing = (code: string): ExpectedWords => ({ code, retryable: true });

/**
 * What clients are to be told of each kind of failure. Written out by hand, and not read from the decision table that it judges: what is changed
 * in one of the two is seen in the other.
 */
export const expectedWords: Readonly<Record<FailureKind, ExpectedWords>> = {
  unresolved: passing('UPSTREAM_UNREACHABLE'),
  unreachable: passing('UPSTREAM_UNREACHABLE'),
  connectTimeout: passing('UPSTREAM_TIMEOUT'),
  untrusted: lasting('UPSTREAM_TLS_ERROR'),
  proxyRefused: lasting('UPSTREAM_UNREACHABLE'),
  blocked: lasting('UPSTREAM_BLOCKED_ADDRESS'),
  unsafe: lasting('BAD_USER_INPUT'),
  staleConnection: passing('UPSTREAM_UNREACHABLE'),
  disconnected: passing('UPSTREAM_UNREACHABLE'),
  timeout: passing('UPSTREAM_TIMEOUT'),
  truncated: passing('UPSTREAM_BAD_RESPONSE'),
  protocol: lasting('UPSTREAM_BAD_RESPONSE'),
  redirected: lasting('UPSTREAM_BAD_RESPONSE'),
  undecodable: passing('UPSTREAM_BAD_RESPONSE'),
  tooLarge: lasting('UPSTREAM_RESPONSE_TOO_LARGE'),
  malformed: passing('UPSTREAM_MALFORMED'),
  mismatch: lasting('UPSTREAM_SCHEMA_MISMATCH'),
  failed: passing('UPSTREAM_ERROR'),
  unavailable: passing('UPSTREAM_UNAVAILABLE'),
  throttled: passing('UPSTREAM_RATE_LIMITED'),
  misdirected: passing('UPSTREAM_UNREACHABLE'),
  tooMuch: { code: 'UPSTREAM_REJECTED', retryable: 'ifAsked' },
  unauthenticated: lasting('UPSTREAM_AUTH_FAILED'),
  authUnavailable: passing('UPSTREAM_AUTH_UNAVAILABLE'),
  forbidden: lasting('UPSTREAM_FORBIDDEN'),
  rejected: lasting('UPSTREAM_REJECTED'),
  notFound: lasting('UPSTREAM_NOT_FOUND'),
  conflict: lasting('UPSTREAM_CONFLICT'),
  outOfTime: passing('UPSTREAM_TIMEOUT'),
  stalled: passing('UPSTREAM_TIMEOUT'),
  noResources: passing('UPSTREAM_UNREACHABLE'),
  disabled: lasting('UPSTREAM_DISABLED'),
  circuitOpen: passing('UPSTREAM_CIRCUIT_OPEN'),
  overloaded: passing('UPSTREAM_OVERLOADED'),
  quotaSpent: passing('UPSTREAM_RATE_LIMITED'),
  cancelled: lasting('CANCELLED'),
  internal: lasting('INTERNAL_SERVER_ERROR'),
};
