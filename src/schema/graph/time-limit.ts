import { GraphQLError } from 'graphql';
import type { Scope } from '../../datasources/base/index.ts';
import type { Clock } from '../../resilience/index.ts';

/** How long an operation waits for code that has no deadline of its own. */
export interface TimeLimit {
  readonly inTime: <T>(promise: PromiseLike<T>, what: string) => Promise<T>;
  readonly end: () => void;
}

const late = (what: string): GraphQLError =>
  new GraphQLError(`${what} was not ready within the time given to the operation.`, {
    extensions: { code: 'UPSTREAM_TIMEOUT', retryable: true },
  });

/** Lasts until the operation's deadline, or until its client has left. One timer for all who wait, and none while nobody does. */
export const timeLimit = ({ deadline, signal }: Scope, clock: Clock): TimeLimit => {
  const waiting = new Set<(reason: (what: string) => unknown) => void>();
  const giveUp = (reason: (what: string) => unknown): void => {
    for (const leave of waiting) leave(reason);
    waiting.clear();
  };
  let cancel: (() => void) | undefined;
  const arm = (): void => {
    if (cancel) return;
    const timer = clock.after(deadline - clock.now(), () => giveUp(late));
    const left = () => giveUp(() => signal.reason);
    signal.addEventListener('abort', left, { once: true });
    cancel = () => {
      timer();
      signal.removeEventListener('abort', left);
    };
  };
  return {
    inTime: (promise, what) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) reject(signal.reason);
        else if (clock.now() >= deadline) reject(late(what));
        arm();
        const leave = (reason: (what: string) => unknown) => reject(reason(what));
        waiting.add(leave);
        promise.then(
          (value) => {
            waiting.delete(leave);
            return resolve(value);
          },
          (error: unknown) => {
            waiting.delete(leave);
            reject(error);
          },
        );
      }),
    end: () => {
      waiting.clear();
      cancel?.();
    },
  };
};
