import { afterLimit } from './after-limit.ts';
import type { Clock } from './clock.ts';
import { MIN_ATTEMPT_MS } from './deadline.ts';
import type { Turn } from './kept-turns.ts';
import type { Call } from './policy.ts';
import { asUpstreamError, UpstreamError } from './upstream-error.ts';

/** One call in the queue. */
export interface Waiter {
  readonly call: Call;
  readonly ticket: number;
  /** The time a turn must leave. */
  readonly needsMs: number;
  begin(): void;
  /** @param waitMs how long it would have to wait at least @default what the first would have to */
  refuse(waitMs?: number): void;
}

/**
 * A turn must leave time to be answered: a quarter of what the call has when it comes, within these bounds, in milliseconds. In an overload
 * the first in the queue have always waited as long as any may; with nothing left, each turn would be spent on a call that fails.
 */
const MOST_LEFT_MS = 1000;

export const leftAtLeast = (call: Call, clock: Clock): number =>
  Math.min(MOST_LEFT_MS, Math.max(MIN_ATTEMPT_MS, (call.deadline() - clock.now()) / 4));
/** Where it stands, and what it does when it leaves. */
export interface Place {
  readonly ticket: number;
  readonly keep: (ticket: number) => Turn;
  readonly opensInMs: () => number;
  readonly clock: Clock;
  readonly leave: (waiter: Waiter) => void;
  readonly resolve: (turn: Turn) => void;
  readonly reject: (failure: unknown) => void;
}

/** Puts it into the queue. However it leaves, no timer and no listener of it stays. */
export const waiterFor = (call: Call, { ticket, keep, opensInMs, clock, leave, resolve, reject }: Place): Waiter => {
  const since = clock.now();
  const needsMs = leftAtLeast(call, clock);
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
    refuse(waitMs = opensInMs()) {
      end();
      reject(refusal(waitMs));
    },
  };
  const cancel = afterLimit(
    clock,
    () => Math.max(1, call.deadline() - needsMs - since),
    () => waiter.refuse(),
  );
  call.signal.addEventListener('abort', giveUp, { once: true });
  return waiter;
};

/** Whether it could wait so long and still be answered. */
export const hasTime = ({ call, needsMs }: Pick<Waiter, 'call' | 'needsMs'>, waitMs: number, clock: Clock): boolean =>
  Math.max(0, waitMs) + needsMs < call.deadline() - clock.now();

/** What a call ends with that cannot wait for its turn. @param waitMs how long it would have to at least; 0: nobody knows */
export const refusal = (waitMs: number): UpstreamError =>
  new UpstreamError('quotaSpent', {
    sent: 'no',
    stopped: 'quota',
    ...(waitMs > 0 ? { retryAfterMs: Math.ceil(waitMs) } : {}),
  });

/** Given up by whoever asked, before anything was sent. */
export const unsent = ({ signal }: Call): UpstreamError => asUpstreamError(signal.reason).with({ sent: 'no' });
