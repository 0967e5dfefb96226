import type { Clock } from './clock.ts';
import { MIN_ATTEMPT_MS } from './deadline.ts';
import type { Call } from './policy.ts';
import { asUpstreamError, UpstreamError } from './upstream-error.ts';

/** Says when calls may begin. */
export interface Pace {
  /** The instant from which the next call may begin, with so many ahead of it: exact for 0, else no later than the truth. */
  opensAt(ahead: number): number;
  /** Whether none may begin until another ends, whatever the time, with so many ahead of it. */
  full(ahead: number): boolean;
  /** A call begins: its number, counted from 1. */
  begin(): number;
}

/** Calls that wait until they may begin: first come, first served, and only those that have the time. */
export interface Turns {
  /**
   * Resolves when its turn has come, which is kept for it.
   * @param lost its turn before, which was lost: the call stands where it stood then
   * @throws UpstreamError `quotaSpent`, or why it was given up
   */
  take(call: Call, lost?: Turn): Turn | Promise<Turn>;
  /** How long a call that came now would wait at least, in milliseconds; 0: it may begin. */
  waitMs(): number;
  /** To be called when the pace may have changed: lets those begin who now may, and refuses those who now would wait too long. */
  look(): void;
}

/** Leave to begin, kept for one call: whoever comes later stands behind it. It counts for nothing until the call begins. */
export interface Turn {
  /** Who came when: the lower goes first. */
  readonly ticket: number;
  /** The call begins: its number. Nothing, if none may begin any more: then its turn must be waited for once more. */
  begin(): number | undefined;
  /** It is not needed, or no more. */
  end(): void;
}

interface Waiter {
  readonly call: Call;
  readonly ticket: number;
  /** The time a turn must leave. */
  readonly needsMs: number;
  begin(): void;
  refuse(): void;
}

/**
 * A turn must leave time to be answered: a quarter of what the call has when it comes, within these bounds, in milliseconds. In an overload
 * the first in the queue have always waited as long as any may; with nothing left, each turn would be spent on a call that fails.
 */
const MOST_LEFT_MS = 1000;

const leftAtLeast = (call: Call, clock: Clock): number =>
  Math.min(MOST_LEFT_MS, Math.max(MIN_ATTEMPT_MS, (call.deadline() - clock.now()) / 4));
/** Beyond this, waiting is memory spent on calls that hardly get a turn. */
const MAX_WAITING = 1000;

export const turns = (pace: Pace, clock: Clock): Turns => {
  const waiting = new Set<Waiter>();
  let kept = 0;
  let tickets = 0;
  let cancel = () => {};

  const mayBegin = (ahead: number) => !pace.full(ahead) && pace.opensAt(ahead) <= clock.now();
  const advance = () => {
    cancel();
    for (const waiter of waiting) {
      if (!mayBegin(kept)) break;
      waiter.begin();
    }
    // A full house opens when a call ends, which is said.
    // At least a millisecond: the rest of a sum of fractions is no time, and would be waited for without end.
    if (waiting.size > 0 && !pace.full(kept)) cancel = clock.after(Math.max(1, opensIn(0)), advance);
  };
  /** In so many milliseconds, with so many waiting ahead. */
  const opensIn = (ahead: number) => pace.opensAt(kept + ahead) - clock.now();
  const keep = (ticket: number): Turn => {
    kept += 1;
    let isKept = true;
    const end = () => {
      if (isKept) kept -= 1;
      isKept = false;
    };
    return {
      ticket,
      begin() {
        end();
        return mayBegin(0) ? pace.begin() : undefined;
      },
      end() {
        if (!isKept) return;
        end();
        advance();
      },
    };
  };
  const leave = (waiter: Waiter) => {
    waiting.delete(waiter);
    if (waiting.size === 0) cancel();
  };

  /** Nearly always the last of them. */
  const enter = (waiter: Waiter) => {
    const behind = [...waiting].filter(({ ticket }) => ticket > waiter.ticket);
    for (const each of [waiter, ...behind]) {
      waiting.delete(each);
      waiting.add(each);
    }
  };

  return {
    take(call, lost) {
      if (call.signal.aborted) throw unsent(call);
      if (!lost) tickets += 1;
      const ticket = lost?.ticket ?? tickets;
      // Whoever comes for the first time stands behind all.
      const ahead = lost ? [...waiting].filter((waiter) => waiter.ticket < ticket).length : waiting.size;
      if (ahead === 0 && mayBegin(kept)) return keep(ticket);
      const waitMs = opensIn(ahead);
      if (waiting.size >= MAX_WAITING || !hasTime({ call, needsMs: leftAtLeast(call, clock) }, waitMs, clock))
        throw refusal(waitMs);
      return new Promise((resolve, reject) => {
        const opensInMs = () => opensIn(0);
        enter(waiterFor(call, { ticket, keep, opensInMs, clock, leave, resolve, reject }));
        advance();
      });
    },
    // A full house opens nobody knows when: the fewer are before it, the sooner.
    waitMs: () => (waiting.size === 0 && mayBegin(kept) ? 0 : Math.max(1 + waiting.size, opensIn(waiting.size))),
    look() {
      let ahead = 0;
      for (const waiter of waiting) {
        if (hasTime(waiter, opensIn(ahead), clock)) ahead += 1;
        else waiter.refuse();
      }
      advance();
    },
  };
};

interface Place {
  readonly ticket: number;
  readonly keep: (ticket: number) => Turn;
  readonly opensInMs: () => number;
  readonly clock: Clock;
  readonly leave: (waiter: Waiter) => void;
  readonly resolve: (turn: Turn) => void;
  readonly reject: (failure: unknown) => void;
}

/** One call in the queue. However it leaves, no timer and no listener of it stays. */
const waiterFor = (call: Call, { ticket, keep, opensInMs, clock, leave, resolve, reject }: Place): Waiter => {
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
    ticket,
    needsMs,
    begin() {
      end();
      try {
        call.recheck?.();
        resolve(keep(ticket));
      } catch (failure) {
        reject(failure);
      }
    },
    refuse() {
      end();
      reject(refusal(opensInMs()));
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
