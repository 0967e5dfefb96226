import type { Random } from './backoff.ts';
import { circuit } from './circuit.ts';
import { type BreakerOptions, type CircuitState, circuitStates } from './circuit-state.ts';
import type { Clock } from './clock.ts';
import type { Decide } from './decision-table.ts';
import { per } from './per.ts';
import type { Call, Policy } from './policy.ts';
import { asUpstreamError } from './upstream-error.ts';

/** `closed`: calls pass. `open`: none does. `halfOpen`: one at a time does, to see whether the target has recovered. */
export type BreakerState = CircuitState['name'];

/** Is told whenever the circuit of a target changes. One that throws is nobody's failure. */
export type OnBreakerChange = (target: string, state: BreakerState) => void;

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
  const circuits = per((target) => circuit(states, clock, (state) => tell(onChange, target, state)), {
    isIdle: (its) => its.isIdle(),
  });
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
      const { kind, facts } = asUpstreamError(error);
      permit.end(decide(kind).breaker, facts.retryAfterMs);
      throw error;
    } finally {
      call.signal.removeEventListener('abort', leave);
    }
  };
};

const tell = (onChange: OnBreakerChange, target: string, state: BreakerState): void => {
  try {
    onChange(target, state);
  } catch {
    // A broken listener must not fail a call.
  }
};
