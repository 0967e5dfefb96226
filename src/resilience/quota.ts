import type { Random } from './backoff.ts';
import type { Clock } from './clock.ts';
import { type LearnedPace, learnedPace } from './learned-pace.ts';
import { per } from './per.ts';
import type { Call, Policy } from './policy.ts';
import type { Pushback } from './pushback.ts';
import { type Quota, slidingWindow } from './sliding-window.ts';
import { type Turns, turns } from './turns.ts';
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

interface Account {
  readonly learned: LearnedPace;
  readonly turns: Turns;
}

/**
 * Rate limits, declared and learned: calls wait for their turn, first come, first served, if they have the time; others are refused at
 * once with `quotaSpent`. One memory for each account at each target: accounts share nothing.
 */
export const quota = <C extends Call, A>(options: QuotaOptions, clock: Clock, random: Random): Policy<C, A> => {
  const accounts = per(() => account(options, clock, random));
  return (next) => async (call) => {
    const { turns: queue, learned } = accounts(`${call.target} ${call.account}`);
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
};

const account = ({ declared = [], maxGateMs }: QuotaOptions, clock: Clock, random: Random): Account => {
  const windows = declared.map(slidingWindow);
  const learned = learnedPace(maxGateMs, clock, random);
  const pace = {
    opensAt: (ahead: number) =>
      windows.reduce((latest, window) => Math.max(latest, window.opensAt(ahead, clock.now())), learned.opensAt(ahead)),
    full: () => learned.full(),
    begin() {
      for (const window of windows) window.begin(clock.now());
      return learned.begin();
    },
  };
  return { learned, turns: turns(pace, clock) };
};
