import { type BackoffOptions, backoff, type Random } from './backoff.ts';
import { type Clock, sleep } from './clock.ts';
import { decide } from './decision-table.ts';
import type { Call, Policy } from './policy.ts';
import { asUpstreamError, UpstreamError } from './upstream-error.ts';

/** How often, and how patiently, a call is made again. */
export interface RetryOptions extends BackoffOptions {
  /** Attempts in all, the first included. 1 turns retries off. @default 3 */
  readonly maxAttempts: number;
  /** A longer pause than this is not waited for, even if the other side asks for it. @default 20000 */
  readonly maxRetryAfterMs: number;
}

/** An attempt with less time than this cannot succeed, and is not started. */
const MIN_ATTEMPT_MS = 100;

/** Makes a call again where the decision table allows it, paused by full jitter, within the deadline. The only retry loop there is. */
export const retry =
  <C extends Call, A>(options: RetryOptions, clock: Clock, random: Random): Policy<C, A> =>
  (next) =>
  async (call) => {
    const spent = { counted: 0, once: false, reconnected: false };
    for (let last: UpstreamError | undefined; ; ) {
      if (call.signal.aborted) throw givenUp(call, last);
      if (call.deadline() - clock.now() < MIN_ATTEMPT_MS) throw tooLate(call, last);
      try {
        spent.counted += 1;
        call.trace.attempts += 1;
        return await next(call);
      } catch (error) {
        last = asUpstreamError(error);
        if (call.signal.aborted) throw last.with({ attempts: call.trace.attempts });
        const pause = pauseAfter(last, call, spent, options, call.deadline() - clock.now(), random);
        if (typeof pause !== 'number') throw pause.with({ attempts: call.trace.attempts });
        // Cut short only by the signal, which is looked at next.
        if (pause > 0) await sleep(clock, pause, call.signal).catch(() => undefined);
      }
    }
  };

interface Spent {
  counted: number;
  once: boolean;
  reconnected: boolean;
}

/** The pause before the next attempt, in milliseconds; or the failure to end with. */
const pauseAfter = (
  failure: UpstreamError,
  call: Call,
  spent: Spent,
  options: RetryOptions,
  remainingMs: number,
  random: Random,
): number | UpstreamError => {
  const again = decide(failure.kind)[call.idempotent ? 'retry' : 'resend'];
  const askedMs = failure.facts.retryAfterMs;
  if (again === 'no' || (again === 'asked' && askedMs === undefined)) return failure;
  if (failure.kind === 'staleConnection' && !spent.reconnected) {
    // Nothing is wrong over there: a fresh connection at once, outside the count.
    spent.reconnected = true;
    spent.counted -= 1;
    return 0;
  }
  if (spent.counted >= options.maxAttempts || (again === 'once' && spent.once))
    return failure.with({ stopped: 'attempts' });
  spent.once ||= again === 'once';
  const baseMs = failure.kind === 'throttled' ? options.throttledBaseMs : options.baseMs;
  const pause = backoff(spent.counted, baseMs, options.capMs, askedMs, random);
  if ((askedMs ?? 0) > options.maxRetryAfterMs || pause + MIN_ATTEMPT_MS > remainingMs)
    return failure.with({ stopped: 'deadline' });
  return pause;
};

/** The end of a call whose time is up between two attempts: the last real failure says more than a bare timeout. */
const tooLate = ({ trace: { attempts } }: Call, last: UpstreamError | undefined): UpstreamError =>
  last?.with({ stopped: 'deadline', attempts }) ??
  new UpstreamError('timeout', { stopped: 'deadline', sent: 'no', detail: 'too little time was left to begin' });

/** The end of a call that was given up between two attempts: by the deadline, or because nobody waits. */
const givenUp = (call: Call, last: UpstreamError | undefined): UpstreamError => {
  const reason = asUpstreamError(call.signal.reason);
  if (reason.kind === 'timeout' && last) return tooLate(call, last);
  return reason.with({ sent: last?.facts.sent ?? 'no', attempts: call.trace.attempts });
};
