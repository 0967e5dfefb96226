import { describe, expect, test } from '@jest/globals';
import { type IssuedToken, tokenSource } from '../../../src/datasources/base/auth/token-source.ts';
import { UpstreamError } from '../../../src/resilience/index.ts';
import { settle, virtualClock } from '../../support/virtual-clock.ts';

/** A source of tokens that last so long, from an endpoint that fails while a test says so. */
const held = (ttlMs = 100_000) => {
  const clock = virtualClock();
  const state = { asked: 0, down: false };
  const issue = async (): Promise<IssuedToken> => {
    state.asked += 1;
    if (state.down) throw new UpstreamError('authUnavailable', { sent: 'no' });
    return { token: `token ${state.asked}`, ttlMs };
  };
  const { get } = tokenSource(issue, clock);
  const token = async () => {
    const { token: its } = await get(new AbortController().signal, {});
    await settle();
    return its;
  };
  return { clock, state, token };
};

describe('a token that cannot be renewed before its end', () => {
  test('is used on, and its endpoint is asked no more often than its pauses allow', async () => {
    const { clock, state, token } = held();
    await token();
    state.down = true;
    await clock.advance(70_000);
    for (let call = 0; call < 5; call += 1) expect(await token()).toBe('token 1');
    expect(state.asked).toBe(2);
    await clock.advance(1_000);
    for (let call = 0; call < 5; call += 1) expect(await token()).toBe('token 1');
    expect(state.asked).toBe(3);
    state.down = false;
    await clock.advance(2_000);
    expect([await token(), await token(), state.asked]).toEqual(['token 1', 'token 4', 4]);
  });
});

describe('a token that is dead when it comes', () => {
  test('is used for a second all the same: its endpoint is not asked at every call', async () => {
    const { clock, state, token } = held(0);
    expect([await token(), await token(), await token()]).toEqual(Array(3).fill('token 1'));
    await clock.advance(1_000);
    expect([await token(), state.asked]).toEqual(['token 2', 2]);
  });
});
