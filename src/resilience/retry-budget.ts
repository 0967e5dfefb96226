import type { Clock } from './clock.ts';
import { rollingSum } from './rolling-sum.ts';

/** How much of the load on the other side may be repetition. */
export interface RetryBudgetOptions {
  /** Repeated attempts for each call. @default 0.1 */
  readonly ratio: number;
  /** Repeated attempts a second that are always allowed, for those who call rarely. @default 2 */
  readonly perSecond: number;
}

/** What calls put in, and retries and hedges take out. */
export interface RetryBudget {
  /** A call begins. */
  deposit(): void;
  /** Takes one repeated attempt; false if the budget is spent. */
  withdraw(): boolean;
}

/** How long a deposit counts. */
const WINDOW_MS = 10_000;

/**
 * Retries in proportion to calls: a failing API gets little more load than a healthy one, so that retries cannot keep down what would
 * recover (Bronson et al., "Metastable Failures in Distributed Systems", HotOS 2021; the form is that of Finagle's RetryBudget).
 */
export const retryBudget = ({ ratio, perSecond }: RetryBudgetOptions, clock: Clock): RetryBudget => {
  const calls = rollingSum(WINDOW_MS, 10, clock);
  const spent = rollingSum(WINDOW_MS, 10, clock);
  return {
    deposit: () => calls.add(1),
    withdraw() {
      const allowed = calls.total() * ratio + (perSecond * WINDOW_MS) / 1000;
      if (spent.total() + 1 > allowed) return false;
      spent.add(1);
      return true;
    },
  };
};
