import { describe, expect, jest, test } from '@jest/globals';
import { sleep, systemClock } from '../../src/resilience/index.ts';
import { callAt, failure, onVirtualTime, outcome, watched } from './support.ts';

const on = onVirtualTime();

describe('sleep, when it is cut short', () => {
  test('rejects with the reason of the signal, and takes its timer along', async () => {
    const controller = new AbortController();
    const end = outcome(sleep(on.clock, 1_000, controller.signal));
    await on.clock.advance(400);
    expect(on.clock.pending).toBe(1);
    controller.abort(failure('cancelled', { detail: 'left' }));
    expect(await end).toEqual({ kind: 'cancelled', detail: 'left' });
    expect(on.clock.pending).toBe(0);
  });

  test('does not begin on a signal that has aborted', async () => {
    const end = outcome(sleep(on.clock, 1_000, AbortSignal.abort(failure('cancelled'))));
    expect(on.clock.pending).toBe(0);
    expect(await end).toEqual({ kind: 'cancelled' });
  });
});

describe('sleep', () => {
  test('ends on time, not before, and leaves no listener behind', async () => {
    const { controller, listeners } = watched();
    let ended = false;
    const end = sleep(on.clock, 1_000, controller.signal).then(() => {
      ended = true;
    });
    await on.clock.advance(999);
    expect(ended).toBe(false);
    expect(listeners()).toBe(1);
    await on.clock.advance(1);
    await end;
    expect(ended).toBe(true);
    expect(listeners()).toBe(0);
  });
});

describe('the clock of the process', () => {
  test('takes waits that are too long for setTimeout as very long, not as none', async () => {
    const woken = jest.fn();
    const cancels = [Number.POSITIVE_INFINITY, 2 ** 31, 1e15].map((ms) => systemClock.after(ms, woken));
    await new Promise<void>((resolve) => void systemClock.after(20, resolve));
    for (const cancel of cancels) cancel();
    expect(woken).not.toHaveBeenCalled();
  });

  test('takes waits that are over as none, and can be cancelled', async () => {
    const woken = jest.fn();
    systemClock.after(0, woken)();
    await new Promise<void>((resolve) => void systemClock.after(-100, resolve));
    expect(woken).not.toHaveBeenCalled();
  });

  test('never goes back', () => {
    const before = systemClock.now();
    expect(systemClock.now()).toBeGreaterThanOrEqual(before);
    expect(callAt(on.clock).deadline() - on.clock.now()).toBe(10_000);
  });
});
