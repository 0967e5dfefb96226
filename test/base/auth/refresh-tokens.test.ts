import { describe, expect, test } from '@jest/globals';
import { refreshTokens } from '../../../src/datasources/base/auth/refresh-tokens.ts';

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
