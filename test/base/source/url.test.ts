import { expect, test } from '@jest/globals';
import { joined } from '../../../src/datasources/base/index.ts';
import { buildUrl } from '../../../src/datasources/base/source/url.ts';

const search = (query: Parameters<typeof buildUrl>[2]): string =>
  buildUrl(new URL('https://api.example/v1/'), 'things', query).search;

test('null and undefined are left out of a query, also in a list: it has no spelling for them', () => {
  expect(search({ a: null, b: undefined, c: [null], d: [] })).toBe('');
  expect(search({ a: 1, b: [1, null, 2], c: false, d: '' })).toBe('?a=1&b=1&b=2&c=false&d=');
  expect(search({ ids: joined(['a', 'b'], ',') })).toBe('?ids=a,b');
});
