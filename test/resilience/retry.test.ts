import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { backoff } from '../../src/resilience/backoff.ts';
import { type Call, decisionTable, type FailureKind, isFailureKind, retry } from '../../src/resilience/index.ts';
import { callAt, failure, onVirtualTime, outcome, scripted } from './support.ts';

const on = onVirtualTime();
const options = { maxAttempts: 3, baseMs: 100, throttledBaseMs: 1_000, capMs: 2_000, maxRetryAfterMs: 5_000 };
const kinds = Object.keys(decisionTable).filter(isFailureKind);
const kindsThat = (word: 'retry' | 'resend', again: string): readonly FailureKind[] =>
  kinds.filter((kind) => decisionTable[kind][word] === again);

/** Runs a call to its end; `waited` is the virtual time that took. */
const run = async (script: readonly unknown[], given: Partial<Call> = {}, chance = () => 0.5, with_ = options) => {
  const { handler, calls } = scripted(...script);
  const call = callAt(on.clock, given);
  const start = on.clock.now();
  let waited = 0;
  const end = outcome(retry<Call, unknown>(with_, on.clock, chance)(handler)(call)).finally(() => {
    waited = on.clock.now() - start;
  });
  await on.clock.advance(60_000);
  return { end: await end, attempts: calls.length, waited, trace: call.trace };
};
const always = (kind: FailureKind, retryAfterMs?: number) =>
  Array(20).fill(failure(kind, retryAfterMs === undefined ? {} : { retryAfterMs }));

describe('retry, when it gives up', () => {
  test.each(kindsThat('retry', 'no'))('%s is not tried again', async (kind) => {
    expect(await run(always(kind))).toMatchObject({ end: { kind, attempts: 1 }, attempts: 1, waited: 0 });
  });

  test.each(kindsThat('retry', 'yes'))('%s is tried as often as allowed, and ends as it is', async (kind) => {
    const { end, attempts, trace } = await run(always(kind));
    expect(end).toEqual({ kind, attempts: 3, stopped: 'attempts' });
    expect([attempts, trace.attempts]).toEqual([3, 3]);
  });

  test.each(kindsThat('retry', 'once').filter((kind) => kind !== 'staleConnection'))(
    '%s is tried one more time',
    async (kind) => {
      expect(await run(always(kind))).toMatchObject({ end: { kind, attempts: 2, stopped: 'attempts' }, attempts: 2 });
    },
  );

  test.each(kindsThat('retry', 'asked'))('%s is tried again only when the other side said when', async (kind) => {
    expect((await run(always(kind))).attempts).toBe(1);
    expect((await run(always(kind, 10))).attempts).toBe(3);
  });

  test('"one more time" is one in all, whatever the failure', async () => {
    const { end, attempts } = await run([failure('truncated'), failure('malformed'), failure('undecodable')]);
    expect(attempts).toBe(2);
    expect(end).toMatchObject({ kind: 'malformed', stopped: 'attempts' });
  });

  test('the last failure is told, with every attempt counted', async () => {
    const { end } = await run([
      failure('failed', { status: 500 }),
      failure('unreachable'),
      failure('unavailable', { status: 503 }),
    ]);
    expect(end).toEqual({ kind: 'unavailable', status: 503, attempts: 3, stopped: 'attempts' });
  });

  test('an unexpected error is internal, and not tried again', async () => {
    expect(await run([new TypeError('boom')])).toMatchObject({ end: { kind: 'internal' }, attempts: 1 });
  });

  test('no attempts but the first are made where retries are off', async () => {
    expect((await run(always('failed'), {}, () => 0.5, { ...options, maxAttempts: 1 })).attempts).toBe(1);
  });
});

describe('retry of calls that change something', () => {
  const unsafe = { idempotent: false };

  test.each(kindsThat('resend', 'no'))('%s is not sent again', async (kind) => {
    expect((await run(always(kind), unsafe)).attempts).toBe(1);
  });

  test.each(kindsThat('resend', 'yes'))('%s is, because it was not acted upon', async (kind) => {
    expect((await run(always(kind), unsafe)).attempts).toBe(3);
  });

  test.each(kindsThat('resend', 'once'))('%s is, one more time', async (kind) => {
    expect((await run(always(kind), unsafe)).attempts).toBe(2);
  });

  test.each(kindsThat('resend', 'asked'))('%s is, if the other side said when', async (kind) => {
    expect((await run(always(kind), unsafe)).attempts).toBe(1);
    expect((await run(always(kind, 10), unsafe)).attempts).toBe(3);
  });
});

describe('retry and time', () => {
  test('a longer wait than allowed is not waited for: the failure comes at once, and says how long', async () => {
    const { end, attempts, waited } = await run(always('throttled', 5_001));
    expect(end).toMatchObject({ kind: 'throttled', retryAfterMs: 5_001, attempts: 1 });
    expect([attempts, waited]).toEqual([1, 0]);
  });

  test('a wait that is asked for is never cut short', async () => {
    const { end, waited } = await run([failure('throttled', { retryAfterMs: 4_000 })], {}, () => 0);
    expect(end).toEqual({ value: 'ok' });
    expect(waited).toBe(4_000);
  });

  test('a wait of nothing is asked for: it goes on at once', async () => {
    expect(await run([failure('unavailable', { retryAfterMs: 0 })], {}, () => 0)).toMatchObject({
      end: { value: 'ok' },
      waited: 0,
    });
  });

  test('a pause that would end too late is not begun: the failure comes at once', async () => {
    const limit = on.clock.now() + 1_000;
    const { end, waited } = await run(always('unavailable', 950), { deadline: () => limit }, () => 0);
    expect(end).toMatchObject({ kind: 'unavailable', stopped: 'deadline', attempts: 1 });
    expect(waited).toBe(0);
  });

  test('a call without time is not sent', async () => {
    const limit = on.clock.now() + 99;
    const { end, attempts } = await run([], { deadline: () => limit });
    expect(end).toMatchObject({ kind: 'timeout', sent: 'no', stopped: 'deadline' });
    expect(attempts).toBe(0);
  });

  test('a deadline that moves closer during a pause ends it with the last real failure', async () => {
    let limit = on.clock.now() + 10_000;
    const { handler, calls } = scripted(failure('failed', { status: 500 }));
    const end = outcome(
      retry<Call, unknown>(options, on.clock, () => 0.5)(handler)(callAt(on.clock, { deadline: () => limit })),
    );
    await on.clock.advance(10);
    limit = on.clock.now() + 50;
    await on.clock.advance(1_000);
    expect(await end).toEqual({ kind: 'failed', status: 500, stopped: 'deadline', attempts: 1 });
    expect(calls).toHaveLength(1);
  });

  test('a deadline that rings during a pause ends it with the last real failure', async () => {
    const controller = new AbortController();
    const { handler } = scripted(failure('failed', { status: 500 }));
    const end = outcome(
      retry<Call, unknown>(options, on.clock, () => 0.5)(handler)(callAt(on.clock, { signal: controller.signal })),
    );
    await on.clock.advance(10);
    controller.abort(failure('timeout', { stopped: 'deadline' }));
    expect(await end).toEqual({ kind: 'failed', status: 500, stopped: 'deadline', attempts: 1 });
  });

  test('a caller who leaves during a pause ends it, and is told how far it got', async () => {
    const controller = new AbortController();
    const { handler, calls } = scripted(failure('failed', { sent: 'yes' }));
    const end = outcome(
      retry<Call, unknown>(options, on.clock, () => 0.5)(handler)(callAt(on.clock, { signal: controller.signal })),
    );
    await on.clock.advance(10);
    controller.abort(failure('cancelled'));
    expect(await end).toEqual({ kind: 'cancelled', sent: 'yes', attempts: 1 });
    expect(calls).toHaveLength(1);
  });

  test('a caller who has left before is not called for', async () => {
    expect(await run([], { signal: AbortSignal.abort(failure('cancelled')) })).toMatchObject({
      end: { kind: 'cancelled', sent: 'no', attempts: 0 },
      attempts: 0,
    });
  });
});

describe('retry of a kept connection that was closed', () => {
  test('goes on at once, outside of the count', async () => {
    const { end, attempts, waited, trace } = await run([failure('staleConnection')]);
    expect(end).toEqual({ value: 'ok' });
    expect([attempts, waited, trace.attempts]).toEqual([2, 0, 2]);
    expect((await run([failure('staleConnection'), ...always('failed')])).attempts).toBe(4);
  });

  test('does so once; a second one is counted, a third ends it', async () => {
    const { end, attempts } = await run(always('staleConnection'));
    expect(end).toMatchObject({ kind: 'staleConnection', stopped: 'attempts' });
    expect(attempts).toBe(3);
  });
});

describe('backoff', () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  test('stays between nothing and the exponential bound, and below its cap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 1, max: 60_000 }),
        chance,
        (attempt, base, cap, random) => {
          const pause = backoff(attempt, base, cap, undefined, () => random);
          expect(pause).toBeGreaterThanOrEqual(0);
          expect(pause).toBeLessThanOrEqual(Math.min(cap, base * 2 ** (attempt - 1)));
        },
      ),
    );
  });

  test('uses the whole range, so that callers who failed together do not return together', () => {
    const pauses = Array.from({ length: 100 }, (_, i) => backoff(3, 100, 2_000, undefined, () => i / 100));
    expect(Math.min(...pauses)).toBe(0);
    expect(Math.max(...pauses)).toBeCloseTo(396);
    expect(new Set(pauses).size).toBe(100);
  });

  test('is never shorter than what was asked, and not much longer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 100_000 }),
        chance,
        (attempt, asked, random) => {
          const pause = backoff(attempt, 100, 2_000, asked, () => random);
          expect(pause).toBeGreaterThanOrEqual(asked);
          expect(pause).toBeLessThanOrEqual(Math.max(asked, 2_000) + Math.min(1_000, asked / 10));
        },
      ),
    );
  });

  test('starts higher after "too many requests"', async () => {
    expect((await run([failure('throttled')])).waited).toBe(500);
    expect((await run([failure('failed')])).waited).toBe(50);
  });
});
