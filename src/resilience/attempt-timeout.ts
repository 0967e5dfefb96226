import { afterLimit } from './after-limit.ts';
import type { Clock } from './clock.ts';
import { MIN_ATTEMPT_MS } from './deadline.ts';
import type { FailureKind } from './decision-table.ts';
import { linkedAbort } from './linked-abort.ts';
import type { Call, Policy } from './policy.ts';
import { asUpstreamError, furthest, type Stopped, UpstreamError } from './upstream-error.ts';

/** An attempt ends this long before the deadline, so that its own error is the one the caller reads. */
const MARGIN_MS = 20;
/** A timer that rings so much too late tells of this process, not of the other side. */
const LATE_MS = 250;
/** What has arrived meanwhile may still be read for this long. */
const GRACE_MS = 100;

/**
 * Bounds one attempt, and counts it: innermost, so that a timeout is a failure that others can retry or count, and so that nothing is counted
 * that was not sent. What has waited until too little time is left is not sent at all.
 */
export const attemptTimeout =
  <C extends Call, A>({ attemptMs }: { readonly attemptMs: number }, clock: Clock): Policy<C, A> =>
  (next) =>
  async (call) => {
    const start = clock.now();
    const leftMs = () => call.deadline() - start;
    if (call.signal.aborted) throw asUpstreamError(call.signal.reason).with({ sent: 'no' });
    if (leftMs() < MIN_ATTEMPT_MS) throw unsent('outOfTime', 'deadline', 'too little time was left to begin');
    if (!call.allowance.take())
      throw unsent('overloaded', 'attempts', 'the operation has made as many attempts as it may');
    const own = linkedAbort(call.signal);
    const ring = (limit: number, elapsedMs: number) => {
      if (elapsedMs - limit < LATE_MS) return own.abort(late(limit, limit < attemptMs / 2));
      // The answer may lie in a buffer that nobody has had time to look at.
      cancel = clock.after(GRACE_MS, () => own.abort(new UpstreamError('stalled', { phase: 'attempt' })));
    };
    let cancel = afterLimit(clock, () => Math.min(attemptMs, leftMs() - MARGIN_MS), ring);
    call.trace.attempts += 1;
    call.onSend?.();
    try {
      return await orGivenUp(next({ ...call, signal: own.signal }), own.signal);
    } catch (error) {
      const { sent } = asUpstreamError(error).facts;
      const far = furthest(call.trace.sent, sent);
      if (far !== undefined) call.trace.sent = far;
      throw error;
    } finally {
      cancel();
      own.unlink();
    }
  };

const unsent = (kind: FailureKind, stopped: Stopped, detail: string): UpstreamError =>
  new UpstreamError(kind, { sent: 'no', stopped, detail });

/** Whoever sends may not listen to the signal: nobody waits for longer all the same. What it says of how far it got is waited for an instant. */
const orGivenUp = <A>(attempt: Promise<A>, signal: AbortSignal): Promise<A> =>
  new Promise<A>((resolve, reject) => {
    const leave = () => setImmediate(() => reject(asUpstreamError(signal.reason).with({ sent: 'maybe' })));
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    attempt.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });

/** An attempt that the deadline cut short, to less than half of its time, says nothing of the other side. */
const late = (limitMs: number, cut: boolean): UpstreamError => {
  const detail = `no whole answer within ${Math.round(limitMs)} ms`;
  return cut
    ? new UpstreamError('outOfTime', { phase: 'attempt', stopped: 'deadline', detail })
    : new UpstreamError('timeout', { phase: 'attempt', detail });
};
