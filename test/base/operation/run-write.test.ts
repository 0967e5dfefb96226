import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../src/datasources/base/answer.ts';
import type { Ask } from '../../../src/datasources/base/operation/ask.ts';
import { brand, type WriteOperation } from '../../../src/datasources/base/operation/operation.ts';
import { runWrite } from '../../../src/datasources/base/operation/run-write.ts';
import { newScope } from '../../../src/datasources/base/scope.ts';
import { type FailureKind, type Sent, UpstreamError } from '../../../src/resilience/index.ts';
import { asked } from './batch.ts';

const write: WriteOperation = {
  ...brand,
  kind: 'write',
  type: 'Country',
  list: false,
  at: undefined,
  format: undefined,
  notFoundIsNull: false,
  transform: undefined,
  method: 'POST',
  make: () => '',
  body: 'json',
  idempotent: false,
  idempotencyKey: undefined,
  evicts: ['all'],
};
const done: Answer = { value: 'made', misfits: false, parts: null, freshness: null, bytes: 0, headers: {} };
const pending: Answer = { ...done, pending: { location: '/job', waitMs: 0 } };

/** Runs a write before an API that does as told; `log` is what was done about it, in order. */
const run = async (does: Answer | UpstreamError) => {
  const log: string[] = [];
  const { ask } = asked(() => []);
  const its: Ask = {
    ...ask,
    async change() {
      log.push('change');
      if (does instanceof UpstreamError) throw does;
      return does;
    },
    evict: (operations) => void log.push(`evict ${operations.join()}`),
    polls: {
      next: (from) => from,
      pause: async () => void log.push('pause'),
      async look() {
        log.push('look');
        return done;
      },
    },
  };
  const scope = newScope('id', 1e9, new AbortController().signal);
  const end = await runWrite({ ...write, poll: { everyMs: 100 } }, {}, its, scope).catch((error: unknown) => error);
  return { end, log };
};

describe('a write that fails', () => {
  test.each<[FailureKind, Sent, boolean]>([
    ['unreachable', 'no', false],
    ['circuitOpen', 'no', false],
    ['disconnected', 'maybe', true],
    ['failed', 'yes', true],
    ['rejected', 'yes', false],
    ['throttled', 'yes', false],
  ])('by %s, sent: %s, has made stale what it evicts: %p', async (kind, sent, evicts) => {
    const { end, log } = await run(new UpstreamError(kind, { sent }));
    expect(end).toMatchObject({ kind, facts: { sent, unsafe: true } });
    expect(log).toEqual(evicts ? ['change', 'evict all'] : ['change']);
  });
});

describe('a write', () => {
  test('makes stale what it evicts, and once more when work that was taken on is done', async () => {
    expect(await run(done)).toEqual({ end: 'made', log: ['change', 'evict all'] });
    expect((await run(pending)).log).toEqual(['change', 'evict all', 'pause', 'look', 'evict all']);
  });
});
