import { describe, expect, test } from '@jest/globals';
import { newScope } from '../../src/datasources/base/index.ts';
import { timeLimit } from '../../src/schema/graph/time-limit.ts';
import { settle, virtualClock } from '../support/virtual-clock.ts';

const never = new Promise<never>(() => {});
const open = () => {
  const clock = virtualClock();
  const controller = new AbortController();
  const scope = newScope('r', clock.now() + 100, controller.signal);
  return { clock, controller, ...timeLimit(scope, clock) };
};
const how = async (promise: Promise<unknown>): Promise<unknown> => {
  const ended = promise.then(
    (value) => ({ value }),
    (error: unknown) => (error instanceof Error ? error.message : error),
  );
  return Promise.race([ended, settle().then(() => 'waits')]);
};
const LATE = 'it was not ready within the time given to the operation.';

describe('whoever waits', () => {
  test('after the deadline is refused at once, without a timer that would tell', async () => {
    const { clock, inTime, end } = open();
    await clock.advance(100);
    expect([await how(inTime(never, 'it')), await how(inTime(Promise.resolve(1), 'it'))]).toEqual([LATE, LATE]);
    end();
    expect(clock.pending).toBe(0);
  });

  test('after the client has left is refused with its reason', async () => {
    const { controller, inTime, end } = open();
    controller.abort('left');
    expect(await how(inTime(never, 'it'))).toBe('left');
    end();
  });

  test('until the deadline, or until the client leaves, waits no longer', async () => {
    const first = open();
    const waits = first.inTime(never, 'it').catch((error: unknown) => (error as Error).message);
    await first.clock.advance(99);
    expect(await how(waits)).toBe('waits');
    await first.clock.advance(1);
    expect(await how(waits)).toEqual({ value: LATE });

    const second = open();
    const leaves = second.inTime(never, 'it').catch((error: unknown) => error);
    second.controller.abort('left');
    expect(await how(leaves)).toEqual({ value: 'left' });
    second.end();
  });

  test('shares one timer with all others, and it ends with the operation', async () => {
    const { clock, inTime, end } = open();
    expect(clock.pending).toBe(0);
    await Promise.all([inTime(Promise.resolve(1), 'a'), inTime(Promise.resolve(2), 'b')]);
    expect(clock.pending).toBe(1);
    end();
    expect(clock.pending).toBe(0);
  });
});
