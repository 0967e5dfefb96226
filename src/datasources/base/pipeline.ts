import {
  accountsOf,
  attemptTimeout,
  awaitTurn,
  breaker,
  bulkhead,
  type CallEvent,
  type Clock,
  cache,
  coalesce,
  type Decide,
  deadline,
  hedge,
  type OnBreakerChange,
  type OnPutAside,
  observe,
  type Policy,
  per,
  quota,
  type Random,
  type RetryBudget,
  retry,
  retryBudget,
  rotate,
  type Shelf,
} from '../../resilience/index.ts';
import type { Answer } from './answer.ts';
import { authenticate } from './auth/authenticate.ts';
import { conditional } from './cache/conditional.ts';
import type { HttpCall } from './http-call.ts';
import type { Policies } from './source/policies.ts';

/** What each concern is called where one of them is left out. */
export const policyNames = [
  'observe',
  'cache',
  'coalesce',
  'deadline',
  'retry',
  'budget',
  'hedge',
  'breaker',
  'bulkhead',
  'rotate',
  'quota',
  'authenticate',
  'attemptTimeout',
] as const;

export type PolicyName = (typeof policyNames)[number];

export interface PipelineOptions {
  readonly policies: Policies;
  readonly decide: Decide;
  /** Where answers are kept; `null`: nowhere. */
  readonly shelf: Shelf<Answer> | null;
  readonly report: (event: CallEvent, call: HttpCall) => void;
  /** Hears when the circuit of a target opens or closes. */
  readonly onCircuit?: OnBreakerChange;
  /** Hears when one of several credentials was refused, and is left alone for a while. */
  readonly onPutAside?: OnPutAside<HttpCall>;
  /** Aborts when the source is given up: nothing goes on in the background. @default never */
  readonly end?: AbortSignal;
  readonly clock: Clock;
  readonly random: Random;
  /** Concerns to leave out: how tests see that each is needed. */
  readonly without?: readonly PolicyName[];
}

type Entry = readonly [PolicyName, Policy<HttpCall, Answer> | null];

/** Everything that wraps a call to a source: outermost first, each with the reason for its place. */
export const pipeline = (options: PipelineOptions): Policy<HttpCall, Answer>[] => {
  const {
    policies,
    decide,
    shelf,
    report,
    onCircuit,
    onPutAside,
    end = new AbortController().signal,
    clock,
    random,
    without = [],
  } = options;
  // One for each target, shared by all that repeats.
  const budget = per(() => (without.includes('budget') ? endless : retryBudget(policies.budget, clock)));
  const limits = { declared: policies.quotas, learn: true, maxGateMs: MAX_GATE_MS };
  const accounts = accountsOf(limits, clock, random);
  const observed = observe<HttpCall, Answer>(report, clock, decide);
  const list: readonly Entry[] = [
    // Sees every call, also those that others answer.
    ['observe', observed],
    // Outside of everything that costs: what is kept spends no quota, no budget, and no probe of the breaker.
    ['cache', shelf && cache({ shelf, decide, revalidate: conditional, end, background: observed }, clock, random)],
    // Outside of everything that tries: callers share one sequence of attempts, not one attempt each.
    ['coalesce', coalesce(clock)],
    // Around all attempts, their queues and the pauses between them; a caller waits no longer than this, whatever happens inside.
    ['deadline', deadline(policies.timeouts, clock)],
    // Outside of all that belongs to one attempt, so that each attempt is paid for, counted, timed and signed by itself.
    ['retry', retry(policies.retry, { decide, budget }, clock, random)],
    // Inside of retry: two copies are one attempt, and a retry never hedges a pause. Each copy passes all that follows.
    ['hedge', policies.hedge && hedge(policies.hedge, { budget, accounts }, clock)],
    // Before the queues: an API that is down is not waited for.
    ['breaker', policies.breaker && breaker(policies.breaker, decide, clock, random, onCircuit)],
    // Inside of retry, so that each attempt chooses anew; beside the quota, whose memory of each account tells which of them may be used.
    ['rotate', rotate(accounts, clock, onPutAside)],
    // Outside of the bulkhead: an account that waits for its turn takes no place from the others.
    ['quota', awaitTurn(accounts)],
    // Inside of the wait for a turn, which may be long.
    ['bulkhead', bulkhead(policies.bulkhead, clock)],
    // Outside of the attempt's time, so that waiting for a token is billed neither to the API nor to its breaker, which does not count it;
    // inside of all that counts retries, so that a refused token costs none.
    ['authenticate', authenticate()],
    // Inside of all that waits, so that a turn counts from the very time at which the call goes out, and each time that one does.
    ['quota', quota(limits, accounts)],
    // Innermost, so that a timeout is one more failure that can be retried and counted.
    ['attemptTimeout', attemptTimeout(policies.timeouts, clock)],
  ];
  return list.flatMap(([name, policy]) => (policy === null || without.includes(name) ? [] : [policy]));
};

/** For tests: what retries would be without a budget. */
const endless: RetryBudget = { deposit() {}, withdraw: () => true };

/** However long an API asks to be left alone, it is asked again after this. */
const MAX_GATE_MS = 300_000;
