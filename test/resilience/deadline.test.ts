import { describe, expect, test } from '@jest/globals';
import { attemptTimeout, type Call, compose, deadline, retry } from '../../src/resilience/index.ts';
import { callAt, failure, grounds, held, onVirtualTime, outcome, scripted } from './support.ts';

const on = onVirtualTime();
const retries = { maxAttempts: 9, baseMs: 400, throttledBaseMs: 400, capMs: 400, maxRetryAfterMs: 20_000 };

describe('deadline, when the time is up', () => {
  test('ends the call after its own limit, and aborts what is under way', async () => {
    const { handler, calls } = held();
    const end = outcome(deadline({ totalMs: 2_000 }, on.clock)(handler)(callAt(on.clock)));
    await on.clock.advance(1_999);
    expect(calls[0]?.call.signal.aborted).toBe(false);
    await on.clock.advance(1);
    expect(await end).toMatchObject({ kind: 'outOfTime', stopped: 'deadline' });
  });

  test("ends it at the caller's deadline, where that is earlier", async () => {
    const { handler } = held();
    const start = on.clock.now();
    const end = outcome(
      deadline({ totalMs: 2_000 }, on.clock)(handler)(callAt(on.clock, { deadline: () => start + 700 })),
    );
    await on.clock.advance(700);
    expect(await end).toMatchObject({ kind: 'outOfTime' });
  });

  test('is later when a caller joins meanwhile, but never beyond its own limit', async () => {
    const { handler, calls } = held();
    const start = on.clock.now();
    let limit = start + 500;
    const end = outcome(deadline({ totalMs: 2_000 }, on.clock)(handler)(callAt(on.clock, { deadline: () => limit })));
    await on.clock.advance(300);
    limit = start + 9_000;
    await on.clock.advance(1_699);
    expect(calls[0]?.call.signal.aborted).toBe(false);
    expect(calls[0]?.call.deadline()).toBe(start + 2_000);
    await on.clock.advance(1);
    expect(await end).toMatchObject({ kind: 'outOfTime' });
  });

  test('says the last real failure, not a bare timeout', async () => {
    const { handler, calls } = scripted(...Array(9).fill(failure('unavailable', { status: 503 })));
    const policies = [
      deadline<Call, unknown>({ totalMs: 1_000 }, on.clock),
      retry<Call, unknown>(retries, grounds, on.clock, () => 0.99),
      attemptTimeout<Call, unknown>({ attemptMs: 3_000 }, on.clock),
    ];
    const end = outcome(compose(policies, handler)(callAt(on.clock)));
    await on.clock.advance(1_000);
    expect(await end).toEqual({ kind: 'unavailable', status: 503, stopped: 'deadline', attempts: calls.length });
    expect(calls).toHaveLength(3);
  });

  test('follows the caller who leaves', async () => {
    const { handler } = held();
    const controller = new AbortController();
    const end = outcome(
      deadline({ totalMs: 2_000 }, on.clock)(handler)(callAt(on.clock, { signal: controller.signal })),
    );
    controller.abort(failure('cancelled'));
    expect(await end).toEqual({ kind: 'cancelled' });
  });
});
