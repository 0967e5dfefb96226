import type { Accounts } from './accounts.ts';
import { type Choice, choiceOf } from './choice-of.ts';
import type { Clock } from './clock.ts';
import type { FailureKind } from './decision-table.ts';
import type { Call, Policy } from './policy.ts';
import { standing } from './standing.ts';
import { asUpstreamError, type UpstreamError } from './upstream-error.ts';

/** Hears that an account was refused, and is put aside. One that throws is nobody's failure. */
export type OnPutAside<C extends Call> = (call: C, account: string, failure: UpstreamError) => void;

/** By these an account is worth nothing for now, whatever its limits. */
const refusals: ReadonlySet<FailureKind> = new Set(['unauthenticated', 'authUnavailable']);
/** What is said of one account. Whatever else comes with a time to wait is said of the target: an outage is no limit of one account. */
const ofAccount: ReadonlySet<FailureKind> = new Set([...refusals, 'throttled', 'forbidden']);

/**
 * Chooses the account of an attempt, where a call may be made for several: the first that may begin at once, else the one whose turn comes
 * soonest. One that is refused is put aside for a while, and then tried by one call. A failure that another account need not share says so,
 * and the retry makes the next attempt at once; nothing that was sent is repeated here.
 * @param accounts what the quota knows of them
 */
export const rotate = <C extends Call, A>(
  accounts: Accounts,
  clock: Clock,
  onPutAside: OnPutAside<C> = () => undefined,
): Policy<C, A> => {
  const standings = standing(clock);
  return (next) => async (call) => {
    const { accounts: names, target } = call;
    if (names === undefined || names.length === 0) return next(call);
    const choice = choiceOf({ names, target, accounts, standings, clock });
    const attempt = async (account: string): Promise<A> => {
      let askedMs: number | undefined;
      const hear: Call['hear'] = (pushback) => {
        call.hear?.(pushback);
        askedMs = pushback.waitMs ?? askedMs;
      };
      try {
        const answer = await next({ ...call, account, hear });
        standings.restore(target, account);
        return answer;
      } catch (error) {
        const failure = asUpstreamError(error);
        const { kind, facts } = failure;
        if (askedMs !== undefined && !ofAccount.has(kind)) choice.closeAll(askedMs);
        const refused = refusals.has(kind);
        if (refused && standings.putAside(target, account, facts.retryAfterMs))
          tell(onPutAside, call, account, failure);
        // Whatever else the other side says, it says to somebody it knows.
        if (!refused && facts.sent === 'yes') standings.restore(target, account);
        throw refused || kind === 'throttled' ? choice.besides(account, failure) : failure;
      }
    };
    return inTurn(choice, attempt);
  };
};

/** Whoever waited in vain for a turn of one account waits for that of another, if it comes in time. */
const inTurn = async <A>(choice: Choice, attempt: (account: string) => Promise<A>): Promise<A> => {
  let left = choice.candidates;
  for (let soonest: UpstreamError | undefined; ; ) {
    const account = choice.pick(left);
    try {
      return await attempt(account);
    } catch (error) {
      const failure = asUpstreamError(error);
      if (failure.kind !== 'quotaSpent') throw failure;
      soonest = soonest && waitOf(soonest) <= waitOf(failure) ? soonest : failure;
      left = left.filter((name) => name !== account);
      if (left.length === 0) throw soonest;
    }
  }
};

const waitOf = ({ facts: { retryAfterMs = Number.POSITIVE_INFINITY } }: UpstreamError): number => retryAfterMs;

const tell = <C extends Call>(onPutAside: OnPutAside<C>, call: C, account: string, failure: UpstreamError): void => {
  try {
    onPutAside(call, account, failure);
  } catch {
    // A broken listener must not fail a call.
  }
};
