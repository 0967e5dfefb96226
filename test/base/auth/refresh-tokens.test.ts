import { describe, expect, test } from '@jest/globals';
import { refreshTokens } from '../../../src/datasources/base/auth/refresh-tokens.ts';
import { requestToken } from '../../../src/datasources/base/auth/token-request.ts';
import { UpstreamError } from '../../../src/resilience/index.ts';
import { outcome } from '../../resilience/support.ts';
import { noTools } from './support.ts';

describe('a store that forgets', () => {
  test('does not bring back a token that was exchanged', async () => {
    let first: string | undefined;
    const tokens = refreshTokens('one', 'shop', {
      get: () => first,
      set: (_name, text) => {
        first ??= text;
      },
    });
    await tokens.rotate('two');
    expect(await tokens.current()).toBe('two');
    await tokens.rotate('three');
    expect(await tokens.current()).toBe('three');
  });
});

describe('a token request that finds its kept connection closed', () => {
  test.each([
    [true, 2],
    [false, 1],
  ])('may be sent again: %p, so it is sent %d times', async (resend, times) => {
    let sent = 0;
    const send = async () => {
      sent += 1;
      throw new UpstreamError('staleConnection', { sent: 'maybe' });
    };
    const request = { url: new URL('https://shop.test/token'), headers: {}, body: 'grant_type=refresh_token' };
    expect(await outcome(requestToken({ ...noTools(), send }, request, { resend }))).toMatchObject({
      kind: 'authUnavailable',
      sent: 'no',
    });
    expect(sent).toBe(times);
  });
});
