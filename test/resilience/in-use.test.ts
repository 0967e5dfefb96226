import { describe, expect, test } from '@jest/globals';
import { breaker, bulkhead, type Call, decide } from '../../src/resilience/index.ts';
import { standing } from '../../src/resilience/standing.ts';
import { settle } from '../support/virtual-clock.ts';
import { underQuota, within } from './quota-support.ts';
import { breakerOptions, callAt, failure, held, onVirtualTime, outcome } from './support.ts';

const on = onVirtualTime();
const HOUR = 3_600_000;
/** More than are remembered while nothing is known of them. */
const others = Array.from({ length: 1_100 }, (_, i) => `other ${i}`);

describe('what is known of one account is not forgotten for a thousand others', () => {
  const spent = { kind: 'quotaSpent', stopped: 'quota' };

  test('while its declared window runs', async () => {
    const { ask } = underQuota(on.clock, { declared: [{ limit: 1, windowMs: HOUR }] });
    await ask('first');
    for (const account of others) await ask(account, { account });
    expect(await ask('second')).toMatchObject(spent);
    await on.clock.advance(HOUR);
    expect(await ask('third')).toMatchObject({ value: 'third' });
  });

  test.each([
    ['asked to be left alone', { says: { waitMs: 60_000 } }],
    ['has no call left in its window', { says: { remaining: 0, resetMs: 60_000 } }],
    ['refused, and gave no time', { fails: failure('throttled') }],
  ])('while it %s', async (_how, step) => {
    const { ask } = underQuota(on.clock, {}, (index) => (index === 0 ? step : {}));
    await ask('first');
    for (const account of others) await ask(account, { account });
    expect(await ask('second', within(on.clock, 500))).toMatchObject(spent);
  });

  test('while calls of it are under way, or wait', async () => {
    const { ask, starts } = underQuota(on.clock, { declared: [{ limit: 1, windowMs: 1_000 }] }, (index) =>
      index === 0 ? { takesMs: 3_000 } : {},
    );
    const mine = [ask('first'), ask('second')];
    await settle();
    for (const account of others) await ask(account, { account });
    expect(await ask('third', within(on.clock, 1_500))).toMatchObject({ ...spent, retryAfterMs: 2_000 });
    await on.clock.advance(3_000);
    expect(await Promise.all(mine)).toMatchObject([{ value: 'first' }, { value: 'second' }]);
    expect(starts.at(-1)).toBe(1_000);
  });

  test('while it is put aside', async () => {
    const its = standing(on.clock);
    its.putAside('t', 'mine');
    for (const account of others) its.restore('t', account);
    expect(its.asideUntil('t', 'mine')).toBe(on.clock.now() + 60_000);
  });
});

describe('what is known of one target is not forgotten for a thousand others', () => {
  const target = 'https://mine.example';

  /** A target whose circuit is open, among others that are well. */
  const broken = async () => {
    const { clock } = on;
    const policy = breaker<Call, string>(breakerOptions, decide, clock, () => 0.5);
    const guarded = policy((call) =>
      call.target === target ? Promise.reject(failure('failed')) : Promise.resolve('ok'),
    );
    const call = (its: Partial<Call>) => outcome(guarded(callAt(clock, its)));
    for (let i = 0; i < 5; i += 1) {
      await call({ target });
      await clock.advance(20);
    }
    return call;
  };

  test('while its circuit is open', async () => {
    const call = await broken();
    for (const other of others) await call({ target: other });
    expect(await call({ target })).toMatchObject({ kind: 'circuitOpen' });
  });

  test('while its circuit waits for a probe', async () => {
    const call = await broken();
    await on.clock.advance(5_000);
    for (const other of others) await call({ target: other });
    // A circuit that was new would need five failures.
    expect(await call({ target })).toMatchObject({ kind: 'failed' });
    expect(await call({ target })).toMatchObject({ kind: 'circuitOpen' });
  });

  test('while it fails, and its circuit is closed', async () => {
    const failing = breaker<Call, string>(breakerOptions, decide, on.clock, () => 0.5);
    const guarded = failing((its) => (its.target === target ? Promise.reject(failure('failed')) : Promise.resolve('')));
    const call = (its: Partial<Call>) => outcome(guarded(callAt(on.clock, its)));
    for (let i = 0; i < 4; i += 1) await call({ target });
    await on.clock.advance(100);
    for (const other of others) await call({ target: other });
    await call({ target });
    expect(await call({ target })).toMatchObject({ kind: 'circuitOpen' });
  });

  test('while all its places are taken', async () => {
    const { handler, calls } = held();
    const policy = bulkhead<Call, unknown>({ maxConcurrent: 1, maxQueue: 0, maxQueueMs: 1_000 }, on.clock);
    const walled = policy((call) => (call.target === target ? handler(call) : Promise.resolve('ok')));
    const call = (its: Partial<Call>) => outcome(walled(callAt(on.clock, its)));
    const mine = call({ target });
    for (const other of others) await call({ target: other });
    expect(await call({ target })).toMatchObject({ kind: 'overloaded' });
    calls[0]?.answer('ok');
    expect(await mine).toEqual({ value: 'ok' });
  });
});
