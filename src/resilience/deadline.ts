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
    const limit = clock.now() + totalMs;
    const until = () => Math.min(limit, call.deadline());
    const own = linkedAbort(call.signal);
    const arm = (): (() => void) => clock.after(Math.max(1, until() - clock.now()), ring);
    // A caller who joined meanwhile may have moved the deadline: look again before ending it.
    const ring = () => {
      if (until() > clock.now()) cancel = arm();
      else own.abort(new UpstreamError('outOfTime', { stopped: 'deadline', detail: 'the deadline passed' }));
    };
    let cancel = arm();
    try {
      return await next({ ...call, deadline: until, signal: own.signal });
    } finally {
      cancel();
      own.unlink();
    }
  };
