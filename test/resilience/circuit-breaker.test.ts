import { describe, expect, test } from '@jest/globals';
import {
  type BreakerOptions,
  breaker,
  type Call,
  compose,
  decide,
  decisionTable,
  type FailureKind,
  isFailureKind,
  type OnBreakerChange,
  type Random,
  retry,
} from '../../src/resilience/index.ts';
import { settle } from '../support/virtual-clock.ts';
import {
  breakerOptions,
  callAt,
  failure,
  grounds,
  held,
  onVirtualTime,
  outcome,
  scripted,
  watched,
} from './support.ts';

const on = onVirtualTime();
const kinds = Object.keys(decisionTable).filter(isFailureKind);

interface Given extends Partial<BreakerOptions> {
  readonly random?: Random;
  readonly onChange?: OnBreakerChange;
}

/** A breaker around a handler that ends when told to. */
const guarded = ({ random = () => 0.5, onChange, ...given }: Given = {}) => {
  const { handler, calls } = held();
  const changes: string[] = [];
  const heard: OnBreakerChange = (change) => {
    changes.push(change.state);
    onChange?.(change);
  };
  const call = breaker<Call, unknown>({ ...breakerOptions, ...given }, decide, on.clock, random, heard)(handler);
  const start = (its: Partial<Call> = {}) => outcome(call(callAt(on.clock, its)));
  /** Makes a call that ends at once; says whether it was let through. */
  const make = async (end: 'ok' | FailureKind, its: Partial<Call> = {}, retryAfterMs?: number): Promise<boolean> => {
    const before = calls.length;
    const ended = start(its);
    const passed = calls[before];
    if (end === 'ok') passed?.answer('ok');
    else passed?.fail(failure(end, retryAfterMs === undefined ? {} : { retryAfterMs }));
    await ended;
    return passed !== undefined;
  };
  const fail = async (times: number, apartMs = 20, its: Partial<Call> = {}) => {
    for (let i = 0; i < times; i += 1) {
      await make('failed', its);
      await on.clock.advance(apartMs);
    }
  };
  return { start, make, fail, calls, changes };
};

/** A breaker that has opened just now. */
const opened = async (given: Given = {}) => {
  const circuit = guarded(given);
  await circuit.fail(4);
  await circuit.make('failed');
  expect(circuit.changes).toEqual(['open']);
  return circuit;
};

const refusal = (retryAfterMs: number) => ({ kind: 'circuitOpen', sent: 'no', stopped: 'breaker', retryAfterMs });

describe('breaker, when a target fails', () => {
  test('is as well off with a listener that throws', async () => {
    const onChange = () => {
      throw new Error('a broken listener');
    };
    const { start, make } = await opened({ onChange });
    expect(await start()).toEqual(refusal(5_000));
    await on.clock.advance(5_000);
    expect([await make('ok'), await make('ok'), await make('ok')]).toEqual([true, true, true]);
  });

  test('refuses at once after five failures in a row, and says for how long', async () => {
    const { start, calls } = await opened();
    expect(await start()).toEqual(refusal(5_000));
    await on.clock.advance(4_999);
    expect(await start()).toEqual(refusal(1));
    expect(calls).toHaveLength(5);
  });

  test('opens when half of at least twenty calls within the window fail', async () => {
    const { make, changes } = guarded();
    for (let i = 0; i < 19; i += 1) {
      await make(i % 2 === 0 ? 'failed' : 'ok');
      await on.clock.advance(200);
    }
    expect(changes).toEqual([]);
    await make('failed');
    expect(changes).toEqual(['open']);
  });

  test('stays closed while fewer fail, however many calls there are', async () => {
    const { make, changes } = guarded();
    for (let i = 0; i < 200; i += 1) {
      await make(i % 5 < 2 ? 'failed' : 'ok');
      await on.clock.advance(50);
    }
    expect(changes).toEqual([]);
  });

  test('forgets what is older than the window', async () => {
    const { make, changes } = guarded();
    for (let i = 0; i < 60; i += 1) {
      await make(i % 2 === 0 ? 'failed' : 'ok');
      await on.clock.advance(2_000);
    }
    expect(changes).toEqual([]);
  });

  test('does not open for one burst of failures, such as timers that rang late all at once', async () => {
    const { start, calls, changes } = guarded();
    // At the edge of two slices of the window.
    await on.clock.advance(990);
    const ends = Array.from({ length: 40 }, () => start());
    for (const each of calls.slice(0, 20)) each.fail(failure('timeout'));
    await on.clock.advance(49);
    for (const each of calls.slice(20)) each.fail(failure('timeout'));
    await Promise.all(ends);
    expect(changes).toEqual([]);
  });

  test('opens when failures go on after a burst', async () => {
    const { start, calls, changes, make } = guarded();
    const ends = Array.from({ length: 40 }, () => start());
    for (const each of calls) each.fail(failure('timeout'));
    await Promise.all(ends);
    await on.clock.advance(50);
    expect(await make('failed')).toBe(true);
    expect(changes).toEqual(['open']);
  });

  test('does not open for the attempts of one call alone', async () => {
    const { fail, make, changes } = guarded();
    await fail(10, 20, { trace: { attempts: 0, shared: false } });
    expect(changes).toEqual([]);
    await make('failed');
    expect(changes).toEqual(['open']);
  });

  test('begins to count anew with each success', async () => {
    const { make, fail, changes } = guarded();
    await fail(4);
    await make('ok');
    await fail(4);
    expect(changes).toEqual([]);
  });

  test('leaves other targets alone', async () => {
    const { start, make } = await opened();
    expect(await start()).toMatchObject({ kind: 'circuitOpen' });
    expect(await make('ok', { target: 'https://other.test' })).toBe(true);
  });
});

describe('what counts as a failure', () => {
  test.each(kinds.filter((kind) => decisionTable[kind].breaker === 'neutral'))('%s decides nothing', async (kind) => {
    const { make, changes } = guarded({ consecutive: 2, minCalls: 2 });
    for (let i = 0; i < 30; i += 1) {
      await make(kind);
      await on.clock.advance(100);
    }
    expect(changes).toEqual([]);
  });

  test.each(kinds.filter((kind) => decisionTable[kind].breaker === 'failure'))('%s does', async (kind) => {
    const { make, changes } = guarded({ consecutive: 2 });
    await make(kind);
    await on.clock.advance(100);
    await make(kind);
    expect(changes).toEqual(['open']);
  });

  test('an unexpected error of ours does not, and passes as it is', async () => {
    const boom = new TypeError('boom');
    const { handler } = scripted(boom, boom, boom);
    const call = breaker<Call, unknown>({ ...breakerOptions, consecutive: 2 }, decide, on.clock, () => 0.5)(handler);
    for (let i = 0; i < 3; i += 1) {
      expect(await outcome(call(callAt(on.clock)))).toEqual({ thrown: boom });
      await on.clock.advance(100);
    }
  });

  test('a call that is given up does not, even if it ends in a failure then', async () => {
    const { start, changes } = guarded({ consecutive: 2 });
    for (let i = 0; i < 5; i += 1) {
      const controller = new AbortController();
      const end = start({ signal: controller.signal });
      controller.abort(failure('timeout'));
      await end;
      await on.clock.advance(100);
    }
    expect(changes).toEqual([]);
  });
});

describe('how long the circuit stays open', () => {
  test.each([
    [0, 4_000],
    [0.5, 5_000],
    [0.75, 5_500],
  ])('is a fifth more or less: chance %d gives %d ms', async (chance, breakMs) => {
    const { start } = await opened({ random: () => chance });
    expect(await start()).toEqual(refusal(breakMs));
  });

  test('doubles with each probe that fails, up to its bound, and begins anew once closed', async () => {
    const { start, make, fail } = await opened({ breakMs: 5_000, maxBreakMs: 15_000 });
    for (const breakMs of [5_000, 10_000, 15_000, 15_000]) {
      expect(await start()).toEqual(refusal(breakMs));
      await on.clock.advance(breakMs);
      expect(await make('failed')).toBe(true);
    }
    await on.clock.advance(15_000);
    expect([await make('ok'), await make('ok')]).toEqual([true, true]);
    await fail(4);
    await make('failed');
    expect(await start()).toEqual(refusal(5_000));
  });

  test('is as long as the target asked for, where that is longer, but no longer than five minutes', async () => {
    const asked = async (retryAfterMs: number) => {
      const { start, fail, make } = guarded();
      await fail(4);
      await make('unavailable', {}, retryAfterMs);
      return start();
    };
    expect(await asked(1_000)).toEqual(refusal(5_000));
    expect(await asked(90_000)).toEqual(refusal(90_000));
    expect(await asked(900_000)).toEqual(refusal(300_000));
  });
});

describe('half-open, when the break is over', () => {
  test('lets one probe through, and refuses the others meanwhile', async () => {
    const { start, calls, changes } = await opened();
    await on.clock.advance(5_000);
    const probe = start();
    expect(await start()).toEqual(refusal(1_000));
    expect(calls).toHaveLength(6);
    calls.at(-1)?.answer('ok');
    expect(await probe).toEqual({ value: 'ok' });
    expect(changes).toEqual(['open', 'halfOpen']);
  });

  test('closes after two successes in a row, not after one', async () => {
    const { make, changes } = await opened();
    await on.clock.advance(5_000);
    await make('ok');
    expect(changes).toEqual(['open', 'halfOpen']);
    await make('ok');
    expect(changes).toEqual(['open', 'halfOpen', 'closed']);
  });

  test('opens again when the second probe fails', async () => {
    const { make, start, changes } = await opened();
    await on.clock.advance(5_000);
    await make('ok');
    await make('timeout');
    expect(changes).toEqual(['open', 'halfOpen', 'open']);
    expect(await start()).toEqual(refusal(10_000));
  });

  test('does not probe with a call that changes something', async () => {
    const { start, make } = await opened();
    await on.clock.advance(5_000);
    expect(await start({ idempotent: false })).toEqual(refusal(1_000));
    expect(await make('ok')).toBe(true);
  });

  test('takes a neutral end of a probe as no answer, and lets the next one through', async () => {
    const { make, changes } = await opened();
    await on.clock.advance(5_000);
    expect([await make('throttled'), await make('ok'), await make('overloaded')]).toEqual([true, true, true]);
    expect(changes).toEqual(['open', 'halfOpen']);
    await make('ok');
    expect(changes).toEqual(['open', 'halfOpen', 'closed']);
  });

  test('is not stuck when a probe is given up, not even if that probe never ends', async () => {
    const never = new Promise<unknown>(() => undefined);
    let hangs = false;
    const call = breaker<Call, unknown>(
      { ...breakerOptions, consecutive: 2 },
      decide,
      on.clock,
      () => 0.5,
    )(() => {
      if (hangs) return never;
      return Promise.reject(failure('failed'));
    });
    for (let i = 0; i < 2; i += 1) {
      await outcome(call(callAt(on.clock)));
      await on.clock.advance(50);
    }
    expect(await outcome(call(callAt(on.clock)))).toMatchObject({ kind: 'circuitOpen' });
    await on.clock.advance(5_000);
    hangs = true;
    const controller = new AbortController();
    void call(callAt(on.clock, { signal: controller.signal }));
    expect(await outcome(call(callAt(on.clock)))).toMatchObject({ kind: 'circuitOpen' });
    controller.abort(failure('cancelled'));
    hangs = false;
    expect(await outcome(call(callAt(on.clock)))).toMatchObject({ kind: 'failed' });
  });

  test('is not stuck by a probe that was given up before it began', async () => {
    const { start, make } = await opened();
    await on.clock.advance(5_000);
    void start({ signal: AbortSignal.abort(failure('cancelled')) });
    expect(await make('ok')).toBe(true);
  });
});

describe('late results', () => {
  test('of calls from before the break change nothing', async () => {
    const { start, calls, fail, make, changes } = guarded();
    const late = Array.from({ length: 8 }, () => start());
    await fail(4);
    await make('failed');
    calls[0]?.answer('late');
    await settle();
    expect(await start()).toMatchObject({ kind: 'circuitOpen' });
    await on.clock.advance(5_000);
    for (const each of calls.slice(1, 4)) each.fail(failure('failed'));
    for (const each of calls.slice(4, 8)) each.answer('late');
    await Promise.all(late);
    expect(changes).toEqual(['open']);
    expect([await make('ok'), await make('ok')]).toEqual([true, true]);
    expect(changes).toEqual(['open', 'halfOpen', 'closed']);
  });
});

describe('breaker and its neighbours', () => {
  test('refuses a call that queued while the circuit opened, after whatever else refuses it', async () => {
    const { start, calls, fail, make } = guarded();
    const heard: string[] = [];
    void start({ recheck: () => heard.push('quota') });
    calls[0]?.call.recheck?.();
    await fail(4);
    await make('failed');
    expect(() => calls[0]?.call.recheck?.()).toThrow(failure('circuitOpen'));
    expect(heard).toEqual(['quota', 'quota']);
    await on.clock.advance(5_000);
    const probe = start();
    expect(() => calls[0]?.call.recheck?.()).toThrow(failure('circuitOpen'));
    calls.at(-1)?.call.recheck?.();
    calls.at(-1)?.answer('ok');
    expect(await probe).toEqual({ value: 'ok' });
    await make('ok');
    calls[0]?.call.recheck?.();
    calls[0]?.answer('ok');
  });

  test('ends a call whose own attempts opened it with the real failure, and when to come back', async () => {
    const retries = { maxAttempts: 9, baseMs: 100, throttledBaseMs: 100, capMs: 100, maxRetryAfterMs: 9_000 };
    const { handler, calls } = scripted(...Array(20).fill(failure('failed', { status: 500 })));
    const policies = [
      retry<Call, unknown>(retries, grounds, on.clock, () => 0.9),
      breaker<Call, unknown>(breakerOptions, decide, on.clock, () => 0.5),
    ];
    const call = compose(policies, handler);
    const ends = [outcome(call(callAt(on.clock))), outcome(call(callAt(on.clock)))];
    await on.clock.advance(10_000);
    expect(calls).toHaveLength(5);
    for (const end of await Promise.all(ends))
      expect(end).toMatchObject({ kind: 'failed', status: 500, stopped: 'breaker', retryAfterMs: expect.any(Number) });
  });

  test('leaves no listener on the signal of a call', async () => {
    const { handler } = scripted('ok', failure('failed'));
    const call = breaker<Call, unknown>(breakerOptions, decide, on.clock, () => 0.5)(handler);
    const { controller, listeners } = watched();
    const its = { signal: controller.signal };
    expect(await outcome(call(callAt(on.clock, its)))).toEqual({ value: 'ok' });
    expect(await outcome(call(callAt(on.clock, its)))).toEqual({ kind: 'failed' });
    expect(listeners()).toBe(0);
  });

  test('is not harmed by a listener that throws, nor is the call', async () => {
    const told: string[] = [];
    const broken: OnBreakerChange = ({ target, state, breakMs, cause }) => {
      told.push(`${target} ${state} for ${breakMs} ms: ${cause?.kind}`);
      throw new Error('disk full');
    };
    const { start } = await opened({ onChange: broken });
    expect(await start()).toEqual(refusal(5_000));
    expect(told).toEqual(['https://shop.test open for 5000 ms: failed']);
  });
});

describe('an answer of a live API that is not what was asked for', () => {
  const quick = {
    windowMs: 30_000,
    minCalls: 20,
    failureRatio: 0.5,
    consecutive: 2,
    breakMs: 1_000,
    maxBreakMs: 8_000,
  };
  const broken = (script: readonly unknown[]) => {
    const { handler } = scripted(...script);
    const states: string[] = [];
    const call = breaker<Call, unknown>(
      quick,
      decide,
      on.clock,
      () => 0.5,
      ({ state }) => void states.push(state),
    )(handler);
    return { ask: () => outcome(call(callAt(on.clock))), states };
  };

  test('closes a circuit: it would stay half open for ever with an API that answers nothing else', async () => {
    const { ask, states } = broken([failure('failed'), failure('failed'), failure('notFound'), failure('notFound')]);
    await ask();
    await on.clock.advance(100);
    await ask();
    await on.clock.advance(1_500);
    await ask();
    await ask();
    expect(states).toEqual(['open', 'halfOpen', 'closed']);
  });

  test('ends a row of failures', async () => {
    const { ask, states } = broken([failure('failed'), failure('rejected'), failure('failed'), failure('forbidden')]);
    for (let i = 0; i < 4; i += 1) {
      await ask();
      await on.clock.advance(100);
    }
    expect(states).toEqual([]);
  });

  test('failures that are far apart are no row', async () => {
    const { ask, states } = broken([failure('failed'), failure('failed'), failure('failed')]);
    for (let i = 0; i < 3; i += 1) {
      await ask();
      await on.clock.advance(40_000);
    }
    expect(states).toEqual([]);
  });
});
