import { expect, test } from '@jest/globals';
import { breaker, type Call, decide } from '../../src/resilience/index.ts';
import { breakerOptions, callAt, failure, onVirtualTime, outcome } from './support.ts';

const on = onVirtualTime();

/** A target that gets writes alone, after five of them have failed. */
const opened = async () => {
  let down = true;
  const attempt = breaker<Call, string>(
    breakerOptions,
    decide,
    on.clock,
    () => 0.5,
  )(async () => {
    if (down) throw failure('failed');
    return 'done';
  });
  const write = () => outcome(attempt(callAt(on.clock, { idempotent: false, changes: true })));
  for (let i = 0; i < 5; i += 1) {
    await write();
    await on.clock.advance(20);
  }
  return {
    write,
    recover: () => {
      down = false;
    },
  };
};

test('a target that gets only writes closes again: one may probe when another break has passed without a better probe', async () => {
  const { write, recover } = await opened();
  recover();
  await on.clock.advance(5_000);
  expect(await write()).toMatchObject({ kind: 'circuitOpen', sent: 'no' });
  await on.clock.advance(4_900);
  expect(await write()).toMatchObject({ kind: 'circuitOpen', sent: 'no' });
  await on.clock.advance(100);
  expect(await write()).toEqual({ value: 'done' });
  expect(await write()).toEqual({ value: 'done' });
  expect(await Promise.all([write(), write()])).toEqual([{ value: 'done' }, { value: 'done' }]);
});

test('one that fails opens the circuit for longer', async () => {
  const { write } = await opened();
  await on.clock.advance(10_000);
  expect(await write()).toMatchObject({ kind: 'failed' });
  await on.clock.advance(19_900);
  expect(await write()).toMatchObject({ kind: 'circuitOpen' });
  await on.clock.advance(100);
  expect(await write()).toMatchObject({ kind: 'failed' });
});
