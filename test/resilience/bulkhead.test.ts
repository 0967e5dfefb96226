import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { type BulkheadOptions, bulkhead, type Call, UpstreamError } from '../../src/resilience/index.ts';
import { settle, virtualClock } from '../support/virtual-clock.ts';
import { callAt, failure, held, onVirtualTime, outcome, watched } from './support.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

const on = onVirtualTime();
const options: BulkheadOptions = { maxConcurrent: 2, maxQueue: 3, maxQueueMs: 2_000 };

/** A bulkhead around a handler that ends when told to. */
const walled = (given: Partial<BulkheadOptions> = {}, clock = on.clock) => {
  const { handler, calls } = held();
  const call = bulkhead<Call, unknown>({ ...options, ...given }, clock)(handler);
  const start = (its: Partial<Call> = {}) => outcome(call(callAt(clock, its)));
  const operations = () => calls.map((each) => each.call.operation);
  const answerAll = async () => {
    for (let i = 0; i < calls.length; i += 1) {
      calls[i]?.answer('ok');
      await settle();
    }
  };
  return { start, calls, operations, answerAll };
};
/** One with all places taken. */
const full = async (given: Partial<BulkheadOptions> = {}) => {
  const wall = walled(given);
  const ends = [wall.start({ operation: 'one' }), wall.start({ operation: 'two' })];
  await settle();
  return { ...wall, ends };
};
const overload = (detail: string) => ({ kind: 'overloaded', sent: 'no', stopped: 'overload', detail });

describe('bulkhead, when there is no room', () => {
  test('refuses at once what finds the queue full, and says so', async () => {
    const { start, answerAll, ends } = await full();
    const waiting = [1, 2, 3].map(() => start());
    expect(await start()).toEqual(overload('2 calls are under way and 3 wait'));
    await answerAll();
    expect(await Promise.all([...ends, ...waiting])).toEqual(Array(5).fill({ value: 'ok' }));
  });

  test('refuses what has waited too long, and lets the others wait on', async () => {
    const { start, calls, answerAll } = await full();
    const first = start();
    await on.clock.advance(1_000);
    const second = start();
    await on.clock.advance(1_000);
    expect(await first).toEqual(overload('no turn came within 2000 ms'));
    calls[0]?.answer('ok');
    await settle();
    expect(calls).toHaveLength(3);
    await answerAll();
    expect(await second).toEqual({ value: 'ok' });
  });

  test('waits as long as those have time who have joined it', async () => {
    const { start, calls, answerAll } = await full();
    let limit = on.clock.now() + 400;
    const end = start({ deadline: () => limit });
    await on.clock.advance(200);
    limit = on.clock.now() + 15_000;
    await on.clock.advance(1_000);
    calls[0]?.answer('ok');
    await answerAll();
    expect(await end).toEqual({ value: 'ok' });
  });

  test('waits no longer than leaves time for the call itself', async () => {
    const { start, answerAll } = await full();
    const limit = on.clock.now() + 700;
    const end = start({ deadline: () => limit });
    await on.clock.advance(600);
    expect(await end).toEqual(overload('no turn came within 600 ms'));
    expect(await start({ deadline: () => limit })).toEqual(
      overload('2 calls are under way, and there is no time to wait'),
    );
    await answerAll();
  });

  test('never queues where no queue is wanted', async () => {
    const { start, answerAll } = await full({ maxQueue: 0 });
    expect(await start()).toMatchObject({ kind: 'overloaded' });
    await answerAll();
  });

  test('is not full for other targets', async () => {
    const { start, calls, answerAll } = await full();
    const other = start({ target: 'https://other.test' });
    expect(calls).toHaveLength(3);
    await answerAll();
    expect(await other).toEqual({ value: 'ok' });
  });
});

describe('bulkhead, when a queued call is given up', () => {
  test('rejects with the reason, says that nothing was sent, and frees its place in the queue', async () => {
    const { start, operations, answerAll } = await full({ maxQueue: 1 });
    const { controller, listeners } = watched();
    const left = start({ operation: 'left', signal: controller.signal });
    expect([listeners(), on.clock.pending]).toEqual([1, 1]);
    controller.abort(failure('cancelled', { detail: 'nobody waits' }));
    expect(await left).toEqual({ kind: 'cancelled', detail: 'nobody waits', sent: 'no' });
    expect([listeners(), on.clock.pending]).toEqual([0, 0]);
    const next = start({ operation: 'next' });
    await answerAll();
    expect(await next).toEqual({ value: 'ok' });
    expect(operations()).toEqual(['one', 'two', 'next']);
  });

  // The turn is handed over within a few promises: whoever leaves does so at one of these steps.
  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    'passes its turn on, if it leaves as its turn comes (step %d)',
    async (step) => {
      const { start, calls, answerAll } = await full();
      const controller = new AbortController();
      const left = start({ signal: controller.signal });
      const next = start();
      calls[0]?.answer('ok');
      for (let i = 0; i < step; i += 1) await Promise.resolve();
      controller.abort(failure('cancelled'));
      expect(await left).toMatchObject({ kind: 'cancelled' });
      await answerAll();
      expect(await next).toEqual({ value: 'ok' });
    },
  );

  test('does not begin with a call that nobody waits for any more', async () => {
    const { start, calls } = walled();
    const end = start({ signal: AbortSignal.abort(failure('cancelled')) });
    expect(await end).toEqual({ kind: 'cancelled', sent: 'no' });
    expect(calls).toHaveLength(0);
  });
});

describe('bulkhead, when the wait was for nothing', () => {
  test('asks again whether the call may go, and frees the place if not', async () => {
    const { start, calls, operations, answerAll } = await full();
    const refused = start({
      operation: 'refused',
      recheck: () => {
        throw failure('circuitOpen', { sent: 'no' });
      },
    });
    const next = start({ operation: 'next' });
    calls[0]?.answer('ok');
    expect(await refused).toEqual({ kind: 'circuitOpen', sent: 'no' });
    await answerAll();
    expect(await next).toEqual({ value: 'ok' });
    expect(operations()).toEqual(['one', 'two', 'next']);
  });

  test('does not ask for a call that did not wait', async () => {
    const { start, calls } = walled();
    const end = start({
      recheck: () => {
        throw failure('circuitOpen');
      },
    });
    calls[0]?.answer('ok');
    expect(await end).toEqual({ value: 'ok' });
  });
});

describe('bulkhead', () => {
  test('serves first who came first', async () => {
    const { start, operations, answerAll } = await full();
    const ends = ['three', 'four', 'five'].map((operation) => start({ operation }));
    await answerAll();
    await Promise.all(ends);
    expect(operations()).toEqual(['one', 'two', 'three', 'four', 'five']);
  });

  test('frees the place of a call that failed', async () => {
    const { start, calls, ends, answerAll } = await full();
    const next = start();
    calls[0]?.fail(failure('failed'));
    expect(await ends[0]).toEqual({ kind: 'failed' });
    await answerAll();
    expect(await next).toEqual({ value: 'ok' });
  });

  test('says how long a call has waited, over all of its attempts, and nothing of one that did not', async () => {
    const { start, calls, answerAll } = await full();
    const trace = { attempts: 0, shared: false, queuedMs: 40 };
    const end = start({ trace });
    const refused = { attempts: 0, shared: false };
    const late = start({ trace: refused });
    await on.clock.advance(1_500);
    calls[0]?.answer('ok');
    await on.clock.advance(500);
    expect(await late).toMatchObject({ kind: 'overloaded' });
    await answerAll();
    expect(await end).toEqual({ value: 'ok' });
    expect([trace.queuedMs, refused]).toEqual([1_540, { attempts: 0, shared: false, queuedMs: 2_000 }]);
    expect(calls[0]?.call.trace).toEqual({ attempts: 0, shared: false });
  });

  test('never lets more in than there is room for, loses no place, and ends every call, whatever comes when', async () => {
    const step = fc.record({
      does: fc.constantFrom('start', 'start', 'start', 'answer', 'fail', 'leave', 'wait', 'refuse'),
      pick: fc.nat(50),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
        const clock = virtualClock();
        let [underWay, most] = [0, 0];
        const inside = new Set<{
          readonly answer: (value: unknown) => void;
          readonly fail: (error: unknown) => void;
        }>();
        const leavers = new Set<AbortController>();
        const call = bulkhead<Call, unknown>(
          options,
          clock,
        )(async ({ signal }) => {
          underWay += 1;
          most = Math.max(most, underWay);
          try {
            return await new Promise((answer, fail) => {
              inside.add({ answer, fail });
              signal.addEventListener('abort', () => fail(signal.reason), { once: true });
            });
          } finally {
            underWay -= 1;
          }
        });
        const ends: Promise<object>[] = [];
        const start = (recheck: () => void) => {
          const controller = new AbortController();
          leavers.add(controller);
          ends.push(outcome(call(callAt(clock, { signal: controller.signal, recheck }))));
        };
        const refuse = () => {
          throw new UpstreamError('circuitOpen');
        };
        const one = <T>(of: Set<T>, pick: number): T | undefined => {
          const found = [...of][pick % Math.max(1, of.size)];
          if (found !== undefined) of.delete(found);
          return found;
        };
        for (const { does, pick } of steps) {
          if (does === 'start') start(() => undefined);
          if (does === 'refuse') start(refuse);
          if (does === 'answer') one(inside, pick)?.answer('ok');
          if (does === 'fail') one(inside, pick)?.fail(failure('failed'));
          if (does === 'leave') one(leavers, pick)?.abort(failure('cancelled'));
          if (does === 'wait') await clock.advance(pick * 100);
          if (pick % 2 === 0) await settle();
        }
        for (const leaver of leavers) leaver.abort(failure('cancelled'));
        await Promise.all(ends);
        expect([underWay, clock.pending, most > options.maxConcurrent]).toEqual([0, 0, false]);
        const afterwards = [1, 2].map(() => start(() => undefined));
        expect([underWay, afterwards.length]).toEqual([2, 2]);
        for (const leaver of leavers) leaver.abort(failure('cancelled'));
      }),
    );
  });
});
