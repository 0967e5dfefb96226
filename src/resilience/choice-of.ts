import type { Accounts } from './accounts.ts';
import type { Clock } from './clock.ts';
import type { Standing } from './standing.ts';
import type { UpstreamError } from './upstream-error.ts';

/** What there is to choose from. */
export interface Ground {
  /** The accounts, the one to use first first. */
  readonly names: readonly string[];
  readonly target: string;
  readonly accounts: Accounts;
  readonly standings: Standing;
  readonly clock: Clock;
}

/** The choice of one call between accounts. */
export interface Choice {
  /** Those that are not put aside; where all are, the one that was first: none at all would be no better. */
  readonly candidates: readonly string[];
  /** The first that may begin at once, else the one whose turn comes soonest. */
  pick(among: readonly string[]): string;
  /** A failure of one account, as it looks to a call that may be made for others: with the time until the soonest of them. */
  besides(account: string, failure: UpstreamError): UpstreamError;
  /** None of them is used for so many milliseconds. */
  closeAll(ms: number): void;
}

export const choiceOf = ({ names, target, accounts, standings, clock }: Ground): Choice => {
  const waitMs = (name: string) => accounts(target, name).turns.waitMs();
  const asideUntil = (name: string) => standings.asideUntil(target, name);
  const inUse = names.filter((name) => asideUntil(name) <= clock.now());
  return {
    candidates: inUse.length > 0 ? inUse : [least(names, asideUntil)],
    pick(among) {
      const best = least(among, waitMs);
      // It was put aside, and its time is over: this call finds out, and others leave it alone until then.
      if (asideUntil(best) > -Infinity && inUse.length > 0) standings.putAside(target, best);
      return best;
    },
    besides(account, failure) {
      const others = names.filter((name) => name !== account && asideUntil(name) <= clock.now());
      const free = others.some((name) => waitMs(name) === 0);
      const soonestMs = free ? 0 : Math.min(...[...others, account].map(waitMs));
      const known = failure.kind === 'throttled' && (free || soonestMs > 0);
      return failure.with({
        ...(known ? { retryAfterMs: Math.ceil(soonestMs) } : {}),
        ...(free ? { elsewhere: true } : {}),
      });
    },
    closeAll(ms) {
      for (const name of names) {
        const { learned, turns } = accounts(target, name);
        learned.hear(0, { waitMs: ms });
        turns.look();
      }
    },
  };
};

/** The first of those for which it is least. */
const least = (names: readonly string[], of: (name: string) => number): string =>
  names.reduce((best, name) => (of(name) < of(best) ? name : best));
