/**
 * May a call be made again? `once`: one more time. `asked`: only if the other side said when (Retry-After).
 * `later`: not within this call, but whoever asked may ask again.
 */
export type Again = 'yes' | 'once' | 'asked' | 'later' | 'no';
/** How loud a failure is in the log. */
export type Level = 'info' | 'warn' | 'error';

/** What follows from one kind of failure. */
export interface Decision {
  /** Retry a call that is safe to repeat? */
  readonly retry: Again;
  /** Send a call again that changes something over there? */
  readonly resend: Again;
  /**
   * Does it speak of the other side's health? `failure` counts for the circuit breaker; `alive`: it answered, if not with what was asked for;
   * `neutral` decides nothing.
   */
  readonly breaker: 'failure' | 'alive' | 'neutral';
  /** May an answer from before stand in for it, marked as stale? */
  readonly stale: boolean;
  /** `extensions.code`, as clients see it. */
  readonly code: string;
  readonly level: Level;
  /** One sentence, for people. */
  readonly says: string;
}

type Words = readonly [retry: Again, resend: Again, breaker: Decision['breaker'], stale: 'stale' | '-'];

const row = ([retry, resend, breaker, stale]: Words, code: string, level: Level, says: string): Decision => ({
  retry,
  resend,
  breaker,
  stale: stale === 'stale',
  code,
  level,
  says,
});

/**
 * Every way a call can fail, and what follows from it. The runtime reads this table, and nothing else decides: no code switches on a message.
 * Grounds: RFC 9110 section 9.2.2 (only safe repetition is automatic), RFC 8470 (425), RFC 5861 section 4 (stale-if-error).
 */
export const decisionTable = {
  // never sent
  unresolved: row(
    ['once', 'once', 'failure', 'stale'],
    'UPSTREAM_UNREACHABLE',
    'error',
    'its host name could not be resolved',
  ),
  unreachable: row(['yes', 'yes', 'failure', 'stale'], 'UPSTREAM_UNREACHABLE', 'error', 'no connection could be made'),
  connectTimeout: row(
    ['yes', 'yes', 'failure', 'stale'],
    'UPSTREAM_TIMEOUT',
    'error',
    'no connection was made in time',
  ),
  untrusted: row(
    ['no', 'no', 'failure', 'stale'],
    'UPSTREAM_TLS_ERROR',
    'error',
    'its TLS identity or settings were refused',
  ),
  proxyRefused: row(
    ['no', 'no', 'neutral', 'stale'],
    'UPSTREAM_UNREACHABLE',
    'error',
    'the proxy on the way to it refused to let the call through',
  ),
  blocked: row(
    ['no', 'no', 'neutral', '-'],
    'UPSTREAM_BLOCKED_ADDRESS',
    'error',
    'its name leads to an address that must not be called',
  ),
  unsafe: row(
    ['no', 'no', 'neutral', '-'],
    'BAD_USER_INPUT',
    'info',
    'a value would have escaped its place in the request',
  ),
  // broken on the way
  staleConnection: row(
    ['once', 'no', 'neutral', 'stale'],
    'UPSTREAM_UNREACHABLE',
    'warn',
    'a kept connection was closed as it was used again',
  ),
  disconnected: row(
    ['yes', 'no', 'failure', 'stale'],
    'UPSTREAM_UNREACHABLE',
    'error',
    'the connection broke before an answer came',
  ),
  timeout: row(['yes', 'no', 'failure', 'stale'], 'UPSTREAM_TIMEOUT', 'error', 'no whole answer came in time'),
  truncated: row(['once', 'no', 'failure', 'stale'], 'UPSTREAM_BAD_RESPONSE', 'error', 'the answer broke off'),
  protocol: row(
    ['no', 'no', 'failure', 'stale'],
    'UPSTREAM_BAD_RESPONSE',
    'error',
    'the answer broke the rules of HTTP',
  ),
  redirected: row(
    ['no', 'no', 'alive', 'stale'],
    'UPSTREAM_BAD_RESPONSE',
    'error',
    'it pointed elsewhere, and redirects are not followed',
  ),
  undecodable: row(
    ['once', 'no', 'failure', 'stale'],
    'UPSTREAM_BAD_RESPONSE',
    'error',
    'the answer could not be decompressed',
  ),
  tooLarge: row(
    ['no', 'no', 'alive', '-'],
    'UPSTREAM_RESPONSE_TOO_LARGE',
    'error',
    'the answer is larger than allowed',
  ),
  malformed: row(
    ['once', 'no', 'failure', 'stale'],
    'UPSTREAM_MALFORMED',
    'error',
    'the answer is not a well-formed document',
  ),
  mismatch: row(
    ['no', 'no', 'alive', '-'],
    'UPSTREAM_SCHEMA_MISMATCH',
    'error',
    'the answer does not fit the contract',
  ),
  // said by the other side
  failed: row(['yes', 'no', 'failure', 'stale'], 'UPSTREAM_ERROR', 'error', 'it failed'),
  unavailable: row(['yes', 'asked', 'failure', 'stale'], 'UPSTREAM_UNAVAILABLE', 'error', 'it is unavailable'),
  throttled: row(['yes', 'yes', 'neutral', 'stale'], 'UPSTREAM_RATE_LIMITED', 'warn', 'it asked for fewer calls'),
  misdirected: row(
    ['once', 'once', 'alive', 'stale'],
    'UPSTREAM_UNREACHABLE',
    'warn',
    'it asked for another connection',
  ),
  tooMuch: row(['asked', 'asked', 'alive', '-'], 'UPSTREAM_REJECTED', 'warn', 'the request was too large for it'),
  unauthenticated: row(
    ['no', 'no', 'alive', '-'],
    'UPSTREAM_AUTH_FAILED',
    'error',
    'the credential was missing or refused',
  ),
  authUnavailable: row(
    ['later', 'later', 'neutral', 'stale'],
    'UPSTREAM_AUTH_UNAVAILABLE',
    'error',
    'no credential for it could be had',
  ),
  forbidden: row(['no', 'no', 'alive', '-'], 'UPSTREAM_FORBIDDEN', 'error', 'the credential may not do this'),
  rejected: row(['no', 'no', 'alive', '-'], 'UPSTREAM_REJECTED', 'warn', 'it refused the request'),
  notFound: row(['no', 'no', 'alive', '-'], 'UPSTREAM_NOT_FOUND', 'info', 'it has no such thing'),
  conflict: row(['no', 'no', 'alive', '-'], 'UPSTREAM_CONFLICT', 'warn', 'the request conflicts with its state'),
  // decided here
  outOfTime: row(
    ['later', 'later', 'neutral', 'stale'],
    'UPSTREAM_TIMEOUT',
    'warn',
    'the time given was spent before an answer came',
  ),
  stalled: row(
    ['yes', 'no', 'neutral', 'stale'],
    'UPSTREAM_TIMEOUT',
    'error',
    'this process was too busy to take its answer in time',
  ),
  noResources: row(
    ['yes', 'yes', 'neutral', 'stale'],
    'UPSTREAM_UNREACHABLE',
    'error',
    'this machine could not open a connection',
  ),
  disabled: row(['no', 'no', 'neutral', '-'], 'UPSTREAM_DISABLED', 'info', 'it is switched off here'),
  circuitOpen: row(
    ['later', 'later', 'neutral', 'stale'],
    'UPSTREAM_CIRCUIT_OPEN',
    'warn',
    'it failed so often that it is left alone for a while',
  ),
  overloaded: row(
    ['later', 'later', 'neutral', 'stale'],
    'UPSTREAM_OVERLOADED',
    'warn',
    'too many calls to it are under way or waiting',
  ),
  quotaSpent: row(
    ['later', 'later', 'neutral', 'stale'],
    'UPSTREAM_RATE_LIMITED',
    'warn',
    'what it allows us is used up for now',
  ),
  cancelled: row(['no', 'no', 'neutral', '-'], 'CANCELLED', 'info', 'nobody waits for the answer any more'),
  internal: row(['no', 'no', 'neutral', '-'], 'INTERNAL_SERVER_ERROR', 'error', 'an unexpected error on our side'),
} as const satisfies Readonly<Record<string, Decision>>;

/** The closed vocabulary of failures. */
export type FailureKind = keyof typeof decisionTable;

/** Whether text is a word of the vocabulary. */
export const isFailureKind = (text: string): text is FailureKind => Object.hasOwn(decisionTable, text);

/** What follows from a kind of failure. */
export type Decide = (kind: FailureKind) => Decision;

/** What follows from `kind`, where no source narrows it. */
export const decide: Decide = (kind) => decisionTable[kind];
