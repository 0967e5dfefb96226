import { describe, expect, test } from '@jest/globals';
import { classifyRefusal, limitInstead } from '../../../src/datasources/base/http/classify-refusal.ts';
import { classifyStatus } from '../../../src/datasources/base/http/classify-status.ts';

const response = (status: number, headers: Readonly<Record<string, string>> = {}, text = '') => ({
  status,
  headers,
  body: Buffer.from(text),
});
const told = (failure: ReturnType<typeof classifyRefusal>) => failure && { kind: failure.kind, ...failure.facts };
const refused = (...given: Parameters<typeof response>) => told(classifyRefusal(response(...given), 0));

test('a 403 that means a limit is throttled, not forbidden', () => {
  expect(refused(403, { 'retry-after': '7' })).toEqual({
    kind: 'throttled',
    status: 403,
    sent: 'yes',
    retryAfterMs: 7000,
  });
  expect(refused(403, {}, 'API rate limit exceeded')).toMatchObject({ kind: 'throttled', retryAfterMs: 60_000 });
});

test('any other 403 is forbidden', () => {
  expect(refused(403, { 'x-ratelimit-remaining': '4' }, 'Not yours')).toEqual({
    kind: 'forbidden',
    status: 403,
    sent: 'yes',
  });
});

test('a 429 learns its wait from any header that gives one', () => {
  expect(refused(429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '4' })).toEqual({
    kind: 'throttled',
    status: 429,
    sent: 'yes',
    retryAfterMs: 5000,
  });
  expect(refused(429, {}, 'Too Many Requests')).toEqual({ kind: 'throttled', status: 429, sent: 'yes' });
});

test('every other status is what it was', () => {
  for (let status = 100; status < 600; status += 1) {
    if ([403, 429, 529].includes(status)) continue;
    expect(refused(status, { 'retry-after': '7' }, 'rate limit')).toEqual(
      told(classifyStatus(status, { 'retry-after': '7' }, 0)),
    );
  }
});

describe('an answer of success that could not be read', () => {
  test('is throttled if it speaks of a limit', () => {
    expect(told(limitInstead(response(200, {}, 'Rate limit exceeded, try later'), 0))).toEqual({
      kind: 'throttled',
      status: 200,
      sent: 'yes',
    });
    expect(told(limitInstead(response(200, { 'retry-after': '9' }, 'Too many requests'), 0))).toMatchObject({
      retryAfterMs: 9000,
    });
  });

  test('is what it was if it does not, or is long', () => {
    expect(limitInstead(response(200, {}, '<html>Log in</html>'), 0)).toBeNull();
    expect(limitInstead(response(200, {}, `rate limit${' '.repeat(2040)}`), 0)).toBeNull();
  });

  test('need not be text', () => {
    expect(limitInstead({ status: 200, headers: {}, body: Uint8Array.of(0xff, 0xfe, 0) }, 0)).toBeNull();
  });
});
