import { type BackoffOptions, backoff, type Random } from './backoff.ts';
import { type Clock, sleep } from './clock.ts';
import { MIN_ATTEMPT_MS } from './deadline.ts';
import { type Decide, decide as inTable } from './decision-table.ts';
import type { Call, Policy } from './policy.ts';
import type { RetryBudget } from './retry-budget.ts';
import { asUpstreamError, furthest, UpstreamError } from './upstream-error.ts';

/** How often, and how patiently, a call is made again. */
export interface RetryOptions extends BackoffOptions {
  /** Attempts in all, the first included: 1 to 10. 1 turns retries off, not a `hedge`, whose second copy is part of an attempt. @default 3 */
  readonly maxAttempts: number;
  /** A longer pause than this is not waited for, even if the other side asks for it; nor one that ends after `timeouts.totalMs`, which is the lower limit unless it is raised. @default 20000 */
  readonly maxRetryAfterMs: number;
}

/** What a retry asks before it repeats anything. */
export interface RetryGrounds {
  readonly decide: Decide;
  /** The budget of a target. */
  readonly budget: (target: string) => RetryBudget;
}

/** Makes a call again where the decision table allows it, paused by full jitter, within the deadline and the budget. The only retry loop there is. */
export const retry =
  <C extends Call, A>(options: RetryOptions, grounds: RetryGrounds, clock: Clock, random: Random): Policy<C, A> =>
  (next) =>
  async (call) => {
    const spent: Spent = { tries: 0, paid: false, once: false, reconnected: false };
    const before = call.trace.attempts;
    for (let last: UpstreamError | undefined; ; ) {
      if (call.signal.aborted) throw givenUp(call, last);
      if (call.deadline() - clock.now() < MIN_ATTEMPT_MS) throw tooLate(call, last);
      try {
        spent.tries += 1;
        return await paidFor(next(call), spent, () => call.trace.attempts > before, grounds.budget(call.target));
      } catch (error) {
        const failure = asUpstreamError(error);
        if (call.signal.aborted) throw ended(failure, last, call);
        // What refused this attempt here says why there are no more; what is wrong over there, the failure before it. By the table itself, not
        // by what a source makes of it: that repeats a failure later is no refusal of ours.
        if (last && !failure.facts.elsewhere && inTable(failure.kind).retry === 'later')
          throw stopped(last.with(waitOf(failure)), failure.facts.stopped, call);
        last = failure;
        call.trace.last = failure;
        const pause = pauseAfter(last, call, spent, options, grounds, call.deadline() - clock.now(), random);
        if (typeof pause !== 'number') throw stopped(pause, undefined, call);
        if (pause > 0) await paused(call, pause, clock);
      }
    }
  };

/** Waits; cut short only by the signal, which is looked at next. */
const paused = async ({ signal, trace }: Call, pauseMs: number, clock: Clock): Promise<void> => {
  const start = clock.now();
  await sleep(clock, pauseMs, signal).catch(() => undefined);
  trace.pausedMs = (trace.pausedMs ?? 0) + clock.now() - start;
};

/** A call pays into the budget once it has been on the wire: what was refused here is no load that retries could be a share of. */
const paidFor = <A>(attempt: Promise<A>, spent: Spent, wasSent: () => boolean, budget: RetryBudget): Promise<A> =>
  attempt.finally(() => {
    if (spent.paid || !wasSent()) return;
    spent.paid = true;
    budget.deposit();
  });

interface Spent {
  tries: number;
  paid: boolean;
  once: boolean;
  reconnected: boolean;
}

/** The pause before the next attempt, in milliseconds; or the failure to end with. */
const pauseAfter = (
  failure: UpstreamError,
  call: Call,
  spent: Spent,
  options: RetryOptions,
  { decide, budget }: RetryGrounds,
  remainingMs: number,
  random: Random,
): number | UpstreamError => {
  const { elsewhere = false } = failure.facts;
  const said = decide(failure.kind)[call.idempotent ? 'retry' : 'resend'];
  // Refusing a credential changed nothing over there, and another one need not be refused.
  const again = elsewhere && failure.kind !== 'throttled' ? 'yes' : said;
  const askedMs = elsewhere ? undefined : failure.facts.retryAfterMs;
  if (again === 'no' || again === 'later' || (again === 'asked' && askedMs === undefined)) return failure;
  if (failure.kind === 'staleConnection' && !spent.reconnected) {
    // Nothing is wrong over there: a fresh connection at once, outside the count and the budget.
    spent.reconnected = true;
    spent.tries -= 1;
    return 0;
  }
  if (spent.tries >= options.maxAttempts || (again === 'once' && spent.once))
    return failure.with({ stopped: 'attempts' });
  spent.once ||= again === 'once';
  const baseMs = failure.kind === 'throttled' ? options.throttledBaseMs : options.baseMs;
  const pause = elsewhere ? 0 : backoff(spent.tries, baseMs, options.capMs, askedMs, random);
  if ((askedMs ?? 0) > options.maxRetryAfterMs || pause + MIN_ATTEMPT_MS > remainingMs)
    return failure.with({ stopped: 'deadline' });
  // Last, so that only what is really repeated is paid for.
  return budget(call.target).withdraw() ? pause : failure.with({ stopped: 'budget' });
};

/** How long the last refusal said to wait, if it did. */
const waitOf = ({ facts: { retryAfterMs } }: UpstreamError) => (retryAfterMs === undefined ? {} : { retryAfterMs });

/** The failure a call ends with: how often it was tried, how far any of its attempts got, and when to come back, if only we know. */
const stopped = (failure: UpstreamError, why: UpstreamError['facts']['stopped'], { trace }: Call): UpstreamError => {
  const { heldMs, retryAfterMs = heldMs } = failure.facts;
  const sent = furthest(trace.sent, failure.facts.sent);
  return failure.with({
    ...(retryAfterMs === undefined ? {} : { retryAfterMs: Math.ceil(retryAfterMs) }),
    ...(why === undefined ? {} : { stopped: why }),
    ...(sent === undefined ? {} : { sent }),
    attempts: trace.attempts,
  });
};

/** The end of a call whose time is up between two attempts: the last real failure says more than a bare timeout. */
const tooLate = (call: Call, last: UpstreamError | undefined): UpstreamError =>
  stopped(
    last ?? new UpstreamError('outOfTime', { sent: 'no', detail: 'too little time was left to begin' }),
    'deadline',
    call,
  );

/** The end of a call that was given up during an attempt: what that attempt saw, unless it saw nothing but the end of its time. */
const ended = (failure: UpstreamError, last: UpstreamError | undefined, call: Call): UpstreamError =>
  last && failure.kind === 'outOfTime' ? tooLate(call, last) : stopped(failure, undefined, call);

/** The end of a call that was given up between two attempts: by the deadline, or because nobody waits. */
const givenUp = (call: Call, last: UpstreamError | undefined): UpstreamError => {
  const reason = asUpstreamError(call.signal.reason);
  if (reason.kind === 'outOfTime' && last) return tooLate(call, last);
  return stopped(reason.with({ sent: last?.facts.sent ?? 'no' }), undefined, call);
};
