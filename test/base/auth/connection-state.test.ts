import { describe, expect, test } from '@jest/globals';
import { type ConnectionState, inTurn, spend } from '../../../src/datasources/base/auth/connection-state.ts';
import type { TokenStore } from '../../../src/datasources/base/auth/token-store.ts';

const store: TokenStore = { get: () => undefined, set: () => {} };
const stateOf = (name: string, work: (state: ConnectionState) => void = () => {}) =>
  inTurn(store, name, async (state) => {
    work(state);
    return state;
  });

describe('what is known of a connection', () => {
  test('is forgotten where it is nothing: callers may make up any number of names', async () => {
    expect(await stateOf('made up')).not.toBe(await stateOf('made up'));
    const used = await stateOf('used', (state) => {
      state.latest = 'token';
    });
    expect(await stateOf('used')).toBe(used);
  });

  test('holds the tokens that were spent last, and not all there ever were', async () => {
    const { spent } = await stateOf('old', (state) => {
      for (let nth = 1; nth <= 100; nth += 1) spend(state, `token ${nth}`);
    });
    expect([...spent]).toEqual(Array.from({ length: 16 }, (_, i) => `token ${85 + i}`));
  });
});
