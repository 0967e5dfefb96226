import { expect, test } from '@jest/globals';
import {
  accountsOf,
  awaitTurn,
  bulkhead,
  type Call,
  compose,
  type QuotaOptions,
  quota,
} from '../../src/resilience/index.ts';
import { callAt, failure, held, onVirtualTime, outcome } from './support.ts';

const on = onVirtualTime();

/** A quota of each account around the places of the target they all call. */
const paced = (declared: QuotaOptions['declared'] & object, maxConcurrent = 2) => {
  const limits = { declared, maxGateMs: 300_000, learn: true };
  const accounts = accountsOf(limits, on.clock, () => 0);
  const { handler, calls } = held();
  const places = bulkhead<Call, unknown>({ maxConcurrent, maxQueue: 2, maxQueueMs: 2_000 }, on.clock);
  const policies = [awaitTurn<Call, unknown>(accounts), places, quota<Call, unknown>(limits, accounts)];
  const handle = compose(policies, handler);
  const ask = (account: string, given: Partial<Call> = {}) => outcome(handle(callAt(on.clock, { account, ...given })));
  return { ask, calls };
};

test('an account that waits for its turn takes no place from the others', async () => {
  const { ask, calls } = paced([{ limit: 1, windowMs: 1_000 }]);
  const ofAlice = Array.from({ length: 5 }, () => ask('alice'));
  const ofBob = ask('bob');
  await on.clock.advance(0);
  expect(calls.map(({ call }) => call.account)).toEqual(['alice', 'bob']);
  calls[1]?.answer('his');
  expect(await ofBob).toEqual({ value: 'his' });
  for (let nth = 0; nth < 6; nth += 1) {
    calls[nth]?.answer('hers');
    await on.clock.advance(1_000);
  }
  expect(await Promise.all(ofAlice)).toEqual(Array(5).fill({ value: 'hers' }));
});

test('a turn counts when a place was found for it: what waited for one is not sent together with what came later', async () => {
  const { ask, calls } = paced([{ limit: 1, windowMs: 500 }], 1);
  const ends = [ask('alice'), ask('bob'), ask('bob')];
  await on.clock.advance(1_400);
  expect(calls.map(({ call }) => call.account)).toEqual(['alice']);
  for (const [nth, ms] of [0, 0, 499].entries()) {
    calls[nth]?.answer('ok');
    await on.clock.advance(ms);
  }
  expect(calls.map(({ call }) => call.account)).toEqual(['alice', 'bob']);
  await on.clock.advance(1);
  expect(calls).toHaveLength(3);
  calls[2]?.answer('ok');
  expect(await Promise.all(ends)).toEqual(Array(3).fill({ value: 'ok' }));
});

test('who has a turn but no place stands back, in order, when the API asks for a pause', async () => {
  const { ask, calls } = paced([], 1);
  const ends = [ask('alice'), ask('alice'), ask('alice')];
  await on.clock.advance(0);
  calls[0]?.fail(failure('throttled', { status: 429, retryAfterMs: 3_000 }));
  await on.clock.advance(2_999);
  expect(calls).toHaveLength(1);
  const bob = ask('bob');
  await on.clock.advance(0);
  expect(calls[1]?.call.account).toBe('bob');
  calls[1]?.answer('ok');
  expect(await bob).toEqual({ value: 'ok' });
  await on.clock.advance(1);
  calls[2]?.answer('second');
  await on.clock.advance(1);
  calls[3]?.answer('third');
  expect(await Promise.all(ends)).toEqual([
    { kind: 'throttled', status: 429, retryAfterMs: 3_000 },
    { value: 'second' },
    { value: 'third' },
  ]);
});

test('who loses a turn and has no time for another leaves it to whoever waits behind', async () => {
  const { ask, calls } = paced([], 1);
  const answer = async (nth: number, ms: number) => {
    calls[nth]?.answer('ok');
    await on.clock.advance(ms);
  };
  // Refused once, it begins anew with few at a time.
  const ends = [ask('alice')];
  await on.clock.advance(0);
  calls[0]?.fail(failure('throttled', { status: 429, retryAfterMs: 1_000 }));
  await on.clock.advance(1_000);
  ends.push(ask('alice'));
  await on.clock.advance(0);
  await answer(1, 0);
  const soon = on.clock.now() + 1_500;
  ends.push(ask('alice'), ask('alice', { deadline: () => soon }), ask('alice'));
  await on.clock.advance(0);
  expect(calls).toHaveLength(3);
  calls[2]?.fail(failure('throttled', { status: 429, retryAfterMs: 2_000 }));
  await on.clock.advance(0);
  expect(await ends[3]).toMatchObject({ kind: 'quotaSpent', sent: 'no' });
  await on.clock.advance(2_000);
  expect(calls).toHaveLength(4);
  await answer(3, 0);
  expect(await ends[4]).toEqual({ value: 'ok' });
});
