import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../src/datasources/base/answer.ts';
import { authenticate } from '../../../src/datasources/base/auth/authenticate.ts';
import type { HttpCall } from '../../../src/datasources/base/http-call.ts';
import { type FailureKind, type Sent, UpstreamError } from '../../../src/resilience/index.ts';
import { outcome } from '../../resilience/support.ts';

const ANSWER: Answer = { value: 'ok', misfits: false, parts: null, freshness: null, bytes: 0, headers: {} };

interface Given {
  /** The caller leaves before the refusal has come. */
  readonly leaves?: boolean;
  /** Attempts that the operation may still cause. */
  readonly left?: number;
  /** Why there is no other credential. */
  readonly renewal?: UpstreamError;
}

/** One call before an API that refuses the first credential; `log` is what was done. */
const refused = async (kind: FailureKind, sent: Sent, given: Given = {}) => {
  const log: string[] = [];
  const controller = new AbortController();
  let { left = 2 } = given;
  const call = {
    signal: controller.signal,
    allowance: { take: () => left-- > 0 },
    credentials: {
      identity: 'me',
      get: () => ({ token: `token ${log.length}` }),
      renew: () => {
        log.push('renew');
        if (given.renewal) throw given.renewal;
        return true;
      },
      sign: () => ({}),
    },
  };
  const handler = authenticate()(async ({ credential, allowance }) => {
    // As whoever counts attempts does.
    if (!allowance.take()) throw new UpstreamError('overloaded', { sent: 'no', stopped: 'attempts' });
    log.push(credential?.token ?? '');
    if (log.length > 1) return ANSWER;
    if (given.leaves) controller.abort(new UpstreamError('cancelled'));
    throw new UpstreamError(kind, { sent });
  });
  return { end: await outcome(handler(call as unknown as HttpCall)), log };
};

describe('a credential that is refused', () => {
  test.each(['unauthenticated', 'forbidden'] as const)(
    '%s, is renewed, and the attempt is made once more',
    async (kind) => {
      expect(await refused(kind, 'yes')).toEqual({ end: { value: ANSWER }, log: ['token 0', 'renew', 'token 2'] });
    },
  );

  test('is not renewed where nothing was sent: it was refused here', async () => {
    expect(await refused('unauthenticated', 'no')).toEqual({
      end: { kind: 'unauthenticated', sent: 'no' },
      log: ['token 0'],
    });
  });

  test('is not renewed for a caller who has left', async () => {
    expect((await refused('unauthenticated', 'yes', { leaves: true })).log).toEqual(['token 0']);
  });

  test('is not tried again where the operation has made as many attempts as it may, and what was said is told', async () => {
    expect(await refused('unauthenticated', 'yes', { left: 1 })).toEqual({
      end: { kind: 'unauthenticated', sent: 'yes', stopped: 'attempts' },
      log: ['token 0', 'renew'],
    });
  });

  test('and cannot be renewed was sent all the same, and why there is no other is told', async () => {
    const renewal = new UpstreamError('authUnavailable', { sent: 'no', detail: 'its token endpoint is down' });
    expect((await refused('unauthenticated', 'yes', { renewal })).end).toEqual({
      kind: 'authUnavailable',
      sent: 'yes',
      detail: 'its token endpoint is down',
    });
  });
});
