import { describe, expect, test } from '@jest/globals';
import type { HttpCall } from '../../src/datasources/base/index.ts';
import { logCalls, logNotices } from '../../src/gateway/call-log.ts';
import { type CallEvent, type FailureKind, UpstreamError } from '../../src/resilience/index.ts';

const recorder = () => {
  const told: string[] = [];
  const at = (level: string) => (_facts: object, message: string) => void told.push(`${level} ${message}`);
  return { told, log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } };
};

const levelOf = (kind?: FailureKind): readonly string[] => {
  const { told, log } = recorder();
  const event = { source: 'shop', operation: 'item', outcome: kind ?? 'ok', attempts: 1, elapsedMs: 1 };
  const failure = kind === undefined ? {} : { failure: new UpstreamError(kind) };
  logCalls(log)(
    { ...event, ...failure } as CallEvent,
    { requestId: 'r', method: 'GET', url: new URL('https://shop.test/') } as HttpCall,
  );
  return told;
};

describe('how loud the log is', () => {
  test('of a circuit: what opens is a warning, what has closed again is news', () => {
    const { told, log } = recorder();
    for (const state of ['open', 'halfOpen', 'closed'] as const)
      logNotices(log)({ source: 'shop', what: 'circuit', state });
    expect(told).toEqual([
      'warn shop circuit open',
      expect.stringContaining('shop circuit halfOpen'),
      'info shop circuit closed',
    ]);
  });

  test('of a cache that is left alone: a warning', () => {
    const { told, log } = recorder();
    logNotices(log)({ source: 'shop', what: 'cache', state: 'leftAlone' });
    expect(told).toEqual(['warn shop cache leftAlone']);
  });

  test.each([
    ['what went well', undefined, 'info shop.item ok'],
    ['what is not there', 'notFound', 'info shop.item notFound'],
    ['what was refused for now', 'throttled', 'warn shop.item throttled'],
    ['what is broken', 'failed', 'error shop.item failed'],
  ] as const)('of %s', (_, kind, line) => {
    expect(levelOf(kind)).toEqual([line]);
  });

  test('of a failure that an older answer stands in for: a warning that says what failed', () => {
    const { told, log } = recorder();
    const facts: object[] = [];
    const warn = (its: object, message: string) => {
      facts.push(its);
      log.warn(its, message);
    };
    const event = { source: 'shop', operation: 'item', outcome: 'ok', attempts: 3, elapsedMs: 1.6, cache: 'stale' };
    const stale = { ageMs: 1397.48, reason: 'UPSTREAM_ERROR' };
    const instead = new UpstreamError('failed', { status: 500, detail: 'it broke' });
    const call = { requestId: 'r', method: 'GET', url: new URL('https://shop.test/items/1') } as HttpCall;
    logCalls({ ...log, warn })({ ...event, stale, instead } as CallEvent, call);
    expect(told).toEqual(['warn shop.item failed, an older answer stands in']);
    expect(facts).toEqual([
      expect.objectContaining({
        outcome: 'ok',
        failure: 'failed',
        status: 500,
        detail: 'it broke',
        origin: 'https://shop.test',
        elapsedMs: 2,
        stale: { ageMs: 1397, reason: 'UPSTREAM_ERROR' },
      }),
    ]);
    expect(facts[0]).not.toHaveProperty('instead');
  });

  test('a call that failed says where, and no more of its address than the origin', () => {
    const told: object[] = [];
    const log = { ...recorder().log, error: (facts: object) => void told.push(facts) };
    const event = { source: 'shop', operation: 'item', outcome: 'failed', attempts: 1, elapsedMs: 1 };
    const url = new URL('https://ada:hunter2@shop.test:8443/items/secret-7?key=hunter2#hunter2');
    logCalls(log)(
      { ...event, failure: new UpstreamError('failed') } as CallEvent,
      { requestId: 'r', method: 'POST', url } as HttpCall,
    );
    expect(told).toEqual([expect.objectContaining({ method: 'POST', origin: 'https://shop.test:8443' })]);
    expect(JSON.stringify(told)).not.toMatch(/hunter2|secret-7/);
  });

  test('a log that throws fails no call', () => {
    const { log } = recorder();
    const broken = {
      ...log,
      warn: () => {
        throw new Error('broken');
      },
    };
    expect(() => logNotices(broken)({ source: 'shop', what: 'circuit', state: 'open' })).not.toThrow();
  });
});
