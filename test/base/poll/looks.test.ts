import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../src/datasources/base/answer.ts';
import type { Ask } from '../../../src/datasources/base/operation/ask.ts';
import { type Pending, settled } from '../../../src/datasources/base/operation/poll.ts';
import { newScope } from '../../../src/datasources/base/scope.ts';
import { outcome } from '../../resilience/support.ts';
import { asked } from '../operation/batch.ts';

const done: Answer = { value: 'done', misfits: false, parts: null, freshness: null, bytes: 0, headers: {} };
const pending = (waitMs?: number): Answer => ({ ...done, pending: { location: '/job', waitMs } satisfies Pending });

/** Waits for a job of which the looks say one thing after another, and then the last again and again. */
const wait = async (first: Answer, ...looks: readonly Answer[]) => {
  const pauses: number[] = [];
  const { ask } = asked(() => []);
  const its: Ask = {
    ...ask,
    polls: {
      next: (from) => from,
      pause: async (ms) => void pauses.push(ms),
      look: async () => looks[Math.min(pauses.length, looks.length) - 1] ?? done,
    },
  };
  const scope = newScope('id', 1e9, new AbortController().signal);
  const built = { url: new URL('http://x/job'), headers: {} };
  return { end: await outcome(settled({ everyMs: 500 }, built, first, its, scope)), pauses };
};

describe('a job', () => {
  test('that is never done is looked at a hundred times', async () => {
    const { end, pauses } = await wait(pending(), pending());
    expect(end).toEqual({ kind: 'outOfTime', sent: 'yes', stopped: 'attempts', detail: 'not done after 100 looks' });
    expect(pauses).toHaveLength(100);
  });

  test('is looked at when the API says, else as often as its author says, and never without a pause', async () => {
    const { end, pauses } = await wait(pending(2_000), pending(), pending(0), done);
    expect(end).toEqual({ value: done });
    expect(pauses).toEqual([2_000, 500, 100]);
  });
});
