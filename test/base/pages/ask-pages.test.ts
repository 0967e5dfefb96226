import { describe, expect, test } from '@jest/globals';
import { bearer } from '../../../src/datasources/base/index.ts';
import type { Next, PagesOperation } from '../../../src/datasources/base/operation/operation.ts';
import { askPagesOf } from '../../../src/datasources/base/pages/ask-pages.ts';
import { type Seal, sealWith } from '../../../src/datasources/base/pages/seal.ts';

const BASE = 'https://api.test/v1/';
const api = { name: 'api', baseUrl: BASE };
const sealOf = (next: Next, { base = BASE, environment = {}, auth = {} } = {}): Seal =>
  askPagesOf({ ...api, ...auth }, new URL(base), environment)('things', true).seal({ next } as PagesOperation);
/** Whether one opens what the other closed. */
const opens = (one: Seal, other: Seal): boolean =>
  one.open(other.close('/v1/things?page=2', 'things'), 'things') !== undefined;

describe('a cursor', () => {
  test('that holds a URL cannot be made by who knows the code: they could have any other asked for', () => {
    const guessed = sealWith(`cursor ${BASE}`);
    expect(opens(sealOf('link'), guessed)).toBe(false);
    expect(opens(sealOf({ url: 'next' }), guessed)).toBe(false);
  });

  test.each([
    ['no key', {}],
    ['a key', { environment: { BREAKWATER_CURSOR_KEY: 'secret' } }],
    ['a credential', { environment: { TOKEN: 'secret' }, auth: { auth: bearer({ env: 'TOKEN' }) } }],
  ])('of one base URL is none of another, with %s', (_what, given) => {
    const [here, there] = [BASE, 'https://other.test/v1/'].map((base) => sealOf('link', { ...given, base }));
    expect(here && there && opens(here, there)).toBe(false);
    expect(here && opens(here, sealOf('link', given))).toBe(true);
  });
});
