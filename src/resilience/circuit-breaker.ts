import type { Random } from './backoff.ts';
import { circuit } from './circuit.ts';
import { type BreakerOptions, type CircuitState, circuitStates } from './circuit-state.ts';
import type { Clock } from './clock.ts';
import type { Decide } from './decision-table.ts';
import { per } from './per.ts';
import type { Call, Policy } from './policy.ts';
import { asUpstreamError, type UpstreamError } from './upstream-error.ts';

/** `closed`: calls pass. `open`: none does. `halfOpen`: one at a time does, to see whether the target has recovered. */
export type BreakerState = CircuitState['name'];

/** What became of the circuit of a target. */
export interface BreakerChange {
  readonly target: string;
  readonly state: BreakerState;
  /** Of a circuit that opens: the failure that was the last straw. */
  readonly cause?: UpstreamError;
  /** Of a circuit that opens: for how long, in milliseconds. */
  readonly breakMs?: number;
}

/** Is told whenever the circuit of a target changes. One that throws is nobody's failure. */
export type OnBreakerChange = (change: BreakerChange) => void;

/**
 * Circuit breaker: a target that keeps failing is left alone for a while, so that callers hear of it at once and it can recover.
 * Inside of the retry, because each attempt is one outcome; outside of the queues, because what would be refused must not wait.
 */
export const breaker = <C extends Call, A>(
  options: BreakerOptions,
  decide: Decide,
  clock: Clock,
  random: Random,
  onChange: OnBreakerChange = () => undefined,
): Policy<C, A> => {
  const states = circuitStates(options, clock, random);
  const circuits = per(
    (target) => circuit(states, clock, (state, cause) => tell(onChange, changeTo(target, state, clock, cause))),
    { isIdle: (its) => its.isIdle() },
  );
  return (next) => async (call) => {
    const permit = circuits(call.target).admit(call);
    // Given up by whoever asked: it decides nothing, and a probe makes room for the next one even before it has ended.
    const leave = () => permit.end('neutral');
    const recheck = () => {
      call.recheck?.();
      permit.recheck();
    };
    if (call.signal.aborted) leave();
    call.signal.addEventListener('abort', leave, { once: true });
    try {
      const answer = await next({ ...call, recheck });
      permit.end('success');
      return answer;
    } catch (error) {
      const failure = asUpstreamError(error);
      permit.end(decide(failure.kind).breaker, failure);
      throw error;
    } finally {
      call.signal.removeEventListener('abort', leave);
    }
  };
};

const changeTo = (
  target: string,
  state: CircuitState,
  clock: Clock,
  cause: UpstreamError | undefined,
): BreakerChange => ({
  target,
  state: state.name,
  ...(state.name === 'open' ? { breakMs: state.until - clock.now(), ...(cause ? { cause } : {}) } : {}),
});

const tell = (onChange: OnBreakerChange, change: BreakerChange): void => {
  try {
    onChange(change);
  } catch {
    // A broken listener must not fail a call.
  }
};
