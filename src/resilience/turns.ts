import type { Clock } from './clock.ts';
import type { Call } from './policy.ts';
import { asUpstreamError, UpstreamError } from './upstream-error.ts';

/** Says when calls may begin. */
export interface Pace {
  /** The instant from which the next call may begin, with so many ahead of it: exact for 0, else no later than the truth. */
  opensAt(ahead: number): number;
  /** Whether none may begin until another ends, whatever the time. */
  full(): boolean;
  /** A call begins: its number, counted from 1. */
  begin(): number;
}

/** Calls that wait until they may begin: first come, first served, and only those that have the time. */
export interface Turns {
  /** Resolves with the call's number when its turn has come. @throws UpstreamError `quotaSpent`, or why it was given up */
  take(call: Call): number | Promise<number>;
  /** How long a call that came now would wait at least, in milliseconds; 0: it may begin. */
  waitMs(): number;
  /** To be called when the pace may have changed: lets those begin who now may, and refuses those who now would wait too long. */
  look(): void;
}

interface Waiter {
  readonly call: Call;
  /** The time a turn must leave. */
  readonly needsMs: number;
  begin(): void;
  refuse(): void;
}

/**
 * A turn must leave time to be answered: a quarter of what the call has when it comes, within these bounds, in milliseconds. In an overload
 * the first in the queue have always waited as long as any may; with nothing left, each turn would be spent on a call that fails.
 */
const LEAST_LEFT_MS = 100;
const MOST_LEFT_MS = 1000;

const leftAtLeast = (call: Call, clock: Clock): number =>
  Math.min(MOST_LEFT_MS, Math.max(LEAST_LEFT_MS, (call.deadline() - clock.now()) / 4));
/** Beyond this, waiting is memory spent on calls that hardly get a turn. */
const MAX_WAITING = 1000;

export const turns = (pace: Pace, clock: Clock): Turns => {
  const waiting = new Set<Waiter>();
  let cancel = () => {};

  const mayBegin = () => !pace.full() && pace.opensAt(0) <= clock.now();
  const advance = () => {
    cancel();
    for (const waiter of waiting) {
      if (!mayBegin()) break;
      waiter.begin();
    }
    // A full house opens when a call ends, which is said.
    // At least a millisecond: the rest of a sum of fractions is no time, and would be waited for without end.
    if (waiting.size > 0 && !pace.full()) cancel = clock.after(Math.max(1, pace.opensAt(0) - clock.now()), advance);
  };
  const leave = (waiter: Waiter) => {
    waiting.delete(waiter);
    if (waiting.size === 0) cancel();
  };

  return {
    take(call) {
      if (call.signal.aborted) throw unsent(call);
      if (waiting.size === 0 && mayBegin()) return pace.begin();
      const waitMs = pace.opensAt(waiting.size) - clock.now();
      if (waiting.size >= MAX_WAITING || !hasTime({ call, needsMs: leftAtLeast(call, clock) }, waitMs, clock))
        throw refusal(waitMs);
      return new Promise((resolve, reject) => {
        waiting.add(waiterFor(call, { pace, clock, leave, resolve, reject }));
        advance();
      });
    },
    // A full house opens nobody knows when: the fewer are before it, the sooner.
    waitMs: () =>
      waiting.size === 0 && mayBegin() ? 0 : Math.max(1 + waiting.size, pace.opensAt(waiting.size) - clock.now()),
    look() {
      let ahead = 0;
      for (const waiter of waiting) {
        if (hasTime(waiter, pace.opensAt(ahead) - clock.now(), clock)) ahead += 1;
        else waiter.refuse();
      }
      advance();
    },
  };
};

interface Place {
  readonly pace: Pace;
  readonly clock: Clock;
  readonly leave: (waiter: Waiter) => void;
  readonly resolve: (number: number) => void;
  readonly reject: (failure: unknown) => void;
}

/** One call in the queue. However it leaves, no timer and no listener of it stays. */
const waiterFor = (call: Call, { pace, clock, leave, resolve, reject }: Place): Waiter => {
  const since = clock.now();
  const needsMs = leftAtLeast(call, clock);
  const arm = () => clock.after(Math.max(1, call.deadline() - needsMs - clock.now()), ring);
  // Others may have joined the call meanwhile, and moved its deadline.
  const ring = () => {
    if (hasTime(waiter, 0, clock)) cancel = arm();
    else waiter.refuse();
  };
  const giveUp = () => {
    end();
    reject(unsent(call));
  };
  const end = () => {
    cancel();
    call.signal.removeEventListener('abort', giveUp);
    leave(waiter);
    call.trace.queuedMs = (call.trace.queuedMs ?? 0) + clock.now() - since;
  };
  const waiter: Waiter = {
    call,
    needsMs,
    begin() {
      end();
      try {
        call.recheck?.();
        resolve(pace.begin());
      } catch (failure) {
        reject(failure);
      }
    },
    refuse() {
      end();
      reject(refusal(pace.opensAt(0) - clock.now()));
    },
  };
  let cancel = arm();
  call.signal.addEventListener('abort', giveUp, { once: true });
  return waiter;
};

const hasTime = ({ call, needsMs }: Pick<Waiter, 'call' | 'needsMs'>, waitMs: number, clock: Clock): boolean =>
  Math.max(0, waitMs) + needsMs < call.deadline() - clock.now();

/** @param waitMs how long a call would wait at least; 0: nobody knows */
const refusal = (waitMs: number): UpstreamError =>
  new UpstreamError('quotaSpent', {
    sent: 'no',
    stopped: 'quota',
    ...(waitMs > 0 ? { retryAfterMs: Math.ceil(waitMs) } : {}),
  });

const unsent = ({ signal }: Call): UpstreamError => asUpstreamError(signal.reason).with({ sent: 'no' });
