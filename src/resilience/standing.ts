import type { Clock } from './clock.ts';
import { per } from './per.ts';

/**
 * An account that was refused is put aside for so long, in milliseconds: long enough that a credential which was withdrawn costs hardly
 * anything, short enough that one which was refused by mistake is soon back.
 */
const ASIDE_MS = 60_000;

/** Accounts that were refused, each at its target. */
export interface Standing {
  /** Until when it is put aside; `-Infinity` if it is not. */
  asideUntil(target: string, account: string): number;
  /** Puts it aside; true if it was in use until now. @param ms @default 60000 */
  putAside(target: string, account: string, ms?: number): boolean;
  /** It was answered. */
  restore(target: string, account: string): void;
}

export const standing = (clock: Clock): Standing => {
  const known = per(() => ({ until: -Infinity }), { isIdle: ({ until }) => until <= clock.now() });
  const of = (target: string, account: string) => known(`${target} ${account}`);
  return {
    asideUntil: (target, account) => of(target, account).until,
    putAside(target, account, ms = ASIDE_MS) {
      const its = of(target, account);
      const wasInUse = its.until === -Infinity;
      its.until = clock.now() + ms;
      return wasInUse;
    },
    restore(target, account) {
      of(target, account).until = -Infinity;
    },
  };
};
