import { getEventListeners } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { deadline } from '../../src/resilience/index.ts';
import { callAt, failure, onVirtualTime, outcome, scripted } from './support.ts';

const on = onVirtualTime();

/** Listeners on the caller's signal while calls are under way, and after them. */
const listeners = async (...script: Parameters<typeof scripted>) => {
  const { signal } = new AbortController();
  const count = () => getEventListeners(signal, 'abort').length;
  const { handler } = scripted(...script);
  const during: number[] = [];
  const call = deadline(
    { totalMs: 2_000 },
    on.clock,
  )((its) => {
    during.push(count());
    return handler(its);
  });
  for (const _ of script) await outcome(call(callAt(on.clock, { signal })));
  return { during, after: count() };
};

describe('a caller who makes many calls', () => {
  test('is listened to during each, and by none that has ended well', async () => {
    expect(await listeners('a', 'b', 'c')).toEqual({ during: [1, 1, 1], after: 0 });
  });

  test('nor by one that has failed', async () => {
    expect(await listeners(failure('failed'), failure('timeout'))).toEqual({ during: [1, 1], after: 0 });
  });
});
