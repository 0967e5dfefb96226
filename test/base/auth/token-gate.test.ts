import { describe, expect, test } from '@jest/globals';
import { tokenGate } from '../../../src/datasources/base/auth/token-gate.ts';
import { UpstreamError } from '../../../src/resilience/index.ts';
import { outcome } from '../../resilience/support.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

/** A gate before an endpoint that is held until a test answers for it. */
const gated = () => {
  const clock = virtualClock();
  const gate = tokenGate(clock);
  const asked: { answer(token: string): void; fail(): void }[] = [];
  const ask = () =>
    outcome(
      gate(
        () =>
          new Promise<string>((answer, reject) => {
            asked.push({ answer, fail: () => reject(new UpstreamError('authUnavailable', { sent: 'no' })) });
          }),
      ),
    );
  return { clock, ask, asked };
};

describe('a token endpoint that fails', () => {
  test('is asked by one when its pause is over, and by another after that one failed too', async () => {
    const { clock, ask, asked } = gated();
    const first = ask();
    asked[0]?.fail();
    await first;
    expect(await ask()).toEqual({ kind: 'authUnavailable', sent: 'no', retryAfterMs: 1_000 });
    await clock.advance(1_000);
    const probe = ask();
    expect(await ask()).toMatchObject({ kind: 'authUnavailable' });
    asked[1]?.fail();
    await probe;
    await clock.advance(2_000);
    const next = ask();
    asked[2]?.answer('token');
    expect(await next).toEqual({ value: 'token' });
    const [one, two] = [ask(), ask()];
    for (const each of asked.slice(3)) each.answer('token');
    expect(await Promise.all([one, two])).toEqual([{ value: 'token' }, { value: 'token' }]);
  });
});
