import type { Clock } from './clock.ts';
import { linkedAbort } from './linked-abort.ts';
import type { Call, Policy } from './policy.ts';
import { UpstreamError } from './upstream-error.ts';

/** An attempt ends this long before the deadline, so that its own error is the one the caller reads. */
const MARGIN_MS = 20;

/** Bounds one attempt: innermost, so that a timeout is a failure that others can retry or count. */
export const attemptTimeout =
  <C extends Call, A>({ attemptMs }: { readonly attemptMs: number }, clock: Clock): Policy<C, A> =>
  (next) =>
  async (call) => {
    const limit = Math.min(attemptMs, call.deadline() - clock.now() - MARGIN_MS);
    const own = linkedAbort(call.signal);
    const cancel = clock.after(limit, () =>
      own.abort(
        new UpstreamError('timeout', { phase: 'attempt', detail: `no whole answer within ${Math.round(limit)} ms` }),
      ),
    );
    try {
      return await next({ ...call, signal: own.signal });
    } finally {
      cancel();
      own.unlink();
    }
  };
