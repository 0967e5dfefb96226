import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type BreakerChange,
  type BreakerOptions,
  type BreakerState,
  breaker,
  type Call,
  decide,
} from '../../src/resilience/index.ts';
import { settle, virtualClock } from '../support/virtual-clock.ts';
import { type Attempt, breakerModel } from './breaker-model.ts';
import { callAt, failure, held, outcome } from './support.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

const options: BreakerOptions = {
  windowMs: 5_000,
  minCalls: 6,
  failureRatio: 0.5,
  consecutive: 4,
  breakMs: 1_000,
  maxBreakMs: 4_000,
};

const how = fc.constantFrom(
  'success' as const,
  'failure' as const,
  'failure' as const,
  'neutral' as const,
  'abort' as const,
);
const ms = fc.constantFrom(1, 30, 60, 400, 1_100, 2_500);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('start' as const), again: fc.boolean(), safe: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('wait' as const), ms }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('end' as const), how, pick: fc.nat(9) }) },
  // Several calls one after the other with the same end: without them no sequence is long enough to close a circuit.
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('calls' as const), how, ms, times: fc.integer({ min: 1, max: 6 }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface UnderWay {
  readonly attempt: Attempt;
  readonly caller: AbortController;
  readonly end: { answer(value: unknown): void; fail(error: unknown): void };
}

/** Runs the breaker and its model side by side. */
const sideBySide = () => {
  const clock = virtualClock();
  const expected = breakerModel(options, clock);
  const { handler, calls } = held();
  let told: BreakerState = 'closed';
  const visited = new Set<string>();
  const hear = ({ state }: BreakerChange) => {
    visited.add(`${told} > ${state}`);
    told = state;
  };
  const call = breaker<Call, unknown>(options, decide, clock, () => 0.5, hear)(handler);
  const underWay: UnderWay[] = [];
  let trace = { attempts: 0, shared: false };

  const start = async (idempotent: boolean, again: boolean) => {
    if (!again) trace = { attempts: 0, shared: false };
    const caller = new AbortController();
    const attempt = expected.admit(idempotent, trace);
    const before = calls.length;
    const ended = outcome(call(callAt(clock, { idempotent, trace, signal: caller.signal })));
    const end = calls[before];
    expect(end !== undefined).toBe(attempt !== null);
    if (attempt && end) underWay.push({ attempt, caller, end });
    else {
      const refused = await ended;
      expect(refused).toMatchObject({ kind: 'circuitOpen', sent: 'no', stopped: 'breaker' });
      expect('retryAfterMs' in refused && refused.retryAfterMs).toBeGreaterThanOrEqual(0);
    }
    expect(told).toBe(expected.state());
    return attempt !== null;
  };
  const finish = async (by: string, pick: number) => {
    const [ending] = underWay.splice(pick % Math.max(1, underWay.length), 1);
    if (!ending) return;
    const { attempt, caller, end } = ending;
    if (by === 'success') end.answer('ok');
    else if (by === 'failure') end.fail(failure('failed'));
    else if (by === 'neutral') end.fail(failure('throttled'));
    else caller.abort(failure('cancelled'));
    await settle();
    expected.end(attempt, by === 'success' || by === 'failure' ? by : 'neutral');
    expect(told).toBe(expected.state());
  };
  const take = async (each: Step) => {
    if (each.does === 'start') await start(each.safe, each.again);
    else if (each.does === 'wait') await clock.advance(each.ms);
    else if (each.does === 'end') await finish(each.how, each.pick);
    else
      for (let i = 0; i < each.times; i += 1) {
        if (await start(true, false)) await finish(each.how, underWay.length - 1);
        await clock.advance(each.ms);
      }
    const probes = underWay.filter(({ attempt }) => attempt.probe && told === 'halfOpen');
    expect(probes.length).toBeLessThanOrEqual(1);
  };
  return { clock, start, finish, take, underWay, visited, state: () => told };
};

describe('breaker, whatever happens in whatever order', () => {
  test('does what its model does', async () => {
    const visited = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }), async (steps) => {
        const run = sideBySide();
        for (const each of steps) await run.take(each);
        for (const each of run.visited) visited.add(each);
      }),
      { numRuns: 200 },
    );
    // The sequences reach every transition there is, or they would prove little.
    expect([...visited].toSorted()).toEqual([
      'closed > open',
      'halfOpen > closed',
      'halfOpen > open',
      'open > halfOpen',
    ]);
  });

  test('is never stuck: once the break is over and nothing is under way, the next safe call passes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }),
        fc.boolean(),
        async (steps, leave) => {
          const run = sideBySide();
          for (const each of steps) await run.take(each);
          while (run.underWay.length > 0) await run.finish(leave ? 'abort' : 'neutral', 0);
          await run.clock.advance(options.maxBreakMs);
          expect(await run.start(true, false)).toBe(true);
          await run.finish('success', 0);
          expect(await run.start(true, false)).toBe(true);
          await run.finish('success', 0);
          expect(run.state()).toBe('closed');
        },
      ),
    );
  });

  test('never opens by neutral outcomes and successes only', async () => {
    const harmless = step.filter((each) => !('how' in each) || each.how !== 'failure');
    await fc.assert(
      fc.asyncProperty(fc.array(harmless, { minLength: 10, maxLength: 60, size: 'max' }), async (steps) => {
        const run = sideBySide();
        for (const each of steps) await run.take(each);
        expect([...run.visited]).toEqual([]);
      }),
    );
  });
});
