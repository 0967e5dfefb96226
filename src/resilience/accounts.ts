import type { Random } from './backoff.ts';
import type { Clock } from './clock.ts';
import { type LearnedPace, learnedPace } from './learned-pace.ts';
import { per } from './per.ts';
import type { QuotaOptions } from './quota.ts';
import { slidingWindow } from './sliding-window.ts';
import { type Turns, turns } from './turns.ts';

/** What is known of the limits of one account at one target, and who waits for them. */
export interface Account {
  readonly learned: LearnedPace;
  readonly turns: Turns;
  /** Whether one that was new would do as well: no call of it waits or is under way, nothing is closed, and no window runs. */
  isIdle(): boolean;
}

/** The memory of an account at a target, made when it is first needed. */
export type Accounts = (target: string, account: string) => Account;

/** One memory for each account at each target: accounts share nothing. */
export const accountsOf = (options: QuotaOptions, clock: Clock, random: Random): Accounts => {
  const known = per(() => account(options, clock, random), { isIdle: (its) => its.isIdle() });
  return (target, name) => known(`${target} ${name}`);
};

const account = ({ declared = [], maxGateMs }: QuotaOptions, clock: Clock, random: Random): Account => {
  const windows = declared.map(slidingWindow);
  const learned = learnedPace(maxGateMs, clock, random);
  const pace = {
    opensAt: (ahead: number) =>
      windows.reduce((latest, window) => Math.max(latest, window.opensAt(ahead, clock.now())), learned.opensAt(ahead)),
    full: (ahead: number) => learned.full(ahead),
    begin() {
      for (const window of windows) window.begin(clock.now());
      return learned.begin();
    },
  };
  const queue = turns(pace, clock);
  const isIdle = () => queue.isIdle() && learned.isIdle() && windows.every((window) => window.isIdle(clock.now()));
  return { learned, turns: queue, isIdle };
};
