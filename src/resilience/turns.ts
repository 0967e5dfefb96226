import type { Clock } from './clock.ts';
import { gaps } from './gaps.ts';
import { keptTurns, type Turn } from './kept-turns.ts';
import type { Call } from './policy.ts';
import { hasTime, leftAtLeast, refusal, unsent, type Waiter, waiterFor } from './turn-waiter.ts';

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
  /** Whether no call waits, and no turn is kept for one. */
  isIdle(): boolean;
  /** How long a call that came now would wait at least, in milliseconds; 0: it may begin. */
  waitMs(): number;
  /** To be called when the pace may have changed: lets those begin who now may, and refuses those who now would wait too long. */
  look(): void;
}

/** Beyond this, waiting is memory spent on calls that hardly get a turn. */
const MAX_WAITING = 1000;

export const turns = (pace: Pace, clock: Clock): Turns => {
  const waiting = new Set<Waiter>();
  let tickets = 0;
  const gap = gaps(clock);
  let cancel = () => {};

  const mayBegin = (ahead: number) => !pace.full(ahead) && pace.opensAt(ahead) <= clock.now();
  const kept = keptTurns(
    () => (mayBegin(0) ? pace.begin() : undefined),
    () => advance(),
  );
  const advance = () => {
    cancel();
    for (const waiter of waiting) {
      if (!mayBegin(kept.count())) break;
      gap.turn();
      waiter.begin();
    }
    // A full house opens when a call ends, which is said.
    // At least a millisecond: the rest of a sum of fractions is no time, and would be waited for without end.
    if (waiting.size > 0 && !pace.full(kept.count())) cancel = clock.after(Math.max(1, opensIn(0)), advance);
  };
  /** In so many milliseconds, with so many waiting ahead. */
  const opensIn = (ahead: number) => pace.opensAt(kept.count() + ahead) - clock.now();
  /** As it was lately: how soon a full house opens nobody knows, but how soon it did. Whoever is first always waits to see. */
  const expectedIn = (ahead: number) => (ahead > 0 && pace.full(kept.count()) ? (ahead + 1) * gap.meanMs() : 0);
  const leave = (waiter: Waiter) => {
    waiting.delete(waiter);
    if (waiting.size === 0) cancel();
  };

  /** Nearly always the last of them. */
  const enter = (waiter: Waiter) => {
    if (waiting.size === 0) gap.start();
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
      if (ahead === 0 && mayBegin(kept.count())) return kept.keep(ticket);
      const waitMs = Math.max(opensIn(ahead), expectedIn(ahead));
      if (waiting.size >= MAX_WAITING || !hasTime({ call, needsMs: leftAtLeast(call, clock) }, waitMs, clock))
        throw refusal(waitMs);
      return new Promise((resolve, reject) => {
        const keep = (of: number) => kept.keep(of);
        const opensInMs = () => opensIn(0);
        enter(waiterFor(call, { ticket, keep, opensInMs, clock, leave, resolve, reject }));
        advance();
      });
    },
    // A full house opens nobody knows when: the fewer are before it, the sooner.
    isIdle: () => waiting.size === 0 && kept.count() === 0,
    waitMs: () =>
      waiting.size === 0 && mayBegin(kept.count()) ? 0 : Math.max(1 + waiting.size, opensIn(waiting.size)),
    look() {
      let ahead = 0;
      for (const waiter of waiting) {
        if (hasTime(waiter, opensIn(ahead), clock)) ahead += 1;
        else waiter.refuse(opensIn(ahead));
      }
      advance();
    },
  };
};
