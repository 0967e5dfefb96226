import type { Accounts } from './accounts.ts';
import type { Clock } from './clock.ts';
import { type LinkedAbort, linkedAbort } from './linked-abort.ts';
import { per } from './per.ts';
import type { Call, Handler, Policy } from './policy.ts';
import { recentSamples } from './recent-samples.ts';
import type { RetryBudget } from './retry-budget.ts';
import { asUpstreamError, UpstreamError } from './upstream-error.ts';

/** When a second copy of a slow attempt is sent. */
export interface HedgeOptions {
  /**
   * How long the first copy may take once it is sent, in milliseconds. `'p95'`: as long as 95 of 100 recent ones of the same operation took,
   * at least 50 ms, once a hundred are known.
   */
  readonly afterMs: number | 'p95';
}

/** What `'p95'` is at least, in milliseconds, however fast the other side. */
export const MIN_P95_MS = 50;
const SAMPLES_NEEDED = 100;
const SAMPLES_KEPT = 200;

/** What a copy asks before it is sent. */
export interface HedgeGrounds {
  /** The budget of a target, shared with retries. */
  readonly budget: (target: string) => RetryBudget;
  /** What is known of the pace of accounts: where calls wait for their turn, a copy would only make the wait longer. */
  readonly accounts: Accounts;
}

/**
 * Hedged requests: if a call that is safe to repeat takes unusually long, it is sent once more, and the first success is the answer
 * (Dean and Barroso, "The Tail at Scale", CACM 2013). Off unless asked for, because copies spend what the other side allows.
 * Inside of the retry, whose budget it shares; outside of the breaker, so that each copy is an outcome of its own.
 */
export const hedge = <C extends Call, A>(
  options: HedgeOptions | null | undefined,
  { budget, accounts }: HedgeGrounds,
  clock: Clock,
): Policy<C, A> => {
  if (!options) return (next) => next;
  const { afterMs } = options;
  const tookOf = per(() => recentSamples(SAMPLES_KEPT, SAMPLES_NEEDED));
  return (next) => async (call) => {
    const took = tookOf(`${call.source}.${call.operation}`);
    let start = clock.now();
    const delayMs = afterMs === 'p95' ? atLeast(MIN_P95_MS, took.quantile(0.95)) : afterMs;
    // Waiting for a turn of ours is no slowness of theirs.
    const first = (sent: () => void): C => {
      const onSend = onceOnly(() => {
        start = clock.now();
        sent();
      });
      return { ...call, onSend };
    };
    const hasSlack = () =>
      (call.accounts ?? [call.account]).some((name) => accounts(call.target, name).turns.waitMs() === 0);
    const mayRepeat = (ms: number) =>
      call.deadline() - clock.now() > ms && hasSlack() && budget(call.target).withdraw();
    const isUseful = call.idempotent && !call.changes && delayMs !== undefined;
    const answer = await (isUseful
      ? raced(next, call, first, { delayMs, mayRepeat: () => mayRepeat(delayMs), clock })
      : next(first(() => undefined)));
    // Whichever copy won, the first would have taken at least so long: were the time of the second kept, hedging would shorten its own delay.
    took.add(clock.now() - start);
    return answer;
  };
};

const onceOnly = (act: () => void): (() => void) => {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
};

interface Race {
  readonly delayMs: number;
  readonly mayRepeat: () => boolean;
  readonly clock: Clock;
}

const atLeast = (min: number, ms: number | undefined) => (ms === undefined ? undefined : Math.max(min, ms));

/** The first success of one copy, or two. If none succeeds: the last failure, unless that copy was only refused here. */
const raced = <C extends Call, A>(
  next: Handler<C, A>,
  call: C,
  first: (sent: () => void) => C,
  { delayMs, mayRepeat, clock }: Race,
): Promise<A> =>
  new Promise<A>((resolve, reject) => {
    const underWay = new Set<LinkedAbort>();
    let told: UpstreamError | undefined;
    let cancel = () => {};
    const send = async (copy: C) => {
      const own = linkedAbort(call.signal);
      underWay.add(own);
      try {
        resolve(await next({ ...copy, signal: own.signal }));
        underWay.delete(own);
        for (const loser of underWay) loser.abort(beaten());
        cancel();
      } catch (error) {
        const failure = asUpstreamError(error);
        if (!told || failure.facts.stopped === undefined) told = failure;
        underWay.delete(own);
        // A failure of the only copy is the answer; while another is under way, it may still be a success.
        if (underWay.size > 0) return;
        cancel();
        reject(told);
      } finally {
        own.unlink();
      }
    };
    const repeat = () => void (!call.signal.aborted && mayRepeat() && send(call));
    void send(
      first(() => {
        cancel = clock.after(delayMs, repeat);
      }),
    );
  });

const beaten = (): UpstreamError => new UpstreamError('cancelled', { detail: 'another copy of it was faster' });
