import { describe, expect, test } from '@jest/globals';
import { belowBase } from '../../../src/datasources/base/pages/below-base.ts';

const below = (base: string, url: string) => belowBase(new URL(base), new URL(url));

describe('a place outside of the base', () => {
  test.each([
    'https://api.test/v10/things',
    'https://api.test/v1/../v2/things',
    'https://api.test/',
    'https://api.test.example/v1/things',
    'https://api.test:8443/v1/things',
    'http://api.test/v1/things',
    'https://ada@api.test/v1/things',
    'https://:secret@api.test/v1/things',
  ])('%s is none that the credential goes to, however the base ends', (url) => {
    expect([below('https://api.test/v1', url), below('https://api.test/v1/', url)]).toEqual([undefined, undefined]);
  });
});

describe('a place below the base', () => {
  test('is its path and query', () => {
    expect(below('https://api.test/v1', 'https://api.test/v1/things?page=2#x')).toBe('/v1/things?page=2');
    expect(below('https://api.test/v1/', 'https://api.test/v1?page=2')).toBe('/v1?page=2');
  });
});
