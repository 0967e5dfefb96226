import { type Accounts, accountsOf } from './accounts.ts';
import type { Random } from './backoff.ts';
import type { Clock } from './clock.ts';
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
 * Rate limits, declared and learned: calls wait for their turn, first come, first served, if they have the time; others are refused at
 * once with `quotaSpent`. One memory for each account at each target: accounts share nothing.
 * @param accounts those memories, where another policy looks at them too
 */
export const quota =
  <C extends Call, A>(
    options: QuotaOptions,
    clock: Clock,
    random: Random,
    accounts: Accounts = accountsOf(options, clock, random),
  ): Policy<C, A> =>
  (next) =>
  async (call) => {
    const { turns: queue, learned } = accounts(call.target, call.account);
    const number = await queue.take(call);
    const hear = (pushback: Pushback) => {
      call.hear?.(pushback);
      learned.hear(number, pushback);
      queue.look();
    };
    try {
      const answer = await next(options.learn ? { ...call, hear } : call);
      learned.end(number);
      return answer;
    } catch (error) {
      learned.end(number, options.learn ? asUpstreamError(error) : undefined);
      throw error;
    } finally {
      queue.look();
    }
  };
