import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { virtualClock } from '../support/virtual-clock.ts';
import { type Step, underQuota, within } from './quota-support.ts';
import { failure } from './support.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

const RUNS = { numRuns: 150 };
const gap = fc.integer({ min: 0, max: 400 });
const declared = fc.array(
  fc.record({ limit: fc.integer({ min: 1, max: 5 }), windowMs: fc.integer({ min: 1, max: 700 }) }),
  {
    minLength: 1,
    maxLength: 3,
  },
);

test('no window ever holds more starts than its limit, nobody overtakes, and nobody is lost', async () => {
  const calls = fc.array(fc.record({ gap, leaves: fc.option(gap), deadline: fc.integer({ min: 50, max: 20_000 }) }), {
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(declared, calls, async (windows, asked) => {
      const clock = virtualClock();
      const { ask, log, starts } = underQuota(clock, { declared: windows });
      const ends: Promise<object>[] = [];
      for (const [index, { gap: pause, leaves, deadline }] of asked.entries()) {
        await clock.advance(pause);
        const leaving = new AbortController();
        if (leaves !== null) clock.after(leaves, () => leaving.abort(failure('cancelled')));
        ends.push(ask(String(index), { ...within(clock, deadline), signal: leaving.signal }));
      }
      await clock.advance(60_000);
      expect(await Promise.all(ends)).toHaveLength(asked.length);
      expect(clock.pending).toBe(0);
      expect(log.map(Number)).toEqual(log.map(Number).toSorted((a, b) => a - b));
      for (const { limit, windowMs } of windows)
        for (const [index, start] of starts.entries())
          expect(start - (starts[index - limit] ?? -Infinity)).toBeGreaterThanOrEqual(windowMs);
    }),
    RUNS,
  );
}, 60_000);

test('nothing waits that need not: alone, a call begins as soon as every window lets it', async () => {
  await fc.assert(
    fc.asyncProperty(declared, fc.array(gap, { maxLength: 30 }), async (windows, gaps) => {
      const clock = virtualClock();
      const origin = clock.now();
      const { ask, starts } = underQuota(clock, { declared: windows });
      for (const pause of gaps) {
        await clock.advance(pause);
        const asked = clock.now() - origin;
        const count = starts.length;
        const end = ask('call', within(clock, 10_000));
        while (starts.length === count) await clock.advance(7);
        await end;
        const index = starts.length - 1;
        const opens = windows.map(({ limit, windowMs }) => (starts[index - limit] ?? -Infinity) + windowMs);
        expect(starts[index]).toBe(Math.max(asked, ...opens));
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('nothing begins before a gate, whatever is said, in whatever order; and everybody ends', async () => {
  const says = fc.option(
    fc.record(
      {
        waitMs: fc.integer({ min: 0, max: 3000 }),
        remaining: fc.integer({ min: 0, max: 12 }),
        limit: fc.integer({ min: 1, max: 100 }),
        resetMs: fc.integer({ min: 0, max: 3000 }),
      },
      { requiredKeys: [] },
    ),
    { nil: undefined },
  );
  const retryAfterMs = fc.integer({ min: 0, max: 3000 });
  const step = fc.record({
    takesMs: gap,
    says,
    fails: fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined) },
      fc.constant(failure('throttled', { status: 429 })),
      retryAfterMs.map((ms) => failure('throttled', { status: 429, retryAfterMs: ms })),
      fc.constant(failure('disconnected')),
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 40 }),
      fc.array(gap, { maxLength: 40 }),
      async (steps, gaps) => {
        const clock = virtualClock();
        const gates: { readonly set: number; readonly until: number }[] = [];
        const noteGate = (ms: number | undefined) => {
          if (ms !== undefined) gates.push({ set: clock.now() + 5000, until: clock.now() + 5000 + Math.min(ms, 2000) });
        };
        const other = (index: number): Step => {
          const { takesMs, says: said, fails } = steps[index] ?? { takesMs: 0, says: undefined, fails: undefined };
          clock.after(takesMs, () => {
            noteGate(said?.waitMs);
            if (said?.remaining === 0) noteGate(said.resetMs);
            noteGate(fails?.facts.retryAfterMs);
          });
          return { takesMs, ...(said ? { says: said } : {}), ...(fails ? { fails } : {}) };
        };
        const { ask, log, starts } = underQuota(clock, { maxGateMs: 2000 }, other, () => 0.5);
        const ends: Promise<object>[] = [];
        for (const [index, pause] of gaps.entries()) {
          await clock.advance(pause);
          ends.push(ask(String(index), within(clock, 600_000)));
        }
        await clock.advance(700_000);
        const kinds = (await Promise.all(ends)).map((end) => ('kind' in end ? end.kind : 'ok'));
        expect(kinds).not.toContain('quotaSpent');
        expect(clock.pending).toBe(0);
        expect(log.map(Number)).toEqual(gaps.map((_, index) => index));
        for (const { set, until } of gates)
          for (const start of starts) expect(start > set && start < until).toBe(false);
      },
    ),
    RUNS,
  );
}, 60_000);
