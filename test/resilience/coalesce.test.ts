import { describe, expect, test } from '@jest/globals';
import { attemptTimeout, type Call, coalesce, compose, deadline, retry } from '../../src/resilience/index.ts';
import { settle } from '../support/virtual-clock.ts';
import { callAt, failure, grounds, held, onVirtualTime, outcome, scripted } from './support.ts';

const on = onVirtualTime();
const leaving = () => {
  const controller = new AbortController();
  return { signal: controller.signal, leave: () => controller.abort(failure('cancelled', { detail: 'left' })) };
};
const withDeadline = (ms: number): Partial<Call> => {
  const limit = on.clock.now() + ms;
  return { deadline: () => limit };
};

const patience = { maxAttempts: 3, baseMs: 100, throttledBaseMs: 100, capMs: 100, maxRetryAfterMs: 20_000 };

describe('coalesce, when it fails', () => {
  test('shares one failure, and keeps none', async () => {
    const { handler, calls } = scripted(failure('failed', { status: 500 }));
    const call = coalesce(on.clock)(handler);
    const ends = [outcome(call(callAt(on.clock))), outcome(call(callAt(on.clock)))];
    expect(await Promise.all(ends)).toEqual([
      { kind: 'failed', status: 500 },
      { kind: 'failed', status: 500 },
    ]);
    expect(calls).toHaveLength(1);
    expect(await outcome(call(callAt(on.clock)))).toEqual({ value: 'ok' });
    expect(calls).toHaveLength(2);
  });

  test('ends a waiter at its own deadline, and leaves the others waiting', async () => {
    const { handler, calls } = held();
    const call = coalesce(on.clock)(handler);
    const patient = outcome(call(callAt(on.clock)));
    const hasty = outcome(call(callAt(on.clock, withDeadline(300))));
    await on.clock.advance(300);
    expect(await hasty).toMatchObject({ kind: 'outOfTime', stopped: 'deadline' });
    expect(calls[0]?.call.signal.aborted).toBe(false);
    calls[0]?.answer('late');
    expect(await patient).toEqual({ value: 'late' });
  });

  test('tells a waiter that runs out of time the last real failure, and how far any attempt got', async () => {
    const policies = [coalesce<Call, unknown>(on.clock), retry<Call, unknown>(patience, grounds, on.clock, () => 0.5)];
    const attempts: Call[] = [];
    const call = compose(policies, async (attempt) => {
      attempts.push(attempt);
      attempt.trace.attempts += 1;
      if (attempts.length > 1) return 'late';
      attempt.trace.sent = 'yes';
      throw failure('unavailable', { status: 503, retryAfterMs: 2_000, sent: 'yes' });
    });
    const patient = outcome(call(callAt(on.clock)));
    const hasty = outcome(call(callAt(on.clock, withDeadline(300))));
    await on.clock.advance(300);
    expect(await hasty).toEqual({
      kind: 'unavailable',
      status: 503,
      retryAfterMs: 2_000,
      sent: 'yes',
      stopped: 'deadline',
      attempts: 1,
    });
    await on.clock.advance(2_000);
    expect(await patient).toEqual({ value: 'late' });
  });

  test('gives a caller that has left already no flight, and takes nobody along', async () => {
    const { handler, calls } = held();
    const call = coalesce(on.clock)(handler);
    const { signal, leave } = leaving();
    leave();
    expect(await outcome(call(callAt(on.clock, { signal })))).toEqual({ kind: 'cancelled', detail: 'left' });
    expect(calls).toHaveLength(0);
  });
});

describe('coalesce, when waiters leave', () => {
  test('goes on for those who stay', async () => {
    const { handler, calls } = held();
    const call = coalesce(on.clock)(handler);
    const { signal, leave } = leaving();
    const first = outcome(call(callAt(on.clock, { signal })));
    const second = outcome(call(callAt(on.clock)));
    leave();
    expect(await first).toEqual({ kind: 'cancelled', detail: 'left', sent: 'no', attempts: 0 });
    expect(calls[0]?.call.signal.aborted).toBe(false);
    calls[0]?.answer(1);
    expect(await second).toEqual({ value: 1 });
  });

  test('aborts the flight with the last of them, which hears how far it got', async () => {
    const calls: Call[] = [];
    const call = coalesce(on.clock)(
      (each) =>
        new Promise((_, fail) => {
          calls.push(each);
          each.signal.addEventListener('abort', () => fail(failure('cancelled', { sent: 'maybe' })), { once: true });
        }),
    );
    const [one, two] = [leaving(), leaving()];
    const ends = [
      outcome(call(callAt(on.clock, { signal: one.signal }))),
      outcome(call(callAt(on.clock, { signal: two.signal }))),
    ];
    one.leave();
    await settle();
    expect(calls[0]?.signal.aborted).toBe(false);
    two.leave();
    expect(calls[0]?.signal.aborted).toBe(true);
    expect(await Promise.all(ends)).toEqual([
      { kind: 'cancelled', detail: 'left', sent: 'no', attempts: 0 },
      { kind: 'cancelled', sent: 'maybe' },
    ]);
  });

  test('begins anew for who comes while the abandoned flight still ends', async () => {
    const abandoned: { fail?: (error: unknown) => void } = {};
    const { handler, calls } = held();
    let first = true;
    const call = coalesce<Call, unknown>(on.clock)((each) => {
      if (!first) return handler(each);
      first = false;
      // Slow to end: the failure comes later than the abort.
      return new Promise((_, fail) => {
        abandoned.fail = fail;
      });
    });
    const { signal, leave } = leaving();
    const left = outcome(call(callAt(on.clock, { signal })));
    leave();
    const next = outcome(call(callAt(on.clock)));
    abandoned.fail?.(failure('cancelled', { sent: 'yes' }));
    expect(await left).toEqual({ kind: 'cancelled', sent: 'yes' });
    const joined = outcome(call(callAt(on.clock)));
    expect(calls).toHaveLength(1);
    calls[0]?.answer('fresh');
    expect(await Promise.all([next, joined])).toEqual([{ value: 'fresh' }, { value: 'fresh' }]);
  });
});

describe('coalesce', () => {
  test('shares one sequence of attempts, and says who shared', async () => {
    const { handler, calls } = scripted(failure('failed'), failure('failed'));
    const options = { maxAttempts: 3, baseMs: 100, throttledBaseMs: 100, capMs: 100, maxRetryAfterMs: 100 };
    const policies = [
      coalesce<Call, unknown>(on.clock),
      retry<Call, unknown>(options, grounds, on.clock, () => 0.5),
      attemptTimeout<Call, unknown>({ attemptMs: 3_000 }, on.clock),
    ];
    const call = compose(policies, handler);
    const traces = [1, 2, 3].map(() => ({ attempts: 0, shared: false }));
    const ends = traces.map((trace) => outcome(call(callAt(on.clock, { trace }))));
    await on.clock.advance(1_000);
    expect(await Promise.all(ends)).toEqual(Array(3).fill({ value: 'ok' }));
    expect(calls).toHaveLength(3);
    expect(traces).toEqual([
      { attempts: 3, shared: false, pausedMs: expect.any(Number), last: expect.objectContaining({ kind: 'failed' }) },
      { attempts: 0, shared: true },
      { attempts: 0, shared: true },
    ]);
  });

  test('never shares calls without a key, nor calls with different ones', async () => {
    const { handler, calls } = held();
    const call = coalesce(on.clock)(handler);
    const ends = [null, null, 'a', 'b'].map((key) => outcome(call(callAt(on.clock, { key }))));
    expect(calls).toHaveLength(4);
    for (const [i, each] of calls.entries()) each.answer(i);
    expect(await Promise.all(ends)).toEqual([0, 1, 2, 3].map((value) => ({ value })));
  });

  test('leaves a call that is to be alone out of the flights of others, and others out of its own', async () => {
    const { handler, calls } = held();
    const call = coalesce(on.clock)(handler);
    const ends = [true, false, true, false].map((alone) => outcome(call(callAt(on.clock, { alone }))));
    expect(calls.map(({ call: each }) => each.alone)).toEqual([true, false, true]);
    for (const [i, each] of calls.entries()) each.answer(i);
    expect(await Promise.all(ends)).toEqual([0, 1, 2, 1].map((value) => ({ value })));
  });

  test('spends what the others may still cause, where the first may cause no more', async () => {
    const { handler, calls } = held();
    const call = coalesce(on.clock)(handler);
    const ends = [false, true].map((left) => outcome(call(callAt(on.clock, { allowance: { take: () => left } }))));
    expect(calls[0]?.call.allowance.take()).toBe(true);
    calls[0]?.answer('ok');
    expect(await Promise.all(ends)).toEqual([{ value: 'ok' }, { value: 'ok' }]);
  });

  test('lets a flight live as long as the most patient of its waiters', async () => {
    const { handler, calls } = held();
    const call = compose([coalesce<Call, unknown>(on.clock), deadline({ totalMs: 5_000 }, on.clock)], handler);
    const hasty = outcome(call(callAt(on.clock, withDeadline(500))));
    await on.clock.advance(400);
    const patient = outcome(call(callAt(on.clock, withDeadline(1_000))));
    await on.clock.advance(500);
    expect(await hasty).toMatchObject({ kind: 'outOfTime' });
    expect(calls).toHaveLength(1);
    calls[0]?.answer('in time');
    expect(await patient).toEqual({ value: 'in time' });
  });

  test('does not keep an answer', async () => {
    const { handler, calls } = scripted('one', 'two');
    const call = coalesce(on.clock)(handler);
    expect([await call(callAt(on.clock)), await call(callAt(on.clock))]).toEqual(['one', 'two']);
    expect(calls).toHaveLength(2);
  });
});
