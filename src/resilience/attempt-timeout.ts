import type { Clock } from './clock.ts';
import { linkedAbort } from './linked-abort.ts';
import type { Call, Policy } from './policy.ts';
import { UpstreamError } from './upstream-error.ts';

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
      if (clock.now() - due < LATE_MS) return own.abort(late(limit, untilDeadline < attemptMs));
      // The answer may lie in a buffer that nobody has had time to look at.
      cancel = clock.after(GRACE_MS, () => own.abort(new UpstreamError('stalled', { phase: 'attempt' })));
    };
    let cancel = clock.after(limit, ring);
    call.trace.attempts += 1;
    try {
      return await next({ ...call, signal: own.signal });
    } finally {
      cancel();
      own.unlink();
    }
  };

/** An attempt that the deadline cut short says nothing of the other side. */
const late = (limitMs: number, cut: boolean): UpstreamError => {
  const detail = `no whole answer within ${Math.round(limitMs)} ms`;
  return cut
    ? new UpstreamError('outOfTime', { phase: 'attempt', stopped: 'deadline', detail })
    : new UpstreamError('timeout', { phase: 'attempt', detail });
};
