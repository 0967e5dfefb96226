import { asUpstreamError, type Clock, type UpstreamError } from '../../../resilience/index.ts';
import { cooldown } from './cooldown.ts';

/** Lets a token request through, or not. @throws UpstreamError the failure it has seen, with the time that is left */
export type TokenGate = <T>(ask: () => Promise<T>) => Promise<T>;

/**
 * Spares a token endpoint that fails, whichever connection asks: nobody gets through for 1 s, doubling to 30 s, then one at a time until it
 * answers. Each connection has a pause of its own beside it, but a thousand of them would still be a thousand requests.
 */
export const tokenGate = (clock: Clock): TokenGate => {
  const pause = cooldown(clock);
  let failure: UpstreamError | undefined;
  let probing = false;
  return async (ask) => {
    const leftMs = pause.leftMs();
    if (failure && (leftMs > 0 || probing)) throw failure.with({ retryAfterMs: leftMs });
    const probe = failure !== undefined;
    if (probe) probing = true;
    try {
      const answer = await ask();
      failure = undefined;
      pause.end();
      return answer;
    } catch (error) {
      const its = asUpstreamError(error);
      // Whoever refuses one connection is well.
      failure = its.kind === 'authUnavailable' ? its : undefined;
      // Of many that failed at once, the first begins the pause.
      if (failure && pause.leftMs() === 0) pause.begin(its.facts.retryAfterMs);
      throw its;
    } finally {
      if (probe) probing = false;
    }
  };
};
