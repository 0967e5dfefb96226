import { afterLimit } from './after-limit.ts';
import type { Clock } from './clock.ts';
import { linkedAbort } from './linked-abort.ts';
import type { Call, Policy } from './policy.ts';
import { UpstreamError } from './upstream-error.ts';

/** An attempt with less time than this, in milliseconds, cannot succeed, and is not started. */
export const MIN_ATTEMPT_MS = 100;

/**
 * Total deadline: one absolute limit around all attempts, the pauses between them, and whatever queues.
 * The earlier of the caller's deadline and `totalMs` from now.
 */
export const deadline =
  <C extends Call, A>({ totalMs }: { readonly totalMs: number }, clock: Clock): Policy<C, A> =>
  (next) =>
  async (call) => {
    const start = clock.now();
    const until = () => Math.min(start + totalMs, call.deadline());
    const own = linkedAbort(call.signal);
    const pass = () =>
      own.abort(new UpstreamError('outOfTime', { stopped: 'deadline', detail: 'the deadline passed' }));
    const cancel = afterLimit(clock, () => Math.max(1, until() - start), pass);
    try {
      return await next({ ...call, deadline: until, signal: own.signal });
    } finally {
      cancel();
      own.unlink();
    }
  };
