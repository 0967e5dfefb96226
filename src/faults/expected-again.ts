import type { Again, FailureKind } from '../resilience/index.ts';

/**
 * How often a call that is safe to repeat is to be made again after each kind of failure. Written out by hand, and not read from the decision
 * table that it judges: what is changed in one of the two is seen in the other.
 */
export const expectedAgain: Readonly<Record<FailureKind, Again>> = {
  unresolved: 'once',
  unreachable: 'yes',
  connectTimeout: 'yes',
  untrusted: 'no',
  blocked: 'no',
  unsafe: 'no',
  staleConnection: 'once',
  disconnected: 'yes',
  timeout: 'yes',
  truncated: 'once',
  protocol: 'no',
  redirected: 'no',
  undecodable: 'once',
  tooLarge: 'no',
  malformed: 'once',
  mismatch: 'no',
  failed: 'yes',
  unavailable: 'yes',
  throttled: 'yes',
  misdirected: 'once',
  tooMuch: 'asked',
  unauthenticated: 'no',
  forbidden: 'no',
  rejected: 'no',
  notFound: 'no',
  conflict: 'no',
  outOfTime: 'later',
  stalled: 'yes',
  noResources: 'yes',
  circuitOpen: 'later',
  overloaded: 'later',
  quotaSpent: 'later',
  cancelled: 'no',
  internal: 'no',
};
