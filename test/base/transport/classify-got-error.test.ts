import { describe, expect, test } from '@jest/globals';
import { classifyGotError } from '../../../src/datasources/base/transport/classify-got-error.ts';
import type { Progress } from '../../../src/datasources/base/transport/progress.ts';

const connecting: Progress = { phase: 'connect', sent: 'no', reused: false, answered: false, late: () => false };
const error = (code: string, cause?: Error) =>
  Object.assign(new Error('https://shop.test/?key=hunter2', { cause }), { code });

describe('a connection that takes too long', () => {
  test.each([
    [false, 'connectTimeout'],
    [true, 'stalled'],
  ])('where the timer of this process was late: %p, is %s', (late, kind) => {
    const failure = classifyGotError(error('ETIMEDOUT'), { ...connecting, late: () => late });
    expect(failure).toMatchObject({ kind, facts: { sent: 'no', phase: 'connect', detail: 'ETIMEDOUT' } });
  });

  test('and breaks for another reason was not late', () => {
    expect(classifyGotError(error('ECONNREFUSED'), { ...connecting, late: () => true }).kind).toBe('unreachable');
  });
});
