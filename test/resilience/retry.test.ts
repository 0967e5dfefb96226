import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { backoff } from '../../src/resilience/backoff.ts';
import {
  attemptTimeout,
  type Call,
  compose,
  decisionTable,
  type FailureKind,
  isFailureKind,
  narrowed,
  type Policy,
  type RetryGrounds,
  retry,
  retryBudget,
} from '../../src/resilience/index.ts';
import { callAt, failure, grounds, held, onVirtualTime, outcome, scripted } from './support.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

const on = onVirtualTime();
const options = { maxAttempts: 3, baseMs: 100, throttledBaseMs: 1_000, capMs: 2_000, maxRetryAfterMs: 5_000 };
const kinds = Object.keys(decisionTable).filter(isFailureKind);
const kindsThat = (word: 'retry' | 'resend', again: string): readonly FailureKind[] =>
  kinds.filter((kind) => decisionTable[kind][word] === again);

const pipeline = (
  chance: () => number,
  with_ = options,
  on_ = grounds,
): [Policy<Call, unknown>, Policy<Call, unknown>] => [
  retry<Call, unknown>(with_, on_, on.clock, chance),
  attemptTimeout<Call, unknown>({ attemptMs: 3_000 }, on.clock),
];

/** Runs a call to its end; `waited` is the virtual time that took. */
const run = async (
  script: readonly unknown[],
  given: Partial<Call> = {},
  chance = () => 0.5,
  with_ = options,
  on_: RetryGrounds = grounds,
) => {
  const { handler, calls } = scripted(...script);
  const call = callAt(on.clock, given);
  const start = on.clock.now();
  let waited = 0;
  const end = outcome(compose(pipeline(chance, with_, on_), handler)(call)).finally(() => {
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

  test.each(kindsThat('retry', 'later'))(
    '%s, which was decided here, is for whoever asked to try again',
    async (kind) => {
      expect(await run(always(kind, 10))).toMatchObject({ end: { kind, attempts: 1 }, attempts: 1, waited: 0 });
    },
  );

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
    expect(end).toMatchObject({ kind: 'outOfTime', sent: 'no', stopped: 'deadline' });
    expect(attempts).toBe(0);
  });

  test('a deadline that moves closer during a pause ends it with the last real failure', async () => {
    let limit = on.clock.now() + 10_000;
    const { handler, calls } = scripted(failure('failed', { status: 500 }));
    const end = outcome(
      compose(
        pipeline(() => 0.5),
        handler,
      )(callAt(on.clock, { deadline: () => limit })),
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
      compose(
        pipeline(() => 0.5),
        handler,
      )(callAt(on.clock, { signal: controller.signal })),
    );
    await on.clock.advance(10);
    controller.abort(failure('outOfTime', { stopped: 'deadline' }));
    expect(await end).toEqual({ kind: 'failed', status: 500, stopped: 'deadline', attempts: 1 });
  });

  test('a deadline that rings during an attempt ends it with the real failure before it', async () => {
    const controller = new AbortController();
    const { handler, calls } = held();
    const call = retry<Call, unknown>(options, grounds, on.clock, () => 0)(handler);
    const end = outcome(call(callAt(on.clock, { signal: controller.signal })));
    calls[0]?.fail(failure('failed', { status: 500, sent: 'yes' }));
    await on.clock.advance(1);
    expect(calls).toHaveLength(2);
    controller.abort(failure('outOfTime', { stopped: 'deadline', sent: 'no' }));
    expect(await end).toMatchObject({ kind: 'failed', status: 500, sent: 'yes', stopped: 'deadline' });
  });

  test('a caller who leaves during a pause ends it, and is told how far it got', async () => {
    const controller = new AbortController();
    const { handler, calls } = scripted(failure('failed', { sent: 'yes' }));
    const end = outcome(
      compose(
        pipeline(() => 0.5),
        handler,
      )(callAt(on.clock, { signal: controller.signal })),
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

describe('retry and what else it must keep to', () => {
  const spent: RetryGrounds = { ...grounds, budget: () => ({ deposit: () => undefined, withdraw: () => false }) };
  const allowed = (times: number): Partial<Call> => {
    let left = times;
    return { allowance: { take: () => left-- > 0 } };
  };

  test('a budget that is spent ends it with the failure as it is', async () => {
    const { end, attempts, waited } = await run(always('failed'), {}, () => 0.5, options, spent);
    expect(end).toEqual({ kind: 'failed', attempts: 1, stopped: 'budget' });
    expect([attempts, waited]).toEqual([1, 0]);
  });

  test('what is not repeated is not paid for', async () => {
    const withdrawn: string[] = [];
    const counted: RetryGrounds = {
      ...grounds,
      budget: (target) => ({ deposit: () => undefined, withdraw: () => withdrawn.push(target) > 0 }),
    };
    await run(always('rejected'), {}, () => 0.5, options, counted);
    await run(always('throttled', 5_001), {}, () => 0.5, options, counted);
    expect(withdrawn).toEqual([]);
    await run(always('failed'), {}, () => 0.5, options, counted);
    expect(withdrawn).toEqual(['https://shop.test', 'https://shop.test']);
  });

  test('a source that repeats no throttled call repeats it for no other account either', async () => {
    const strict: RetryGrounds = { ...grounds, decide: narrowed({ throttled: { retry: 'no' } }) };
    const refused = failure('throttled', { elsewhere: true, sent: 'yes' });
    const { end, attempts } = await run([refused], {}, () => 0.5, options, strict);
    expect([end, attempts]).toEqual([expect.objectContaining({ kind: 'throttled' }), 1]);
  });

  test('a call pays once, however often it is tried, and not at all where it was refused here', async () => {
    let paid = 0;
    const counted: RetryGrounds = { ...grounds, budget: () => ({ deposit: () => (paid += 1), withdraw: () => true }) };
    await run(always('failed'), {}, () => 0.5, options, counted);
    expect(paid).toBe(1);
    const refused = retry<Call, unknown>(
      options,
      counted,
      on.clock,
      () => 0.5,
    )(scripted(failure('circuitOpen')).handler);
    expect(await outcome(refused(callAt(on.clock)))).toMatchObject({ kind: 'circuitOpen', attempts: 0 });
    expect(paid).toBe(1);
  });

  test('calls that succeed pay for retries of those that fail', async () => {
    const one = retryBudget({ ratio: 0.1, perSecond: 0 }, on.clock);
    const { handler, calls } = scripted(...Array(9).fill('ok'), ...always('failed'));
    const call = compose(
      pipeline(() => 0, options, { ...grounds, budget: () => one }),
      handler,
    );
    for (let i = 0; i < 9; i += 1) await call(callAt(on.clock));
    const end = outcome(call(callAt(on.clock)));
    await on.clock.advance(1_000);
    expect(await end).toEqual({ kind: 'failed', attempts: 2, stopped: 'budget' });
    expect(calls).toHaveLength(11);
  });

  test('a source that repeats a failure later only does not hide it behind the one before', async () => {
    const stricter: RetryGrounds = { ...grounds, decide: narrowed({ unavailable: { retry: 'later' } }) };
    const script = [failure('disconnected'), failure('unavailable', { status: 503 })];
    const { end } = await run(script, {}, () => 0.5, options, stricter);
    expect(end).toMatchObject({ kind: 'unavailable', status: 503, attempts: 2 });
  });

  test('what is refused here before it is sent takes nothing of the allowance', async () => {
    let taken = 0;
    const refused = () => Promise.reject(failure('circuitOpen', { sent: 'no', stopped: 'breaker' }));
    const [retries, ...rest] = pipeline(() => 0.5);
    const handler = compose([retries, () => refused, ...rest], refused);
    await outcome(handler(callAt(on.clock, { allowance: { take: () => ++taken > 0 } })));
    expect(taken).toBe(0);
  });

  test('an allowance that is used up ends it with the last real failure', async () => {
    const { end, attempts } = await run(always('failed'), allowed(2));
    expect(end).toEqual({ kind: 'failed', attempts: 2, stopped: 'attempts' });
    expect(attempts).toBe(2);
  });

  test('a call for which nothing is left of it is not sent', async () => {
    const { end, attempts } = await run([], allowed(0));
    expect(end).toMatchObject({ kind: 'overloaded', sent: 'no', stopped: 'attempts', attempts: 0 });
    expect(attempts).toBe(0);
  });

  test('a refusal after a real failure says when to come back, and the failure what is wrong', async () => {
    const refused = failure('circuitOpen', { sent: 'no', stopped: 'breaker', retryAfterMs: 4_000 });
    const { end, attempts } = await run([failure('failed', { status: 500, sent: 'yes' }), refused]);
    expect(end).toEqual({
      kind: 'failed',
      status: 500,
      sent: 'yes',
      stopped: 'breaker',
      retryAfterMs: 4_000,
      attempts: 2,
    });
    expect(attempts).toBe(2);
  });

  test('a refusal of the first attempt is told as it is', async () => {
    const refused = failure('circuitOpen', { sent: 'no', stopped: 'breaker', retryAfterMs: 4_000 });
    expect(await run([refused])).toMatchObject({
      end: { kind: 'circuitOpen', stopped: 'breaker', retryAfterMs: 4_000 },
      attempts: 1,
    });
  });

  test('an attempt that the deadline cut short after a real failure ends it with that failure', async () => {
    const { handler } = scripted(failure('failed', { status: 500 }));
    const limit = on.clock.now() + 1_000;
    let first = true;
    const call = compose(
      pipeline(() => 0),
      (each: Call) => {
        if (!first)
          return new Promise((_, fail) => each.signal.addEventListener('abort', () => fail(each.signal.reason)));
        first = false;
        return handler(each);
      },
    );
    const end = outcome(call(callAt(on.clock, { deadline: () => limit })));
    await on.clock.advance(1_000);
    expect(await end).toEqual({ kind: 'failed', status: 500, stopped: 'deadline', attempts: 2 });
  });
});

describe('retry of a kept connection that was closed', () => {
  test('goes on at once, outside of the count', async () => {
    const { end, attempts, waited, trace } = await run([failure('staleConnection')]);
    expect(end).toEqual({ value: 'ok' });
    expect([attempts, waited, trace.attempts]).toEqual([2, 0, 2]);
    expect((await run([failure('staleConnection'), ...always('failed')])).attempts).toBe(4);
  });

  test('does so even where the budget is spent', async () => {
    const spent: RetryGrounds = { ...grounds, budget: () => ({ deposit: () => undefined, withdraw: () => false }) };
    expect((await run([failure('staleConnection')], {}, () => 0.5, options, spent)).end).toEqual({ value: 'ok' });
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

describe('how far a call got', () => {
  test('is how far the attempt got that got furthest, whatever came after it', async () => {
    const { handler } = scripted(
      failure('failed', { sent: 'yes' }),
      ...Array(9).fill(failure('unreachable', { sent: 'no' })),
    );
    const call = callAt(on.clock);
    const timed = attemptTimeout<Call, unknown>({ attemptMs: 1_000 }, on.clock)(handler);
    const end = outcome(retry<Call, unknown>(options, grounds, on.clock, () => 0.5)(timed)(call));
    await on.clock.advance(60_000);
    expect(await end).toMatchObject({ kind: 'unreachable', sent: 'yes', attempts: 3 });
  });
});
