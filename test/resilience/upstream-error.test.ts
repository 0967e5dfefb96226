import { describe, expect, test } from '@jest/globals';
import {
  asUpstreamError,
  decisionTable,
  isFailureKind,
  isUpstreamError,
  type Sent,
  UpstreamError,
} from '../../src/resilience/index.ts';

describe('UpstreamError', () => {
  test('says who failed, how, and why, in one sentence', () => {
    const error = new UpstreamError('unavailable', { source: 'shop', status: 503, detail: 'maintenance' });
    expect(error.message).toBe('shop: it is unavailable (HTTP 503): maintenance');
    expect([error.code, error.retryable]).toEqual(['UPSTREAM_UNAVAILABLE', true]);
  });

  test('is worth no second try where a change may have been made, and is where it was not', () => {
    const unsafe = (sent: Sent) => new UpstreamError('outOfTime', { unsafe: true, sent }).retryable;
    expect([unsafe('no'), unsafe('maybe')]).toEqual([true, false]);
    expect(new UpstreamError('outOfTime', { sent: 'maybe' }).retryable).toBe(true);
  });

  test('keeps what it came from out of every serializer', () => {
    const error = new UpstreamError('failed', {}, new Error('https://user:secret@host/'));
    expect(JSON.stringify(error)).not.toContain('secret');
    expect(Object.keys(error)).not.toContain('cause');
    expect(error.origin()).toBeInstanceOf(Error);
  });

  test('takes more facts without being changed itself', () => {
    const error = new UpstreamError('failed', { status: 500 }, 'why');
    const more = error.with({ source: 'shop', attempts: 3 });
    expect(error.facts).toEqual({ status: 500 });
    expect(more.facts).toEqual({ status: 500, source: 'shop', attempts: 3 });
    expect([more.kind, more.origin()]).toEqual(['failed', 'why']);
    expect(more.message).toBe('shop: it failed (HTTP 500)');
  });

  test('is recognised from another copy of the module, and nothing else is', () => {
    const foreign = { [Symbol.for('breakwater.UpstreamError')]: true };
    expect(
      [new UpstreamError('failed'), foreign, new Error('x'), null, 'text', undefined].map(isUpstreamError),
    ).toEqual([true, true, false, false, false, false]);
    const odd = asUpstreamError('odd');
    expect([odd.kind, odd.origin()]).toEqual(['internal', 'odd']);
  });
});

describe('the decision table', () => {
  test('never sends again what it would not even ask again', () => {
    const eager = Object.entries(decisionTable).filter(([, { retry, resend }]) => retry === 'no' && resend !== 'no');
    expect(eager).toEqual([]);
  });

  test('knows its own words only', () => {
    expect(['failed', 'toString', 'constructor', ''].map(isFailureKind)).toEqual([true, false, false, false]);
  });
});
