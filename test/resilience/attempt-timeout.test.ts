import { describe, expect, test } from '@jest/globals';
import { attemptTimeout, type Call, type Clock, compose, deadline, retry } from '../../src/resilience/index.ts';
import { callAt, failure, grounds, held, onVirtualTime, outcome, watched } from './support.ts';

const on = onVirtualTime();
const retries = { maxAttempts: 9, baseMs: 400, throttledBaseMs: 400, capMs: 400, maxRetryAfterMs: 20_000 };
const timed = (clock: Clock = on.clock) => attemptTimeout<Call, unknown>({ attemptMs: 3_000 }, clock);

/** A clock whose first timer rings too late, as after an event loop that was blocked. */
const lateBy = (ms: number): Clock => {
  let late = ms;
  return {
    now: () => on.clock.now(),
    after(given, wake) {
      const total = given + late;
      late = 0;
      return on.clock.after(total, wake);
    },
  };
};

describe('attempt timeout, when an attempt takes too long', () => {
  test('ends that attempt with a failure that can be retried', async () => {
    const { handler, calls } = held();
    const policies = [retry<Call, unknown>(retries, grounds, on.clock, () => 0), timed()];
    const end = outcome(compose(policies, handler)(callAt(on.clock)));
    await on.clock.advance(3_000);
    expect(calls).toHaveLength(2);
    expect(calls[0]?.call.signal.aborted).toBe(true);
    calls[1]?.answer('second');
    expect(await end).toEqual({ value: 'second' });
  });

  test('says so, and for how long it waited', async () => {
    const end = outcome(timed()(held().handler)(callAt(on.clock)));
    await on.clock.advance(3_000);
    expect(await end).toEqual({ kind: 'timeout', phase: 'attempt', detail: 'no whole answer within 3000 ms' });
  });

  test('blames nobody when the deadline cut it short, and says so a little before the deadline would', async () => {
    const start = on.clock.now();
    const policies = [deadline<Call, unknown>({ totalMs: 1_000 }, on.clock), timed()];
    let endedAt = 0;
    const end = outcome(compose(policies, held().handler)(callAt(on.clock))).finally(() => {
      endedAt = on.clock.now();
    });
    await on.clock.advance(1_000);
    expect(await end).toEqual({
      kind: 'outOfTime',
      phase: 'attempt',
      stopped: 'deadline',
      detail: 'no whole answer within 980 ms',
    });
    expect(endedAt - start).toBe(980);
  });

  test('blames the other side where the deadline left it half of its time', async () => {
    const limit = on.clock.now() + 1_520;
    const end = outcome(timed()(held().handler)(callAt(on.clock, { deadline: () => limit })));
    await on.clock.advance(1_500);
    expect(await end).toMatchObject({ kind: 'timeout' });
  });

  test('gives a call the time of those who have joined it', async () => {
    let limit = on.clock.now() + 1_000;
    const { handler, calls } = held();
    const end = outcome(timed()(handler)(callAt(on.clock, { deadline: () => limit })));
    await on.clock.advance(500);
    limit = on.clock.now() + 15_000;
    await on.clock.advance(2_000);
    expect(calls[0]?.call.signal.aborted).toBe(false);
    await on.clock.advance(500);
    expect(await end).toMatchObject({ kind: 'timeout', detail: 'no whole answer within 3000 ms' });
  });

  test('waits no longer for one that does not listen, and cannot tell how far it got', async () => {
    const end = outcome(timed()(() => new Promise(() => undefined))(callAt(on.clock)));
    await on.clock.advance(3_000);
    expect(await end).toMatchObject({ kind: 'timeout', sent: 'maybe' });
  });
});

describe('attempt timeout, when its own timer is late', () => {
  test('still takes an answer that had arrived meanwhile', async () => {
    const { handler, calls } = held();
    const end = outcome(timed(lateBy(300))(handler)(callAt(on.clock)));
    await on.clock.advance(3_399);
    calls[0]?.answer('was in the buffer');
    expect(await end).toEqual({ value: 'was in the buffer' });
  });

  test('blames this process if none has', async () => {
    const { handler, calls } = held();
    const end = outcome(timed(lateBy(250))(handler)(callAt(on.clock)));
    await on.clock.advance(3_349);
    expect(calls[0]?.call.signal.aborted).toBe(false);
    await on.clock.advance(1);
    expect(await end).toEqual({ kind: 'stalled', phase: 'attempt' });
  });

  test('takes a little lateness as none', async () => {
    const end = outcome(timed(lateBy(249))(held().handler)(callAt(on.clock)));
    await on.clock.advance(3_249);
    expect(await end).toMatchObject({ kind: 'timeout' });
  });

  test('leaves no timer behind when the caller leaves in the time of grace', async () => {
    const { controller, listeners } = watched();
    const end = outcome(timed(lateBy(300))(held().handler)(callAt(on.clock, { signal: controller.signal })));
    await on.clock.advance(3_310);
    expect(on.clock.pending).toBe(1);
    controller.abort(failure('cancelled'));
    expect(await end).toEqual({ kind: 'cancelled' });
    expect([on.clock.pending, listeners()]).toEqual([0, 0]);
  });
});

describe('attempt timeout, when nothing can come of it', () => {
  const unsent = async (given: Partial<Call>) => {
    const { handler, calls } = held();
    const call = callAt(on.clock, given);
    const end = await outcome(timed()(handler)(call));
    expect([calls.length, call.trace.attempts, on.clock.pending]).toEqual([0, 0, 0]);
    return end;
  };

  test('sends nothing with too little time left, whatever took it: a write that nobody waits for may have been made', async () => {
    const limit = on.clock.now() + 99;
    expect(await unsent({ deadline: () => limit })).toMatchObject({
      kind: 'outOfTime',
      sent: 'no',
      stopped: 'deadline',
    });
  });

  test('sends nothing when the operation has made as many attempts as it may', async () => {
    expect(await unsent({ allowance: { take: () => false } })).toMatchObject({
      kind: 'overloaded',
      sent: 'no',
      stopped: 'attempts',
    });
  });

  test('sends nothing when nobody waits any more', async () => {
    const signal = AbortSignal.abort(failure('cancelled'));
    expect(await unsent({ signal })).toEqual({ kind: 'cancelled', sent: 'no' });
  });
});

describe('attempt timeout', () => {
  test('leaves an attempt that ends in time alone, and no timer and no listener behind', async () => {
    const { handler, calls } = held();
    const { controller, listeners } = watched();
    const end = outcome(timed()(handler)(callAt(on.clock, { signal: controller.signal })));
    expect([on.clock.pending, listeners()]).toEqual([1, 1]);
    await on.clock.advance(2_999);
    calls[0]?.answer('ok');
    expect(await end).toEqual({ value: 'ok' });
    expect([on.clock.pending, listeners()]).toEqual([0, 0]);
  });

  test('counts every attempt, those that fail included', async () => {
    const call = callAt(on.clock);
    const attempt = timed()(async () => {
      throw failure('failed');
    });
    expect([await outcome(attempt(call)), await outcome(attempt(call))]).toEqual([
      { kind: 'failed' },
      { kind: 'failed' },
    ]);
    expect(call.trace.attempts).toBe(2);
  });
});
