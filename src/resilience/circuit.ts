import type { CircuitState, CircuitStates } from './circuit-state.ts';
import type { Clock } from './clock.ts';
import type { Decision } from './decision-table.ts';
import type { Call } from './policy.ts';
import { UpstreamError } from './upstream-error.ts';

/** Leave to make one attempt. */
export interface Permit {
  /** Throws the refusal, if the circuit has opened since. */
  recheck(): void;
  /** How the attempt ended. Only the first call counts. */
  end(outcome: 'success' | Decision['breaker'], failure?: UpstreamError): void;
}

/** What stands between calls and one target. */
export interface Circuit {
  /** Throws `circuitOpen` instead of letting the attempt pass. */
  admit(call: Pick<Call, 'idempotent' | 'trace'>): Permit;
  /** Whether a new one would do as well: no attempt is under way, and nothing is known that still matters. */
  isIdle(): boolean;
}

/** Nobody knows how long a probe takes. After about this long its end is likely, and another probe possible. */
const PROBE_MS = 1000;

/** Lets attempts pass while the circuit is closed, none while it is open, one at a time while it is half open. */
export const circuit = (
  states: CircuitStates,
  clock: Clock,
  onChange: (to: CircuitState, cause?: UpstreamError) => void,
): Circuit => {
  let state = states.closed();
  let underWay = 0;
  const become = (next: CircuitState, cause?: UpstreamError) => {
    if (next === state) return;
    state = next;
    onChange(next, cause);
  };
  return {
    admit({ idempotent, trace }) {
      become(states.byNow(state));
      const at = state;
      if (at.name === 'open' || (at.name === 'halfOpen' && !mayProbe(at, idempotent, clock))) throw refusal(at, clock);
      if (at.name === 'halfOpen') at.probing = true;
      let ended = false;
      underWay += 1;
      return {
        recheck() {
          if (state !== at && state.name !== 'closed') throw refusal(state, clock);
        },
        end(outcome, failure) {
          if (ended) return;
          ended = true;
          underWay -= 1;
          if (at.name === 'halfOpen') at.probing = false;
          // What began before the last change says nothing of what is now.
          if (outcome !== 'neutral' && state === at)
            become(
              states.after(at, outcome === 'failure' ? outcome : 'success', trace, failure?.facts.retryAfterMs ?? 0),
              failure,
            );
        },
      };
    },
    isIdle: () => underWay === 0 && states.isIdle(states.byNow(state)),
  };
};

/**
 * One probe at a time. A call that changes something is a bad one: if it fails, nobody can tell whether it was acted upon. But a target that gets
 * no other calls must be able to recover: where none has come for another break, it may.
 */
const mayProbe = (at: CircuitState & { readonly name: 'halfOpen' }, idempotent: boolean, clock: Clock): boolean =>
  !at.probing && (idempotent || clock.now() >= at.anyFrom);

const refusal = (state: CircuitState, clock: Clock): UpstreamError =>
  new UpstreamError('circuitOpen', {
    sent: 'no',
    stopped: 'breaker',
    retryAfterMs: state.name === 'open' ? Math.max(0, Math.ceil(state.until - clock.now())) : PROBE_MS,
  });
