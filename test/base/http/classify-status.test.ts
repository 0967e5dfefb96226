import { describe, expect, test } from '@jest/globals';
import { classifyStatus } from '../../../src/datasources/base/http/classify-status.ts';

const classify = (status: number, headers: Readonly<Record<string, string>> = {}) => classifyStatus(status, headers, 0);

describe('when the status says failure', () => {
  test.each([
    ['rejected', [400, 402, 405, 406, 407, 415, 418, 422, 451, 499, 501, 505]],
    ['unauthenticated', [401]],
    ['forbidden', [403]],
    ['notFound', [404, 410]],
    ['timeout', [408]],
    ['conflict', [409, 412]],
    ['tooMuch', [413, 414, 431]],
    ['misdirected', [421, 425]],
    ['throttled', [429, 529]],
    ['failed', [500, 506, 507, 520, 521, 522, 523, 524, 527, 530, 598, 599]],
    ['unavailable', [502, 503, 504]],
    ['untrusted', [525, 526]],
    ['redirected', [300, 301, 302, 303, 307, 308, 399]],
    ['proxyRefused', [511]],
    ['protocol', [0, 100, 101, 199, 206, 304, 600, 999]],
  ])('%s: %p', (kind, statuses) => {
    for (const status of statuses) {
      const failure = classify(status);
      expect([status, failure?.kind]).toEqual([status, kind]);
      expect(failure?.facts).toEqual({ status, sent: 'yes' });
    }
  });

  test('413, 429, 503 and 529 may ask to wait', () => {
    for (const status of [413, 429, 503, 529])
      expect(classify(status, { 'retry-after': '7' })?.facts).toEqual({ status, sent: 'yes', retryAfterMs: 7000 });
  });

  test('others may not', () => {
    expect(classify(500, { 'retry-after': '7' })?.facts.retryAfterMs).toBeUndefined();
  });
});

test.each([200, 201, 202, 203, 204, 205, 207, 226, 299])('%i is success', (status) => {
  expect(classify(status)).toBeNull();
});
