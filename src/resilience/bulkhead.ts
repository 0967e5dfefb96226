import { afterLimit } from './after-limit.ts';
import type { Clock } from './clock.ts';
import { MIN_ATTEMPT_MS } from './deadline.ts';
import { per } from './per.ts';
import type { Call, Policy } from './policy.ts';
import { asUpstreamError, UpstreamError } from './upstream-error.ts';

/** How much of this process one target may take up. */
export interface BulkheadOptions {
  /** Attempts under way at a time. @default 32 */
  readonly maxConcurrent: number;
  /** Attempts that wait for their turn; 0 means that none does. @default 256 */
  readonly maxQueue: number;
  /** How long each of them waits, in milliseconds. @default 2000, or the time of the whole call where that is less */
  readonly maxQueueMs: number;
}

interface Room {
  taken: number;
  /** First come, first served. */
  readonly waiting: Set<() => void>;
}

/**
 * Bulkhead: a slow target fills its own places and its own queue, not those of the others (Nygard, "Release It!").
 * Inside of the breaker and of the wait for a turn, so that who waits for those takes no place.
 */
export const bulkhead = <C extends Call, A>(options: BulkheadOptions, clock: Clock): Policy<C, A> => {
  const rooms = per((): Room => ({ taken: 0, waiting: new Set() }), { isIdle: ({ taken }) => taken === 0 });
  return (next) => async (call) => {
    if (call.signal.aborted) throw unsent(call);
    const room = rooms(call.target);
    const free = room.taken < options.maxConcurrent;
    if (free) room.taken += 1;
    else await turn(room, call, options, clock);
    try {
      if (!free && call.signal.aborted) throw unsent(call);
      if (!free) call.recheck?.();
      return await next(call);
    } finally {
      leave(room);
    }
  };
};

/** Whoever waits longest takes the place over; only if nobody does is it free. */
const leave = (room: Room): void => {
  const [first] = room.waiting;
  if (first) first();
  else room.taken -= 1;
};

/** Resolves when a place has been handed over. */
const turn = async (room: Room, call: Call, options: BulkheadOptions, clock: Clock): Promise<void> => {
  const { maxConcurrent, maxQueue, maxQueueMs } = options;
  if (room.waiting.size >= maxQueue) throw overloaded(`${maxConcurrent} calls are under way and ${maxQueue} wait`);
  const start = clock.now();
  // Others may join the call while it waits, and move its deadline.
  const limitMs = () => Math.min(maxQueueMs, call.deadline() - start - MIN_ATTEMPT_MS);
  if (limitMs() <= 0) throw overloaded(`${maxConcurrent} calls are under way, and there is no time to wait`);
  try {
    await queue(room, call, limitMs, clock);
  } finally {
    call.trace.queuedMs = (call.trace.queuedMs ?? 0) + clock.now() - start;
  }
};

const queue = ({ waiting }: Room, call: Call, limitMs: () => number, clock: Clock): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = () => {
      waiting.delete(enter);
      cancel();
      call.signal.removeEventListener('abort', giveUp);
    };
    const enter = () => {
      end();
      resolve();
    };
    const giveUp = () => {
      end();
      reject(unsent(call));
    };
    const cancel = afterLimit(clock, limitMs, (limit) => {
      end();
      reject(overloaded(`no turn came within ${Math.round(limit)} ms`));
    });
    waiting.add(enter);
    call.signal.addEventListener('abort', giveUp, { once: true });
  });

const overloaded = (detail: string): UpstreamError =>
  new UpstreamError('overloaded', { sent: 'no', stopped: 'overload', detail });

const unsent = ({ signal }: Call): UpstreamError => asUpstreamError(signal.reason).with({ sent: 'no' });
