import { describe, expect, test } from '@jest/globals';
import { requestToken } from '../../../src/datasources/base/auth/token-request.ts';
import type { WireResponse } from '../../../src/datasources/base/transport/transport.ts';
import { UpstreamError } from '../../../src/resilience/index.ts';
import { outcome } from '../../resilience/support.ts';
import { noTools } from './support.ts';

const request = { url: new URL('https://shop.test/token'), headers: {}, body: 'grant_type=refresh_token' };
const asking = (send: () => Promise<WireResponse>, resend = true) =>
  outcome(requestToken({ ...noTools(), send }, request, { resend }));
const answered = (status: number, body: object, headers = {}) =>
  asking(async () => ({ status, headers, body: Buffer.from(JSON.stringify(body)) }));

describe('a token request that fails', () => {
  test.each([
    [true, 2],
    [false, 1],
  ])('because its kept connection was closed may be sent again: %p, and is sent %d times', async (resend, times) => {
    let sent = 0;
    const send = async () => {
      sent += 1;
      throw new UpstreamError('staleConnection', { sent: 'maybe' });
    };
    expect(await asking(send, resend)).toMatchObject({ kind: 'authUnavailable', sent: 'no' });
    expect(sent).toBe(times);
  });

  test('with a day to wait is waited for no longer than five minutes', async () => {
    expect(await answered(503, {}, { 'retry-after': '86400' })).toMatchObject({ retryAfterMs: 300_000 });
    expect(await answered(503, {}, { 'retry-after': '7' })).toMatchObject({ retryAfterMs: 7_000 });
  });

  test('with HTTP 200 and an error is refused', async () => {
    expect(await answered(200, { error: 'invalid_grant' })).toEqual({
      kind: 'unauthenticated',
      sent: 'no',
      detail: 'its token endpoint answered invalid_grant',
    });
    expect(await answered(200, { error: 'slow_down' })).toMatchObject({ kind: 'authUnavailable' });
    expect(await answered(200, { error: '' })).toHaveProperty('value');
  });
});
