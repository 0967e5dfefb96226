import type { Accounts } from './accounts.ts';
import type { Turn } from './kept-turns.ts';
import type { Call, Policy } from './policy.ts';

/** Says that a turn was lost before it could be used, and has to be waited for once more. Never leaves the policies. */
export class TurnLost extends Error {
  override readonly name = 'TurnLost';
}

/**
 * Rate limits, the wait: calls wait for their turn, first come, first served, if they have the time; others are refused at once with
 * `quotaSpent`. Who waits holds no place of the target. The turn counts when `quota` begins it.
 */
export const awaitTurn =
  <C extends Call, A>(accounts: Accounts): Policy<C, A> =>
  (next) =>
  async (call) => {
    const { turns } = accounts(call.target, call.account);
    for (let lost: Turn | undefined; ; ) {
      const turn = await turns.take(call, lost);
      try {
        return await next({ ...call, turn });
      } catch (error) {
        if (!(error instanceof TurnLost)) throw error;
        lost = turn;
      } finally {
        turn.end();
      }
    }
  };
