import type { Accounts } from './accounts.ts';
import { TurnLost } from './await-turn.ts';
import type { Call, Policy } from './policy.ts';
import type { Pushback } from './pushback.ts';
import type { Quota } from './sliding-window.ts';
import { asUpstreamError } from './upstream-error.ts';

export type { Quota } from './sliding-window.ts';

/** How fast one account may call. */
export interface QuotaOptions {
  /** What the API's documentation allows: kept ahead of time, so that it need not refuse. @default none */
  readonly declared?: readonly Quota[];
  /** However long the API asks to be left alone, it is asked again after this, in milliseconds. @default 300000 */
  readonly maxGateMs: number;
  /** Keep to what the API says: in headers, and by refusing. @default true */
  readonly learn: boolean;
}

/**
 * Rate limits, declared and learned: counts a call at the instant at which it goes out, in the turn that `awaitTurn` has waited for, and learns
 * from what comes of it. One memory for each account at each target: accounts share nothing.
 */
export const quota =
  <C extends Call, A>({ learn }: Pick<QuotaOptions, 'learn'>, accounts: Accounts): Policy<C, A> =>
  (next) =>
  async (call) => {
    const { turns, learned } = accounts(call.target, call.account);
    const number = call.turn?.begin();
    // The API has been heard meanwhile: what was let go is held back again.
    if (number === undefined) throw new TurnLost();
    const hear = (pushback: Pushback) => {
      call.hear?.(pushback);
      learned.hear(number, pushback);
      turns.look();
    };
    try {
      const answer = await next(learn ? { ...call, hear } : call);
      learned.end(number);
      return answer;
    } catch (error) {
      const failure = asUpstreamError(error);
      learned.end(number, learn ? failure : undefined);
      const isUntimed = failure.kind === 'throttled' && failure.facts.retryAfterMs === undefined;
      const heldMs = isUntimed ? turns.waitMs() : 0;
      throw heldMs > 0 ? failure.with({ heldMs }) : failure;
    } finally {
      turns.look();
    }
  };
