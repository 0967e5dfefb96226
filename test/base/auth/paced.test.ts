import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../src/datasources/base/answer.ts';
import type { HttpCall } from '../../../src/datasources/base/http-call.ts';
import { pipeline } from '../../../src/datasources/base/pipeline.ts';
import { withDefaults } from '../../../src/datasources/base/source/defaults.ts';
import { compose, decide, UpstreamError } from '../../../src/resilience/index.ts';
import { callAt, onVirtualTime, outcome } from '../../resilience/support.ts';

const on = onVirtualTime();
const ANSWER: Answer = { value: 'ok', misfits: false, parts: null, freshness: null, bytes: 0, headers: {} };

interface Given {
  /** The credential, or why there is none. */
  readonly get: () => Promise<{ readonly token: string }>;
  /** What the API refuses. */
  readonly refuses?: (token: string) => boolean;
}

/** A source of two calls a minute, with a credential that is asked for somewhere; `sent` is when which token went out. */
const paced = ({ get, refuses = () => false }: Given) => {
  const { clock } = on;
  const origin = clock.now();
  const sent: string[] = [];
  const { api } = withDefaults({
    name: 'shop',
    baseUrl: 'https://shop.test/',
    cache: false,
    quota: [{ limit: 2, windowMs: 60_000 }],
  });
  const handle = compose(
    pipeline({ policies: api.policies, decide, shelf: null, report: () => {}, clock, random: () => 0.5 }),
    async ({ credential }: HttpCall) => {
      sent.push(`${credential?.token} ${clock.now() - origin}`);
      if (refuses(credential?.token ?? '')) throw new UpstreamError('unauthenticated', { status: 401, sent: 'yes' });
      return ANSWER;
    },
  );
  const credentials = { identity: 'me', get, renew: () => true, sign: () => ({}) };
  const ask = () => outcome(handle({ ...callAt(clock, { key: null }), credentials } as unknown as HttpCall));
  return { ask, sent };
};

describe('a declared quota', () => {
  test('is not spent by calls that have no credential, and so are not sent', async () => {
    let isDown = true;
    const { ask, sent } = paced({
      get: async () => {
        if (isDown) throw new UpstreamError('authUnavailable', { sent: 'no' });
        return { token: 'new' };
      },
    });
    for (let nth = 0; nth < 5; nth += 1) expect(await ask()).toMatchObject({ kind: 'authUnavailable', sent: 'no' });
    isDown = false;
    expect(await ask()).toEqual({ value: ANSWER });
    expect(await ask()).toEqual({ value: ANSWER });
    expect(await ask()).toMatchObject({ kind: 'quotaSpent', sent: 'no' });
    expect(sent).toEqual(['new 0', 'new 0']);
  });

  test('holds for those who have waited for one token: they do not go out together with whoever came later', async () => {
    const token = Promise.withResolvers<{ token: string }>();
    const { ask, sent } = paced({ get: () => token.promise });
    const ends = [ask(), ask()];
    await on.clock.advance(3_000);
    token.resolve({ token: 'late' });
    await on.clock.advance(0);
    expect(await Promise.all(ends)).toEqual([{ value: ANSWER }, { value: ANSWER }]);
    expect(sent).toEqual(['late 3000', 'late 3000']);
    await on.clock.advance(58_000);
    const third = ask();
    await on.clock.advance(1_999);
    expect(sent).toHaveLength(2);
    await on.clock.advance(1);
    expect(await third).toEqual({ value: ANSWER });
  });

  test('counts what is sent once more with another credential, and makes it wait', async () => {
    let renewals = 0;
    const { ask, sent } = paced({
      get: async () => {
        renewals += 1;
        return { token: renewals === 1 ? 'old' : 'new' };
      },
      refuses: (token) => token === 'old',
    });
    expect(await ask()).toEqual({ value: ANSWER });
    expect(await ask()).toMatchObject({ kind: 'quotaSpent', sent: 'no' });
    expect(sent).toEqual(['old 0', 'new 0']);
  });
});
