/** May a call be made again? `once`: one more time. `asked`: only if the other side said when (Retry-After). */
export type Again = 'yes' | 'once' | 'asked' | 'no';
/** How loud a failure is in the log. */
export type Level = 'info' | 'warn' | 'error';

/** What follows from one kind of failure. */
export interface Decision {
  /** Retry a call that is safe to repeat? */
  readonly retry: Again;
  /** Send a call again that changes something over there? */
  readonly resend: Again;
  /** `extensions.code`, as clients see it. */
  readonly code: string;
  readonly level: Level;
  /** One sentence, for people. */
  readonly says: string;
}

const row = (retry: Again, resend: Again, code: string, level: Level, says: string): Decision => ({
  retry,
  resend,
  code,
  level,
  says,
});

/**
 * Every way a call can fail, and what follows from it. The runtime reads this table, and nothing else decides:
 * no code switches on a message. Grounds: RFC 9110 section 9.2.2 (only safe repetition is automatic), RFC 8470 (425).
 */
export const decisionTable = {
  // never sent
  unresolved: row('once', 'once', 'UPSTREAM_UNREACHABLE', 'error', 'its host name could not be resolved'),
  unreachable: row('yes', 'yes', 'UPSTREAM_UNREACHABLE', 'error', 'no connection could be made'),
  connectTimeout: row('yes', 'yes', 'UPSTREAM_TIMEOUT', 'error', 'no connection was made in time'),
  untrusted: row('no', 'no', 'UPSTREAM_TLS_ERROR', 'error', 'its TLS identity or settings were refused'),
  unsafe: row('no', 'no', 'BAD_USER_INPUT', 'info', 'a value would have escaped its place in the request'),
  // broken on the way
  staleConnection: row(
    'once',
    'no',
    'UPSTREAM_UNREACHABLE',
    'warn',
    'a kept connection was closed as it was used again',
  ),
  disconnected: row('yes', 'no', 'UPSTREAM_UNREACHABLE', 'error', 'the connection broke before an answer came'),
  timeout: row('yes', 'no', 'UPSTREAM_TIMEOUT', 'error', 'no whole answer came in time'),
  truncated: row('once', 'no', 'UPSTREAM_BAD_RESPONSE', 'error', 'the answer broke off'),
  protocol: row('no', 'no', 'UPSTREAM_BAD_RESPONSE', 'error', 'the answer broke the rules of HTTP'),
  redirected: row('no', 'no', 'UPSTREAM_BAD_RESPONSE', 'error', 'it pointed elsewhere, and redirects are not followed'),
  undecodable: row('once', 'no', 'UPSTREAM_BAD_RESPONSE', 'error', 'the answer could not be decompressed'),
  tooLarge: row('no', 'no', 'UPSTREAM_RESPONSE_TOO_LARGE', 'error', 'the answer is larger than allowed'),
  malformed: row('once', 'no', 'UPSTREAM_MALFORMED', 'error', 'the answer is not a well-formed document'),
  mismatch: row('no', 'no', 'UPSTREAM_SCHEMA_MISMATCH', 'error', 'the answer does not fit the contract'),
  // said by the other side
  failed: row('yes', 'no', 'UPSTREAM_ERROR', 'error', 'it failed'),
  unavailable: row('yes', 'asked', 'UPSTREAM_UNAVAILABLE', 'error', 'it is unavailable'),
  throttled: row('yes', 'yes', 'UPSTREAM_RATE_LIMITED', 'warn', 'it asked for fewer calls'),
  misdirected: row('once', 'once', 'UPSTREAM_UNREACHABLE', 'warn', 'it asked for another connection'),
  tooMuch: row('asked', 'asked', 'UPSTREAM_REJECTED', 'warn', 'the request was too large for it'),
  unauthenticated: row('no', 'no', 'UPSTREAM_AUTH_FAILED', 'error', 'the credential was missing or refused'),
  forbidden: row('no', 'no', 'UPSTREAM_FORBIDDEN', 'error', 'the credential may not do this'),
  rejected: row('no', 'no', 'UPSTREAM_REJECTED', 'warn', 'it refused the request'),
  notFound: row('no', 'no', 'UPSTREAM_NOT_FOUND', 'info', 'it has no such thing'),
  conflict: row('no', 'no', 'UPSTREAM_CONFLICT', 'warn', 'the request conflicts with its state'),
  // decided here
  cancelled: row('no', 'no', 'CANCELLED', 'info', 'nobody waits for the answer any more'),
  internal: row('no', 'no', 'INTERNAL_SERVER_ERROR', 'error', 'an unexpected error on our side'),
} as const satisfies Readonly<Record<string, Decision>>;

/** The closed vocabulary of failures. */
export type FailureKind = keyof typeof decisionTable;

/** Whether text is a word of the vocabulary. */
export const isFailureKind = (text: string): text is FailureKind => Object.hasOwn(decisionTable, text);

/** What follows from `kind`. */
export const decide = (kind: FailureKind): Decision => decisionTable[kind];
