import type { Clock } from './clock.ts';
import { linkedAbort } from './linked-abort.ts';
import type { Call, Policy } from './policy.ts';
import { asUpstreamError, furthest, UpstreamError } from './upstream-error.ts';

/** An attempt ends this long before the deadline, so that its own error is the one the caller reads. */
const MARGIN_MS = 20;
/** A timer that rings so much too late tells of this process, not of the other side. */
const LATE_MS = 250;
/** What has arrived meanwhile may still be read for this long. */
const GRACE_MS = 100;

/** Bounds one attempt, and counts it: innermost, so that a timeout is a failure that others can retry or count. */
export const attemptTimeout =
  <C extends Call, A>({ attemptMs }: { readonly attemptMs: number }, clock: Clock): Policy<C, A> =>
  (next) =>
  async (call) => {
    const untilDeadline = call.deadline() - clock.now() - MARGIN_MS;
    const limit = Math.min(attemptMs, untilDeadline);
    const due = clock.now() + limit;
    const own = linkedAbort(call.signal);
    const ring = () => {
      if (clock.now() - due < LATE_MS) return own.abort(late(limit, limit < attemptMs / 2));
      // The answer may lie in a buffer that nobody has had time to look at.
      cancel = clock.after(GRACE_MS, () => own.abort(new UpstreamError('stalled', { phase: 'attempt' })));
    };
    let cancel = clock.after(limit, ring);
    call.trace.attempts += 1;
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
