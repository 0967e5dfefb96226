import {
  accountsOf,
  awaitTurn,
  type Call,
  compose,
  type Pushback,
  type QuotaOptions,
  quota,
} from '../../src/resilience/index.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';
import { callAt, outcome } from './support.ts';

/** What one call to the other side does: takes so long, says this, and answers or fails. */
export interface Step {
  readonly takesMs?: number;
  readonly says?: Pushback;
  readonly fails?: Error;
}

/** A quota before another side that notes who came when. The call's operation is its name. */
export const underQuota = (
  clock: VirtualClock,
  options: Partial<QuotaOptions>,
  steps: (index: number) => Step = () => ({}),
  chance: () => number = () => 0,
) => {
  const origin = clock.now();
  const log: string[] = [];
  const starts: number[] = [];
  const limits = { maxGateMs: 300_000, learn: true, ...options };
  const accounts = accountsOf(limits, clock, chance);
  const handler = compose<Call, unknown>([awaitTurn(accounts), quota(limits, accounts)], async (call) => {
    const { takesMs = 0, says, fails } = steps(starts.length);
    starts.push(clock.now() - origin);
    log.push(call.operation);
    if (takesMs > 0) await new Promise<void>((resolve) => clock.after(takesMs, resolve));
    if (says) call.hear?.(says);
    if (fails) throw fails;
    return call.operation;
  });
  /** Asks; the outcome comes with `at`, when it came. */
  const ask = async (operation: string, given: Partial<Call> = {}) => {
    const end = await outcome(handler(callOf(operation, given)));
    return { ...end, at: clock.now() - origin };
  };
  const callOf = (operation: string, given: Partial<Call>) =>
    callAt(clock, { operation, target: 'https://shop.example', account: 'me', ...given });
  return { ask, handler, callOf, log, starts };
};

/** A deadline so many milliseconds from now. */
export const within = (clock: VirtualClock, ms: number): Partial<Call> => {
  const limit = clock.now() + ms;
  return { deadline: () => limit };
};
