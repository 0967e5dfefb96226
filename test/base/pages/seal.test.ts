import { describe, expect, test } from '@jest/globals';
import { cursorsOf } from '../../../src/datasources/base/pages/cursor.ts';
import { nextLink } from '../../../src/datasources/base/pages/next-link.ts';
import { sealWith } from '../../../src/datasources/base/pages/seal.ts';

const seal = sealWith('a secret');
const milestone = { page: 'abc', steps: 1, within: 4 };
const place = { position: { size: 10, number: 2, offset: 10, below: '/v1/things?page=2', milestone }, skip: 3 };

describe('a cursor', () => {
  test('cannot be changed in any place', () => {
    const list = cursorsOf(seal, 'api.things', {});
    const good = list.write(place);
    const bytes = Buffer.from(good, 'base64url');
    for (let i = 0; i < bytes.length; i += 1) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(list.read(changed.toString('base64url'))).toBe(undefined);
    }
    expect(list.read(good)).toEqual(place);
  });

  test.each([
    ['of another list', cursorsOf(seal, 'api.others', {})],
    ['of other arguments', cursorsOf(seal, 'api.things', { owner: 'b' })],
    ['of another key', cursorsOf(sealWith('another secret'), 'api.things', {})],
  ])('%s is none', (_what, list) => {
    expect(cursorsOf(seal, 'api.things', {}).read(list.write(place))).toBe(undefined);
  });

  test.each(['', 'x', 'AQ', '!'.repeat(50), 'A'.repeat(100_000), Buffer.from('{"skip":0}').toString('base64url')])(
    'is not %.20p',
    (text) => {
      expect(cursorsOf(seal, 'api.things', {}).read(text)).toBe(undefined);
    },
  );

  test('and another of the same list never have the same nonce', () => {
    const nonces = Array.from({ length: 50 }, (_, skip) =>
      Buffer.from(cursorsOf(seal, 'api.things', {}).write({ ...place, skip }), 'base64url').toString('hex', 1, 13),
    );
    expect(new Set(nonces).size).toBe(50);
  });

  test('is the same for the same place, and says nothing of it', () => {
    const [first, second] = [1, 2].map(() => cursorsOf(seal, 'api.things', { owner: 'a' }).write(place));
    expect(first).toBe(second);
    expect(Buffer.from(first ?? '', 'base64url').toString('latin1')).not.toMatch(/things|page|\/v1/);
  });
});

describe('the Link header', () => {
  test.each([
    ['', undefined],
    ['nonsense', undefined],
    ['<a>', undefined],
    ['<a>; rel=next', 'a'],
    ['<a>; rel="prev", <b>; rel="next"', 'b'],
    ['<a?x=1,2;3>; rel="next"', 'a?x=1,2;3'],
    ['<a>; title="x, <b>; rel=next"; rel="prev"', undefined],
    ['<a>; title="quote \\" here"; rel="NEXT"', 'a'],
    ['<a>;rel="start next"', 'a'],
    ['<a>; rel=prev; rel=next', undefined],
    ['<a>; rel=next; anchor="#other"', undefined],
    ['<a>; rel="next-archive"', undefined],
    ['<a>; ; rel=next', 'a'],
    ["<a>; title*=UTF-8''x; rel=next", 'a'],
    [', <a>; rel=next', 'a'],
    ['<>; rel=next', ''],
  ])('%s', (header, target) => {
    expect(nextLink(header)).toBe(target);
  });

  test('is read in no time, however long it is', () => {
    const start = performance.now();
    nextLink(`<a>${'; a="\\'.repeat(50_000)}`);
    nextLink('<'.repeat(100_000));
    nextLink(`<a>${' ;'.repeat(100_000)}`);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
