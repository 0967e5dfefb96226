import { describe, expect, test } from '@jest/globals';
import {
  accountsOf,
  attemptTimeout,
  breaker,
  type Call,
  compose,
  decide,
  type HedgeOptions,
  hedge,
  type RetryBudget,
} from '../../src/resilience/index.ts';
import { callAt, failure, held, onVirtualTime, outcome, watched } from './support.ts';

const on = onVirtualTime();

const noLimits = () => accountsOf({ maxGateMs: 300_000, learn: true }, on.clock, () => 0);

/** A hedge around a handler that ends when told to. */
const hedged = (options: HedgeOptions | null = { afterMs: 200 }, left = Number.POSITIVE_INFINITY) => {
  const { handler, calls } = held();
  const spent: string[] = [];
  const budget = (target: string): RetryBudget => ({
    deposit: () => undefined,
    withdraw: () => spent.length < left && spent.push(target) > 0,
  });
  const accounts = noLimits();
  const policy = hedge<Call, unknown>(options, { budget, accounts }, on.clock);
  const call = policy(handler);
  const start = (its: Partial<Call> = {}) => outcome(call(callAt(on.clock, its)));
  /** Makes a call that takes so long. */
  const take = async (ms: number, its: Partial<Call> = {}) => {
    const at = calls.length;
    const end = start(its);
    await on.clock.advance(ms);
    calls[at]?.answer('ok');
    await end;
    return calls.length - at;
  };
  return { start, take, calls, spent, policy, handler, accounts };
};

describe('hedge, when it fails', () => {
  test('tells a failure from before the delay at once, and sends nothing more', async () => {
    const { start, calls } = hedged();
    const end = start();
    await on.clock.advance(199);
    calls[0]?.fail(failure('throttled', { status: 429 }));
    expect(await end).toEqual({ kind: 'throttled', status: 429 });
    await on.clock.advance(5_000);
    expect(calls).toHaveLength(1);
  });

  test('waits for the second copy when the first fails after it was sent', async () => {
    const { start, calls } = hedged();
    const end = start();
    await on.clock.advance(200);
    calls[0]?.fail(failure('failed', { status: 500 }));
    await on.clock.advance(100);
    calls[1]?.answer('second');
    expect(await end).toEqual({ value: 'second' });
  });

  test('waits for the first copy when the second fails', async () => {
    const { start, calls } = hedged();
    const end = start();
    await on.clock.advance(200);
    calls[1]?.fail(failure('failed', { status: 500 }));
    await on.clock.advance(100);
    calls[0]?.answer('first');
    expect(await end).toEqual({ value: 'first' });
  });

  test('tells the last failure, when both fail', async () => {
    const { start, calls } = hedged();
    const end = start();
    await on.clock.advance(200);
    calls[1]?.fail(failure('failed', { status: 500 }));
    await on.clock.advance(100);
    calls[0]?.fail(failure('unavailable', { status: 503 }));
    expect(await end).toEqual({ kind: 'unavailable', status: 503 });
  });

  test('tells a real failure rather than that the other copy was refused here', async () => {
    const { start, calls } = hedged();
    const end = start();
    await on.clock.advance(200);
    calls[0]?.fail(failure('failed', { status: 500 }));
    await on.clock.advance(100);
    calls[1]?.fail(failure('overloaded', { sent: 'no', stopped: 'overload' }));
    expect(await end).toEqual({ kind: 'failed', status: 500 });
  });

  test('ends both copies when the caller leaves, and sends none after that', async () => {
    const { start, calls, spent } = hedged();
    const [early, late] = [watched(), watched()];
    const first = start({ signal: early.controller.signal });
    early.controller.abort(failure('cancelled'));
    expect(await first).toEqual({ kind: 'cancelled' });
    const second = start({ signal: late.controller.signal });
    await on.clock.advance(200);
    late.controller.abort(failure('cancelled'));
    expect(await second).toEqual({ kind: 'cancelled' });
    expect(calls.map(({ call }) => call.signal.aborted)).toEqual([true, true, true]);
    expect([early.listeners(), late.listeners(), spent.length]).toEqual([0, 0, 1]);
  });

  test('sends no copy for a caller who has left, even while the first still ends', async () => {
    const ends: ((error: unknown) => void)[] = [];
    const { policy, spent } = hedged();
    const call = policy(() => new Promise((_, fail) => ends.push(fail)));
    const controller = new AbortController();
    const end = outcome(call(callAt(on.clock, { signal: controller.signal })));
    controller.abort(failure('cancelled'));
    await on.clock.advance(300);
    expect([ends.length, spent.length]).toEqual([1, 0]);
    ends[0]?.(failure('cancelled', { sent: 'maybe' }));
    expect(await end).toEqual({ kind: 'cancelled', sent: 'maybe' });
  });

  test('takes a handler that throws as one that rejects', async () => {
    const budget = (): RetryBudget => ({ deposit: () => undefined, withdraw: () => true });
    const call = hedge<Call, unknown>(
      { afterMs: 200 },
      { budget, accounts: noLimits() },
      on.clock,
    )(() => {
      throw failure('failed');
    });
    expect(await outcome(call(callAt(on.clock)))).toEqual({ kind: 'failed' });
  });
});

describe('hedge', () => {
  test.each([
    [0, 1],
    [1, 0],
  ])('takes the first success, and aborts the loser (copy %d wins)', async (winner, loser) => {
    const { start, calls } = hedged();
    const { controller, listeners } = watched();
    const end = start({ signal: controller.signal });
    await on.clock.advance(200);
    expect(calls).toHaveLength(2);
    calls[winner]?.answer(`copy ${winner}`);
    expect(await end).toEqual({ value: `copy ${winner}` });
    expect(calls[winner]?.call.signal.aborted).toBe(false);
    expect(calls[loser]?.call.signal.reason).toMatchObject({ kind: 'cancelled' });
    expect(listeners()).toBe(0);
  });

  test('ignores what becomes of the loser', async () => {
    const endings: ((value: unknown) => void)[] = [];
    const budget = (): RetryBudget => ({ deposit: () => undefined, withdraw: () => true });
    const call = hedge<Call, unknown>(
      { afterMs: 200 },
      { budget, accounts: noLimits() },
      on.clock,
    )(({ onSend }) => {
      onSend?.();
      return new Promise((resolve) => endings.push(resolve));
    });
    const end = outcome(call(callAt(on.clock)));
    await on.clock.advance(200);
    endings[1]?.('second');
    expect(await end).toEqual({ value: 'second' });
    endings[0]?.(Promise.reject(failure('failed')));
    await on.clock.advance(100);
    expect(endings).toHaveLength(2);
  });

  test('sends one extra copy, no more, and never before the delay', async () => {
    const { start, calls } = hedged();
    const end = start();
    await on.clock.advance(199);
    expect(calls).toHaveLength(1);
    await on.clock.advance(9_000);
    expect(calls).toHaveLength(2);
    calls[0]?.answer('ok');
    expect(await end).toEqual({ value: 'ok' });
  });

  test('has both copies write into the same trace', async () => {
    const { policy, handler, calls } = hedged();
    const call = callAt(on.clock);
    const end = outcome(compose([policy, attemptTimeout({ attemptMs: 3_000 }, on.clock)], handler)(call));
    await on.clock.advance(200);
    calls[1]?.answer('ok');
    await end;
    expect(call.trace.attempts).toBe(2);
  });

  test('pays for the copy out of the budget of the target', async () => {
    const { take, spent } = hedged();
    expect(await take(100)).toBe(1);
    expect(await take(300)).toBe(2);
    expect(spent).toEqual(['https://shop.test']);
  });

  test('counts from the instant at which the first copy goes out: waiting here is no slowness over there', async () => {
    const { policy, handler, calls, spent } = hedged();
    const queued = policy(async (call) => {
      await new Promise<void>((resolve) => on.clock.after(1_000, resolve));
      return handler(call);
    });
    const end = outcome(queued(callAt(on.clock)));
    await on.clock.advance(1_199);
    expect([calls.length, spent.length]).toEqual([1, 0]);
    calls[0]?.answer('ok');
    expect(await end).toEqual({ value: 'ok' });
  });

  test('sends no copy where calls wait for their turn', async () => {
    const { take, spent, accounts } = hedged();
    accounts('https://shop.test', 'nobody').learned.hear(0, { waitMs: 60_000 });
    expect(await take(390)).toBe(1);
    expect(spent).toEqual([]);
  });

  test.each<[string, number, () => Partial<Call>]>([
    ['the budget is spent', 0, () => ({})],
    ['the call is not safe to repeat', 1, () => ({ idempotent: false })],
    ['the call changes something, however safe to repeat', 1, () => ({ changes: true })],
    [
      'too little time is left',
      1,
      () => ({
        deadline: (
          (limit) => () =>
            limit
        )(on.clock.now() + 400),
      }),
    ],
  ])('sends no copy where %s', async (_, budget, given) => {
    const { take } = hedged({ afterMs: 200 }, budget);
    expect(await take(390, given())).toBe(1);
  });

  test('is off unless asked for', () => {
    const { policy, handler } = hedged(null);
    expect(policy(handler)).toBe(handler);
  });

  test('says nothing to the breaker by giving the loser up', async () => {
    const changes: string[] = [];
    const options = { windowMs: 30_000, minCalls: 2, failureRatio: 0.1, consecutive: 2, breakMs: 1, maxBreakMs: 1 };
    const { policy, handler, calls } = hedged();
    const guard = breaker<Call, unknown>(
      options,
      decide,
      on.clock,
      () => 0.5,
      ({ state }) => changes.push(state),
    );
    const call = compose([policy, guard], handler);
    for (let i = 0; i < 10; i += 1) {
      const end = outcome(call(callAt(on.clock)));
      await on.clock.advance(1_200);
      calls.at(-1)?.answer('ok');
      expect(await end).toEqual({ value: 'ok' });
    }
    expect(calls).toHaveLength(20);
    expect(changes).toEqual([]);
  });
});

describe('hedge after the 95th percentile', () => {
  const usual = async (take: (ms: number, its?: Partial<Call>) => Promise<number>, samples: number, ms = 100) => {
    for (let i = 0; i < samples; i += 1) await take(i % 25 === 0 ? 1_000 : ms);
  };

  test('waits until a hundred calls are known', async () => {
    const { take, calls } = hedged({ afterMs: 'p95' });
    await usual(take, 99);
    expect(calls).toHaveLength(99);
    expect(await take(3_000)).toBe(1);
    expect(await take(101)).toBe(2);
  });

  test('knows each operation by itself', async () => {
    const { take } = hedged({ afterMs: 'p95' });
    await usual(take, 101);
    expect(await take(3_000, { operation: 'other' })).toBe(1);
    expect(await take(3_000, { source: 'other' })).toBe(1);
    expect(await take(3_000)).toBe(2);
  });

  test('never sends the copy sooner than after 50 ms', async () => {
    const { take } = hedged({ afterMs: 'p95' });
    await usual(take, 100, 1);
    expect(await take(49)).toBe(1);
    expect(await take(51)).toBe(2);
  });

  test('does not shorten its own delay by the calls it has made faster', async () => {
    const { start, take, calls } = hedged({ afterMs: 'p95' });
    await usual(take, 200);
    for (let i = 0; i < 200; i += 1) {
      const slow = i % 20 < 2;
      const end = start();
      await on.clock.advance(slow ? 110 : 100);
      calls.at(-1)?.answer('ok');
      await end;
    }
    expect(await take(100)).toBe(1);
  });

  test('learns nothing from failures', async () => {
    const { start, take, calls } = hedged({ afterMs: 'p95' });
    for (let i = 0; i < 150; i += 1) {
      const end = start();
      calls.at(-1)?.fail(failure('failed'));
      await end;
    }
    expect(await take(3_000)).toBe(1);
  });
});
