import type { Clock } from './clock.ts';
import { linkedAbort } from './linked-abort.ts';
import type { Call, Policy, Trace } from './policy.ts';
import { asUpstreamError, furthest, UpstreamError } from './upstream-error.ts';

interface Flight<A> {
  readonly answer: Promise<A>;
  /** What has come of it so far. */
  readonly trace: Trace;
  readonly waiters: Set<Call>;
  readonly stop: (reason: unknown) => void;
}

/**
 * Single-flight: callers who ask for the same thing while it is under way share one sequence of attempts.
 * A caller that leaves, or runs out of time, takes nobody along; when the last one leaves, the flight is aborted.
 */
export const coalesce = <C extends Call, A>(clock: Clock): Policy<C, A> => {
  const flights = new Map<string, Flight<A>>();
  return (next) => (call) => {
    const { key } = call;
    if (key === null || call.alone) return next(call);
    // Nobody waits: nothing departs, and nobody is joined.
    if (call.signal.aborted) return Promise.reject(call.signal.reason);
    const known = flights.get(key);
    call.trace.shared = known !== undefined;
    const flight = known ?? depart(key, call);
    return wait(flight, call, () => flights.get(key) === flight && flights.delete(key), clock);

    function depart(at: string, first: C): Flight<A> {
      const waiters = new Set<Call>();
      const own = new AbortController();
      const deadline = () => [...waiters].reduce((latest, { deadline: its }) => Math.max(latest, its()), -Infinity);
      waiters.add(first);
      // Whoever waits pays: the first may have little left that its companions have plenty of.
      const allowance = { take: () => [...waiters].some((waiter) => waiter.allowance.take()) };
      const answer = next({ ...first, deadline, signal: own.signal, allowance });
      const departed: Flight<A> = { answer, trace: first.trace, waiters, stop: (reason) => own.abort(reason) };
      flights.set(at, departed);
      const land = () => flights.get(at) === departed && flights.delete(at);
      answer.then(land, land);
      return departed;
    }
  };
};

const wait = <A>(flight: Flight<A>, call: Call, forget: () => void, clock: Clock): Promise<A> =>
  new Promise<A>((resolve, reject) => {
    const end = () => {
      cancel();
      own.unlink();
    };
    const leave = (reason: unknown) => {
      end();
      flight.waiters.delete(call);
      if (flight.waiters.size === 0) {
        forget();
        flight.stop(reason);
        // The flight now ends with what it knows of how far it got (`sent`), which is more than the reason alone.
        flight.answer.then(resolve, reject);
      } else reject(soFar(asUpstreamError(reason), flight.trace));
    };
    flight.waiters.add(call);
    const own = linkedAbort(call.signal);
    const cancel = clock.after(call.deadline() - clock.now(), () =>
      leave(
        new UpstreamError('outOfTime', { stopped: 'deadline', detail: 'the time given to the operation is spent' }),
      ),
    );
    own.signal.addEventListener('abort', () => leave(own.signal.reason), { once: true });
    flight.answer.then(resolve, reject).finally(end);
  });

/** Why a caller leaves whose companions go on waiting: out of time, the last real failure says more. An attempt that is under way may have arrived. */
const soFar = (reason: UpstreamError, { last, sent, attempts }: Trace): UpstreamError => {
  const told = reason.kind === 'outOfTime' && last ? last.with({ stopped: 'deadline' }) : reason;
  return told.with({ sent: furthest(sent, attempts > 0 ? 'maybe' : 'no') ?? 'no', attempts });
};
