import { describe, expect, test } from '@jest/globals';
import { type Call, retry } from '../../src/resilience/index.ts';
import { type Step, underQuota, within } from './quota-support.ts';
import { failure, grounds, onVirtualTime, outcome } from './support.ts';

const on = onVirtualTime();
const names = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);
const spent = { kind: 'quotaSpent', sent: 'no', stopped: 'quota' };
const MINUTE = 60_000;
const script =
  (...steps: readonly Step[]) =>
  (index: number) =>
    steps[index] ?? {};
const patient = () => within(on.clock, 60 * MINUTE);
const throttled = (retryAfterMs?: number): Step => ({
  fails: failure('throttled', { status: 429, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }),
});

describe('a wait that is asked for', () => {
  test('is kept to the millisecond', async () => {
    const { ask } = underQuota(on.clock, {}, script({ says: { waitMs: 3000 } }));
    await ask('first');
    const second = ask('second');
    await on.clock.advance(3000);
    expect(await second).toEqual({ value: 'second', at: 3000 });
  });

  test('is no longer than the longest gate', async () => {
    const { ask } = underQuota(on.clock, { maxGateMs: 5 * MINUTE }, script({ says: { waitMs: 60 * MINUTE } }));
    await ask('first');
    expect(await ask('second')).toEqual({ ...spent, retryAfterMs: 5 * MINUTE, at: 0 });
  });

  test('holds for those who wait already, and refuses at once those who cannot', async () => {
    const { ask, handler, callOf } = underQuota(
      on.clock,
      { declared: [{ limit: 1, windowMs: 1000 }] },
      script({ takesMs: 500, says: { waitMs: 5000 } }),
    );
    void handler(callOf('first', {}));
    const hasty = ask('hasty', within(on.clock, 4000));
    const second = ask('second');
    await on.clock.advance(500);
    expect(await hasty).toEqual({ ...spent, retryAfterMs: 5000, at: 500 });
    await on.clock.advance(6000);
    expect(await second).toEqual({ value: 'second', at: 5500 });
  });

  test('holds for those who wait behind others as well: who cannot come in time hears it at once', async () => {
    const { ask } = underQuota(
      on.clock,
      { declared: [{ limit: 1, windowMs: 1000 }] },
      script({ takesMs: 500, says: { remaining: 1, resetMs: MINUTE } }),
    );
    const asked = names(3).map((name) => ask(name));
    await on.clock.advance(1000);
    expect(await Promise.all(asked)).toEqual([
      { value: 'c0', at: 500 },
      { value: 'c1', at: 1000 },
      expect.objectContaining({ kind: 'quotaSpent', at: 500 }),
    ]);
  });

  test('is not cut short by a later, shorter one', async () => {
    const { ask } = underQuota(
      on.clock,
      {},
      script({ says: { waitMs: 3000 }, takesMs: 1 }, { says: { waitMs: 10 }, takesMs: 2 }),
    );
    const asked = [ask('first'), ask('second')];
    await on.clock.advance(2);
    asked.push(ask('third'));
    await on.clock.advance(3000);
    expect((await Promise.all(asked)).map(({ at }) => at)).toEqual([1, 2, 3001]);
  });
});

describe('calls that remain', () => {
  test('none: closed until the reset, and a little longer by chance', async () => {
    for (const [chance, at] of [
      [0, 8000],
      [0.5, 8400],
      [1, 8800],
    ] as const) {
      const start = on.clock.now();
      const { ask } = underQuota(on.clock, {}, script({ says: { remaining: 0, resetMs: 8000 } }), () => chance);
      await ask('first');
      const second = ask('second', patient());
      await on.clock.advance(8800);
      expect([on.clock.now() - start, await second]).toEqual([8800, { value: 'second', at }]);
    }
  });

  test('none for an hour: one call asks again when the longest gate opens, and the others when it is told', async () => {
    const { ask, starts } = underQuota(
      on.clock,
      { maxGateMs: 5 * MINUTE },
      script(
        { says: { remaining: 0, resetMs: 60 * MINUTE } },
        { takesMs: 100, says: { remaining: 0, resetMs: 55 * MINUTE } },
      ),
    );
    await ask('first');
    const asked = names(3).map((name) => ask(name, patient()));
    await on.clock.advance(6 * MINUTE);
    expect(starts).toEqual([0, 5 * MINUTE]);
    await on.clock.advance(60 * MINUTE);
    await Promise.all(asked);
  });

  test('a burst sends no more than remain, also while none has ended', async () => {
    const { ask, log } = underQuota(on.clock, {}, (index) =>
      index === 0 ? { says: { remaining: 3, resetMs: 20_000 } } : { takesMs: 1000 },
    );
    await ask('first');
    const burst = names(50).map((name) => ask(name));
    await on.clock.advance(1000);
    const ends = await Promise.all(burst);
    expect(log).toEqual(['first', 'c0', 'c1', 'c2']);
    expect(ends.slice(0, 3)).toEqual(names(3).map((value) => ({ value, at: 1000 })));
    expect(ends.slice(3)).toEqual(Array(47).fill({ ...spent, retryAfterMs: 20_000, at: 0 }));
  });

  test('calls that began after an answer’s own come off what it says', async () => {
    const { ask, starts } = underQuota(on.clock, {}, (index) => ({
      takesMs: 100,
      says: { remaining: 4 - index, resetMs: 5000 },
    }));
    const asked = names(10).map((name) => ask(name, patient()));
    // All ten are under way before anything is known; later ones wait for the reset.
    await on.clock.advance(100);
    asked.push(ask('late', patient()));
    await on.clock.advance(60_000);
    await Promise.all(asked);
    expect(starts.slice(0, 10)).toEqual(Array(10).fill(0));
    expect(starts[10]).toBe(5100);
  });

  test('an answer that was overtaken does not give calls back', async () => {
    const { ask, log } = underQuota(
      on.clock,
      {},
      script(
        { takesMs: 20, says: { remaining: 9, resetMs: 5000 } },
        { takesMs: 10, says: { remaining: 1, resetMs: 5000 } },
      ),
    );
    const early = [ask('a'), ask('b')];
    await on.clock.advance(20);
    await Promise.all(early);
    const late = names(3).map((name) => ask(name, within(on.clock, 1000)));
    expect((await Promise.all(late)).map((end) => ('kind' in end ? end.kind : 'ok'))).toEqual([
      'ok',
      'quotaSpent',
      'quotaSpent',
    ]);
    expect(log).toEqual(['a', 'b', 'c0']);
  });

  test('a newer answer does, as where tokens flow back all the time', async () => {
    const { ask } = underQuota(on.clock, {}, () => ({ says: { remaining: 1, limit: 10, resetMs: 60_000 } }));
    for (const name of names(100)) expect(await ask(name)).toMatchObject({ value: name });
  });

  test('less than a tenth of the limit: spread over the rest of the window', async () => {
    const { ask, starts } = underQuota(on.clock, {}, (index) => ({
      says: { remaining: 4 - index, limit: 100, resetMs: 20_000 - index * 5000 },
    }));
    await ask('first');
    const asked = names(4).map((name) => ask(name, patient()));
    await on.clock.advance(20_000);
    await Promise.all(asked);
    expect(starts).toEqual([0, 5000, 10_000, 15_000, 20_000]);
  });

  test('spread over a window of hours: nobody waits for longer than the longest gate', async () => {
    const says = { remaining: 2, limit: 100, resetMs: 60 * MINUTE };
    const { ask, starts } = underQuota(on.clock, { maxGateMs: 5 * MINUTE }, script({ says }));
    await ask('first');
    const second = ask('second', patient());
    await on.clock.advance(5 * MINUTE);
    expect(await second).toMatchObject({ value: 'second' });
    expect(starts).toEqual([0, 5 * MINUTE]);
  });

  test('enough, or without a reset: nobody waits', async () => {
    for (const says of [
      { remaining: 10, limit: 100, resetMs: 20_000 },
      { remaining: 0 },
      { remaining: 0, resetMs: 0 },
    ]) {
      const { ask } = underQuota(on.clock, {}, script({ says }));
      await ask('first');
      const ends = await Promise.all(names(10).map((name) => ask(name)));
      expect(ends.every((end) => 'value' in end)).toBe(true);
    }
  });

  test('what was said of a window is forgotten with it', async () => {
    const { ask, log } = underQuota(on.clock, {}, script({ says: { remaining: 1, limit: 100, resetMs: 1000 } }));
    await ask('first');
    await on.clock.advance(1000);
    await Promise.all(names(20).map((name) => ask(name)));
    expect(log).toHaveLength(21);
  });
});

describe('a refusal for too many calls', () => {
  test('with a time closes the gate until then', async () => {
    const { ask } = underQuota(on.clock, {}, script(throttled(4000)));
    await ask('first');
    const second = ask('second');
    await on.clock.advance(4000);
    expect(await second).toEqual({ value: 'second', at: 4000 });
  });

  test('without a time closes it for a second, then two, up to half a minute; an answer ends that', async () => {
    const waits: number[] = [];
    const { ask } = underQuota(on.clock, {}, (index) => (index === 7 ? {} : throttled()));
    for (const name of names(10)) {
      const end = await ask(name, within(on.clock, 50));
      const waitMs = 'retryAfterMs' in end ? Number(end.retryAfterMs) : 0;
      waits.push(waitMs);
      await on.clock.advance(waitMs);
      if (waitMs > 0) await ask(name);
    }
    expect(waits).toEqual([0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 0, 1000]);
  });

  test('without a time closes it a little longer by chance, so that not everybody returns on the instant', async () => {
    const { ask } = underQuota(on.clock, {}, script(throttled()), () => 0.5);
    await ask('first');
    expect(await ask('second', within(on.clock, 50))).toEqual({ ...spent, retryAfterMs: 1050, at: 0 });
  });

  test('counts once for all that were under way', async () => {
    const { ask } = underQuota(on.clock, {}, (index) =>
      index < 5 ? { takesMs: 10 * (index + 1), ...throttled() } : {},
    );
    const burst = names(5).map((name) => ask(name));
    await on.clock.advance(50);
    await Promise.all(burst);
    const next = ask('next');
    await on.clock.advance(1000);
    expect(await next).toEqual({ value: 'next', at: 1010 });
  });

  test('lets one go first, with each answer one more beside it, and soon fewer', async () => {
    const { ask, starts } = underQuota(on.clock, {}, (index) => (index === 0 ? throttled(1000) : { takesMs: 100 }));
    await ask('first');
    const asked = names(16).map((name) => ask(name));
    await on.clock.advance(2000);
    await Promise.all(asked);
    const [one, two, four] = [[1000], Array(2).fill(1100), Array(4).fill(1200)];
    expect(starts).toEqual([0, ...one, ...two, ...four, ...Array(4).fill(1300), ...Array(5).fill(1400)]);
  });

  test('remembers half of what was too much', async () => {
    const { ask, starts } = underQuota(on.clock, {}, (index) =>
      index < 20 ? { takesMs: 100, ...throttled(900) } : { takesMs: 100 },
    );
    const refused = names(20).map((name) => ask(name));
    await on.clock.advance(100);
    await Promise.all(refused);
    const asked = names(30).map((name) => ask(name));
    await on.clock.advance(2000);
    await Promise.all(asked);
    const at = (time: number) => starts.filter((start) => start === time).length;
    expect([1000, 1100, 1200, 1300, 1400].map(at)).toEqual([1, 2, 4, 8, 10]);
  });

  test('opens wide again once many have been answered', async () => {
    let takesMs = 0;
    const { ask, starts } = underQuota(on.clock, {}, (index) => (index === 0 ? throttled(0) : { takesMs }));
    for (const name of names(600)) await ask(name);
    takesMs = 100;
    const burst = names(60).map((name) => ask(name));
    await on.clock.advance(100);
    await Promise.all(burst);
    expect(starts).toEqual(Array(660).fill(0));
  });

  test('is not made up for by an answer to a call from before', async () => {
    const { ask, starts } = underQuota(
      on.clock,
      {},
      script({ takesMs: 10, ...throttled() }, { takesMs: 20 }, { takesMs: 1, ...throttled() }),
    );
    const early = [ask('refused'), ask('answered')];
    await on.clock.advance(1010);
    await Promise.all(early);
    const next = [ask('refused'), ask('last')];
    await on.clock.advance(4000);
    await Promise.all(next);
    expect(starts).toEqual([0, 0, 1010, 3011]);
  });

  test('is told apart from others: a failure neither closes the gate nor opens it wider', async () => {
    const { ask, starts } = underQuota(on.clock, {}, (index) =>
      index === 0
        ? throttled(0)
        : { takesMs: 100, ...(index < 4 ? { fails: failure('failed', { status: 500 }) } : {}) },
    );
    await ask('first');
    const asked = names(6).map((name) => ask(name));
    await on.clock.advance(1000);
    await Promise.all(asked);
    expect(starts).toEqual([0, 0, 100, 200, 300, 400, 400]);
  });

  test('nor does silence open it wider', async () => {
    const { ask, starts } = underQuota(on.clock, {}, (index) =>
      index === 0 ? throttled(0) : { takesMs: 100, fails: failure('disconnected', { sent: 'maybe' }) },
    );
    await ask('first');
    const asked = names(3).map((name) => ask(name));
    await on.clock.advance(1000);
    await Promise.all(asked);
    expect(starts).toEqual([0, 0, 100, 200]);
  });

  test('is over with any answer, also one that refuses for other reasons', async () => {
    const { ask, starts } = underQuota(on.clock, {}, (index) =>
      index === 0 ? throttled(0) : { takesMs: 100, fails: failure('notFound', { status: 404 }) },
    );
    await ask('first');
    const asked = names(3).map((name) => ask(name));
    await on.clock.advance(1000);
    await Promise.all(asked);
    expect(starts).toEqual([0, 0, 100, 100]);
  });
});

test('how soon a full house opens is known by how soon it did: who would wait in vain is refused at once, and told for how long', async () => {
  // After a refusal one call at a time, and no answer that would let more through.
  const { ask } = underQuota(on.clock, {}, (index) =>
    index === 0
      ? { fails: failure('throttled', { status: 429 }) }
      : { takesMs: 1_000, fails: failure('failed', { status: 500 }) },
  );
  await ask('first');
  const ends: Promise<{ readonly waitedMs: number; readonly end: object }>[] = [];
  for (let nth = 0; nth < 60; nth += 1) {
    const came = on.clock.now();
    ends.push(ask(`${nth}`).then((end) => ({ end, waitedMs: on.clock.now() - came })));
    await on.clock.advance(250);
  }
  await on.clock.advance(20_000);
  const refused = (await Promise.all(ends)).slice(45).filter(({ end }) => 'kind' in end && end.kind === 'quotaSpent');
  expect(refused.length).toBeGreaterThan(5);
  for (const { end, waitedMs } of refused)
    expect({ end, waitedMs }).toEqual({
      end: expect.objectContaining({ sent: 'no', stopped: 'quota', retryAfterMs: expect.any(Number) }),
      waitedMs: 0,
    });
});

test('a call that ends with a refusal without a time is told for how long the next would be held back', async () => {
  const { handler, callOf } = underQuota(on.clock, {}, () => throttled());
  const once = { maxAttempts: 1, baseMs: 100, throttledBaseMs: 100, capMs: 100, maxRetryAfterMs: 20_000 };
  const ask = () => outcome(retry<Call, unknown>(once, grounds, on.clock, () => 0)(handler)(callOf('item', {})));
  expect(await ask()).toMatchObject({ kind: 'throttled', retryAfterMs: 1_000 });
  await on.clock.advance(1_000);
  expect(await ask()).toMatchObject({ kind: 'throttled', retryAfterMs: 2_000 });
});

test('who is refused while waiting is told its own wait, not that of the first', async () => {
  const { ask } = underQuota(on.clock, { declared: [{ limit: 1, windowMs: 1_000 }] }, (index) =>
    index === 0 ? { takesMs: 500, says: { remaining: 1, resetMs: MINUTE } } : {},
  );
  const ends = ['a', 'b', 'c'].map((name) => ask(name));
  await on.clock.advance(500);
  expect(await ends[2]).toEqual({ ...spent, retryAfterMs: MINUTE, at: 500 });
  await on.clock.advance(500);
  await Promise.all(ends);
});
