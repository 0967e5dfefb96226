import { describe, expect, test } from '@jest/globals';
import type { Call, Trace } from '../../src/resilience/index.ts';
import { underQuota, within } from './quota-support.ts';
import { failure, onVirtualTime, watched } from './support.ts';

const on = onVirtualTime();
const names = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);
const oneASecond = { declared: [{ limit: 1, windowMs: 1000 }] };
const spent = { kind: 'quotaSpent', sent: 'no', stopped: 'quota' };

describe('quota, when no turn comes', () => {
  test('refuses at once who would wait too long, and says how long', async () => {
    const { ask, log } = underQuota(on.clock, oneASecond);
    await ask('first');
    expect(await ask('hasty', within(on.clock, 1100))).toEqual({ ...spent, retryAfterMs: 1000, at: 0 });
    expect(log).toEqual(['first']);
  });

  test('lets those wait who have the time, and a quarter of it left to be answered in', async () => {
    const { ask } = underQuota(on.clock, oneASecond);
    await ask('first');
    const patient = ask('patient', within(on.clock, 1350));
    await on.clock.advance(2000);
    expect(await patient).toEqual({ value: 'patient', at: 1000 });
  });

  test('counts those ahead', async () => {
    const { ask } = underQuota(on.clock, oneASecond);
    const patient = names(4).map((name) => ask(name));
    expect(await ask('hasty', within(on.clock, 3500))).toEqual({ ...spent, retryAfterMs: 4000, at: 0 });
    await on.clock.advance(4000);
    expect((await Promise.all(patient)).map(({ at }) => at)).toEqual([0, 1000, 2000, 3000]);
  });

  test('lets no more than a thousand wait', async () => {
    const { ask } = underQuota(on.clock, { declared: [{ limit: 250, windowMs: 100 }] });
    const patient = names(1250).map((name) => ask(name));
    expect(await ask('late')).toEqual({ ...spent, retryAfterMs: 500, at: 0 });
    await on.clock.advance(400);
    expect((await Promise.all(patient)).at(-1)).toEqual({ value: 'c1249', at: 400 });
  });

  test('a call that was given up before it began does not begin, and costs nothing', async () => {
    const { ask, log } = underQuota(on.clock, oneASecond);
    const signal = AbortSignal.abort(failure('cancelled'));
    expect(await ask('gone', { signal })).toEqual({ kind: 'cancelled', sent: 'no', at: 0 });
    expect(await ask('next')).toEqual({ value: 'next', at: 0 });
    expect(log).toEqual(['next']);
  });

  test('a call that is given up while it waits ends at once, and its turn is the next one’s', async () => {
    const { ask, log } = underQuota(on.clock, oneASecond);
    const leaving = new AbortController();
    const first = ask('first');
    const gone = ask('gone', { signal: leaving.signal });
    const next = ask('next');
    await on.clock.advance(400);
    leaving.abort(failure('cancelled'));
    expect(await gone).toEqual({ kind: 'cancelled', sent: 'no', at: 400 });
    await on.clock.advance(600);
    expect(await Promise.all([first, next])).toEqual([
      { value: 'first', at: 0 },
      { value: 'next', at: 1000 },
    ]);
    expect(log).toEqual(['first', 'next']);
  });

  test('the last to leave takes every timer and listener along', async () => {
    const { ask } = underQuota(on.clock, oneASecond);
    const { controller, listeners } = watched();
    await ask('first');
    const gone = ask('gone', { signal: controller.signal });
    expect([on.clock.pending, listeners()]).toEqual([2, 1]);
    controller.abort(failure('cancelled'));
    await gone;
    expect([on.clock.pending, listeners()]).toEqual([0, 0]);
  });
});

describe('quota, as declared', () => {
  test('lets a burst go up to the limit, and the rest as the window slides', async () => {
    const { ask, starts } = underQuota(on.clock, { declared: [{ limit: 10, windowMs: 1000 }] });
    const early = names(4).map((name) => ask(name));
    await on.clock.advance(500);
    const late = names(20).map((name) => ask(name));
    await on.clock.advance(2000);
    await Promise.all([...early, ...late]);
    expect(starts).toEqual([
      0,
      0,
      0,
      0,
      ...Array(6).fill(500),
      ...Array(4).fill(1000),
      ...Array(6).fill(1500),
      ...Array(4).fill(2000),
    ]);
  });

  test('keeps to all of several', async () => {
    const declared = [
      { limit: 2, windowMs: 100 },
      { limit: 3, windowMs: 1000 },
    ];
    const { ask, starts } = underQuota(on.clock, { declared });
    const asked = names(5).map((name) => ask(name));
    await on.clock.advance(2000);
    await Promise.all(asked);
    expect(starts).toEqual([0, 0, 100, 1000, 1000]);
  });

  test('is first come, first served, also on the instant at which a turn is free', async () => {
    const { ask, log } = underQuota(on.clock, oneASecond);
    const asked = [ask('first')];
    on.clock.after(1000, () => asked.push(ask('late')));
    asked.push(ask('patient'));
    await on.clock.advance(2000);
    await Promise.all(asked);
    expect(log).toEqual(['first', 'patient', 'late']);
  });

  test('counts calls that fail', async () => {
    const { ask } = underQuota(on.clock, oneASecond, () => ({ fails: failure('unreachable') }));
    const asked = names(2).map((name) => ask(name));
    await on.clock.advance(1000);
    expect((await Promise.all(asked)).map(({ at }) => at)).toEqual([0, 1000]);
  });

  test('holds nobody back where nothing is declared', async () => {
    const { ask } = underQuota(on.clock, {});
    expect(await Promise.all(names(200).map((name) => ask(name)))).toHaveLength(200);
  });
});

describe('quota, for whom', () => {
  test('two accounts share nothing: neither turns nor what is learned', async () => {
    const { ask } = underQuota(on.clock, oneASecond, () => ({ says: { waitMs: 5000 } }));
    await ask('mine');
    expect(await ask('theirs', { account: 'you' })).toEqual({ value: 'theirs', at: 0 });
    expect(await ask('mine', within(on.clock, 1000))).toMatchObject({ ...spent, retryAfterMs: 5000 });
  });

  test('neither do two targets', async () => {
    const { ask } = underQuota(on.clock, oneASecond);
    await ask('here');
    expect(await ask('there', { target: 'https://other.example' })).toEqual({ value: 'there', at: 0 });
  });
});

describe('quota and the call that waits', () => {
  test('it is told how long it waited, on top of what it waited elsewhere', async () => {
    const { ask } = underQuota(on.clock, oneASecond);
    const trace: Trace = { attempts: 0, shared: false, queuedMs: 7 };
    const asked = [ask('first'), ask('second', { trace })];
    await on.clock.advance(1000);
    await Promise.all(asked);
    expect(trace.queuedMs).toBe(1007);
  });

  test('it is asked again whether it may go, and gives its turn away if not', async () => {
    const { ask, log } = underQuota(on.clock, oneASecond);
    const recheck = () => {
      throw failure('circuitOpen');
    };
    const asked = [ask('first', { recheck }), ask('barred', { recheck }), ask('next')];
    await on.clock.advance(1000);
    expect(await Promise.all(asked)).toEqual([
      { value: 'first', at: 0 },
      { kind: 'circuitOpen', at: 1000 },
      { value: 'next', at: 1000 },
    ]);
    expect(log).toEqual(['first', 'next']);
  });

  test('its deadline may move while it waits', async () => {
    const refused = failure('throttled', { status: 429, retryAfterMs: 0 });
    const { ask } = underQuota(on.clock, {}, (index) => (index === 0 ? { fails: refused } : { takesMs: 3000 }));
    await ask('refused');
    const alone = ask('alone');
    let limit = on.clock.now() + 1500;
    const joined = ask('joined', { deadline: () => limit });
    const hasty = ask('hasty', within(on.clock, 1500));
    limit += 10_000;
    await on.clock.advance(6000);
    expect(await Promise.all([alone, joined, hasty])).toEqual([
      { value: 'alone', at: 3000 },
      { value: 'joined', at: 6000 },
      { ...spent, at: 1125 },
    ]);
  });

  test('whoever hears already goes on hearing', async () => {
    const heard: unknown[] = [];
    const { ask } = underQuota(on.clock, {}, () => ({ says: { remaining: 9 } }));
    const hear: Call['hear'] = (pushback) => heard.push(pushback);
    await ask('one', { hear });
    expect(heard).toEqual([{ remaining: 9 }]);
  });

  test('nothing is learned where it is not to be', async () => {
    const step = { says: { waitMs: 5000, remaining: 0, resetMs: 5000 }, fails: failure('throttled') };
    const { ask } = underQuota(on.clock, { learn: false }, () => step);
    await ask('one');
    expect(await ask('two')).toEqual({ kind: 'throttled', at: 0 });
  });
});
