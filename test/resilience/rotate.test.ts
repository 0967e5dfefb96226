import { describe, expect, test } from '@jest/globals';
import {
  accountsOf,
  awaitTurn,
  type Call,
  compose,
  type Pushback,
  type QuotaOptions,
  quota,
  retry,
  rotate,
} from '../../src/resilience/index.ts';
import { callAt, failure, grounds, onVirtualTime, outcome } from './support.ts';

const on = onVirtualTime();
const patience = { maxAttempts: 3, baseMs: 100, throttledBaseMs: 1_000, capMs: 2_000, maxRetryAfterMs: 20_000 };
const accounts = ['a', 'b'] as const;
const throttled = (retryAfterMs?: number) => failure('throttled', retryAfterMs === undefined ? {} : { retryAfterMs });

interface Said {
  readonly says?: Pushback;
  readonly fails?: Error;
}

/** Retry, rotation and quota before another side that answers each account as a test says; `wire` is who came when. */
const rotating = (reply: (account: string, nth: number) => Said = () => ({}), options: Partial<QuotaOptions> = {}) => {
  const { clock } = on;
  const origin = clock.now();
  const wire: string[] = [];
  const told: string[] = [];
  const limits = { maxGateMs: 300_000, learn: true, ...options };
  const known = accountsOf(limits, clock, () => 0);
  const handler = compose<Call, string>(
    [
      retry(patience, grounds, clock, () => 0.5),
      rotate(known, clock, (_call, account, { kind }) => void told.push(`${account} ${kind}`)),
      awaitTurn(known),
      quota(limits, known),
    ],
    async (call) => {
      wire.push(`${call.account} ${clock.now() - origin}`);
      call.trace.attempts += 1;
      const { says, fails } = reply(call.account, wire.length);
      if (says) call.hear?.(says);
      if (fails) throw fails;
      return call.account;
    },
  );
  const call = (given: Partial<Call> = {}) => callAt(clock, { account: 'both', accounts, ...given });
  /** Asks, and lets time pass until it has ended. */
  const ask = async (given: Partial<Call> = {}, ms = 0) => {
    const end = outcome(handler(call(given)));
    await clock.advance(ms);
    return end;
  };
  return { ask, handler, call, wire, told };
};

describe('rotation, when an account is refused', () => {
  test.each([
    [60_000, 30_000],
    [30_000, 60_000],
  ])(
    'all that are limited, for %d and %d ms, make the call fail at once, with the time until the soonest',
    async (a, b) => {
      const { ask, wire } = rotating((account) => ({ fails: throttled(account === 'a' ? a : b) }));
      expect(await ask()).toMatchObject({ kind: 'throttled', retryAfterMs: 30_000, attempts: 2 });
      await on.clock.advance(10_000);
      expect(await ask()).toEqual({
        kind: 'quotaSpent',
        sent: 'no',
        stopped: 'quota',
        retryAfterMs: 20_000,
        attempts: 0,
      });
      expect(wire).toEqual(['a 0', 'b 0']);
    },
  );

  test('all that are limited for a short while are waited for, the soonest of them', async () => {
    const { ask, wire } = rotating((account, nth) =>
      nth > 2 ? {} : { fails: throttled(account === 'a' ? 9_000 : 2_000) },
    );
    expect(await ask({}, 5_000)).toEqual({ value: 'b' });
    expect(wire.map((each) => each.slice(0, 3))).toEqual(['a 0', 'b 0', 'b 2']);
  });

  test('a credential that is refused is put aside, its call goes on, and one call looks at it a minute later', async () => {
    const { ask, wire, told } = rotating((account, nth) =>
      account === 'a' && nth < 5 ? { fails: failure('unauthenticated', { sent: 'yes', status: 401 }) } : {},
    );
    expect(await ask()).toEqual({ value: 'b' });
    expect(await ask()).toEqual({ value: 'b' });
    await on.clock.advance(60_000);
    expect(await Promise.all([ask(), ask()])).toEqual([{ value: 'b' }, { value: 'b' }]);
    await on.clock.advance(60_000);
    expect(await ask()).toEqual({ value: 'a' });
    expect(wire).toEqual(['a 0', 'b 0', 'b 0', 'a 60000', 'b 60000', 'b 60000', 'a 120000']);
    expect(told).toEqual(['a unauthenticated']);
  });

  test('one that is tried again stays put aside where nothing was sent', async () => {
    const refused = [{ fails: failure('unauthenticated', { sent: 'yes' }) }, {}];
    const { ask, wire } = rotating((_, nth) => refused[nth - 1] ?? { fails: failure('rejected', { sent: 'no' }) });
    await ask();
    await on.clock.advance(60_000);
    for (let asked = 0; asked < 2; asked += 1) expect(await ask()).toMatchObject({ kind: 'rejected' });
    expect(wire).toEqual(['a 0', 'b 0', 'a 60000', 'b 60000']);
  });

  test('a refused credential is no reason to send a write less often: nothing was changed', async () => {
    const { ask, wire } = rotating((account) =>
      account === 'a' ? { fails: failure('unauthenticated', { sent: 'yes', status: 401 }) } : {},
    );
    expect(await ask({ idempotent: false, changes: true })).toEqual({ value: 'b' });
    expect(wire).toEqual(['a 0', 'b 0']);
  });

  test('where all are refused, each call is told by the API itself, and never that there is a limit', async () => {
    const { ask, wire } = rotating(() => ({ fails: failure('unauthenticated', { sent: 'yes', status: 401 }) }));
    expect(await ask()).toMatchObject({ kind: 'unauthenticated', attempts: 2 });
    expect(await ask()).toMatchObject({ kind: 'unauthenticated', attempts: 1 });
    expect(wire).toEqual(['a 0', 'b 0', 'a 0']);
  });

  test('a refusal is no limit: no time is told, even where the attempts are used up before the accounts', async () => {
    const { ask } = rotating(() => ({ fails: failure('unauthenticated', { sent: 'yes', status: 401 }) }));
    expect(await ask({ accounts: ['a', 'b', 'c', 'd'] })).toEqual({
      kind: 'unauthenticated',
      sent: 'yes',
      status: 401,
      attempts: 3,
      stopped: 'attempts',
      elsewhere: true,
    });
  });

  test('one whose token cannot be had is put aside for as long as that says', async () => {
    const { ask, wire } = rotating((account, nth) =>
      account === 'a' && nth === 1 ? { fails: failure('authUnavailable', { sent: 'no', retryAfterMs: 1_000 }) } : {},
    );
    expect(await ask()).toEqual({ value: 'b' });
    await on.clock.advance(1_000);
    expect(await ask()).toEqual({ value: 'a' });
    expect(wire).toEqual(['a 0', 'b 0', 'a 1000']);
  });

  test.each(['forbidden', 'notFound', 'failed'] as const)(
    '%s is said of the request, and no other is tried for it',
    async (kind) => {
      const { ask, wire } = rotating(() => ({ fails: failure(kind, { sent: 'yes' }) }));
      await ask({ idempotent: false });
      expect(wire).toEqual(['a 0']);
    },
  );

  test('an outage is no limit of one account: when the API asks all to wait, no other credential goes on asking', async () => {
    const { ask, wire } = rotating(() => ({
      says: { waitMs: 60_000 },
      fails: failure('unavailable', { sent: 'yes', retryAfterMs: 60_000 }),
    }));
    await ask();
    expect(await ask()).toMatchObject({ kind: 'quotaSpent', retryAfterMs: 60_000 });
    expect(wire).toEqual(['a 0']);
  });

  test('a limit is no outage: when one account is asked to wait, another is used at once', async () => {
    const { ask, wire } = rotating((account) =>
      account === 'a' ? { says: { waitMs: 60_000 }, fails: throttled(60_000) } : {},
    );
    expect(await ask()).toEqual({ value: 'b' });
    expect(wire).toEqual(['a 0', 'b 0']);
  });

  test('refused at one target, it is used at others', async () => {
    const { ask, wire } = rotating((_account, nth) =>
      nth === 1 ? { fails: failure('unauthenticated', { sent: 'yes', status: 401 }) } : {},
    );
    expect(await ask()).toEqual({ value: 'b' });
    expect(await ask({ target: 'https://other.test' })).toEqual({ value: 'a' });
    expect(wire).toEqual(['a 0', 'b 0', 'a 0']);
  });

  test('a token that cannot be had does not end what the third may still answer', async () => {
    const fails = [throttled(60_000), failure('authUnavailable', { sent: 'no', retryAfterMs: 30_000 })];
    const { ask, wire } = rotating((_account, nth) => {
      const failed = fails[nth - 1];
      return failed ? { fails: failed } : {};
    });
    expect(await ask({ accounts: ['a', 'b', 'c'] })).toEqual({ value: 'c' });
    expect(wire).toEqual(['a 0', 'b 0', 'c 0']);
  });

  test('attempts are counted as ever: three accounts beyond the third attempt are not tried', async () => {
    const { ask, wire } = rotating(() => ({ fails: throttled(60_000) }));
    const many = { accounts: ['a', 'b', 'c', 'd', 'e'] };
    expect(await ask(many)).toMatchObject({ kind: 'throttled', stopped: 'attempts', attempts: 3, retryAfterMs: 0 });
    expect(await ask(many)).toMatchObject({ kind: 'throttled', attempts: 2, retryAfterMs: 60_000 });
    expect(wire.map(([name]) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('whoever waited in vain for one waits for the turn of another', async () => {
    const { handler, call, wire } = rotating(
      (account) => (account === 'a' ? { says: { remaining: 0, limit: 1, resetMs: 300_000 } } : {}),
      { declared: [{ limit: 1, windowMs: 1_000 }] },
    );
    // The third waits for the next window of the first, which the answer to the first call closes for minutes.
    const all = [0, 1, 2].map(() => outcome(handler(call())));
    await on.clock.advance(2_000);
    expect(await Promise.all(all)).toEqual([{ value: 'a' }, { value: 'b' }, { value: 'b' }]);
    expect(wire).toEqual(['a 0', 'b 0', 'b 1000']);
  });
});

describe('rotation', () => {
  test('uses the first until it is limited, then the next, and the first again when its wait is over', async () => {
    const { ask, wire } = rotating((account, nth) =>
      account === 'a' && nth === 3 ? { fails: throttled(30_000) } : {},
    );
    for (let asked = 0; asked < 4; asked += 1) await ask();
    await on.clock.advance(29_000);
    await ask();
    await on.clock.advance(1_000);
    await ask();
    expect(wire).toEqual(['a 0', 'a 0', 'a 0', 'b 0', 'b 0', 'b 29000', 'a 30000']);
  });

  test('does not ask with what is known to be used up', async () => {
    const { ask, wire } = rotating((account) =>
      account === 'a' ? { says: { remaining: 0, limit: 100, resetMs: 30_000 } } : {},
    );
    expect([await ask(), await ask()]).toEqual([{ value: 'a' }, { value: 'b' }]);
    expect(wire).toEqual(['a 0', 'b 0']);
  });

  test('has what is declared for each: twice as much with two, and not more', async () => {
    const { ask, wire } = rotating(undefined, { declared: [{ limit: 2, windowMs: 1_000 }] });
    const limit = on.clock.now() + 900;
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask({ deadline: () => limit })));
    expect(wire).toEqual(['a 0', 'a 0', 'b 0', 'b 0']);
    expect(answers.at(-1)).toMatchObject({ kind: 'quotaSpent', retryAfterMs: 1_000 });
  });

  test('leaves calls of one account alone', async () => {
    const { handler, wire } = rotating(() => ({ fails: failure('unauthenticated', { sent: 'yes' }) }));
    expect(await outcome(handler(callAt(on.clock, { account: 'only' })))).toMatchObject({ kind: 'unauthenticated' });
    expect(wire).toEqual(['only 0']);
  });
});
