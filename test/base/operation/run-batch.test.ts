import { describe, expect, test } from '@jest/globals';
import type { Ask } from '../../../src/datasources/base/operation/ask.ts';
import type { BatchOperation, Key } from '../../../src/datasources/base/operation/operation.ts';
import { loaderOf } from '../../../src/datasources/base/operation/run-batch.ts';
import { newScope } from '../../../src/datasources/base/scope.ts';
import { type FailureKind, UpstreamError } from '../../../src/resilience/index.ts';
import { asked, batch } from './batch.ts';

/** An API that fails, or answers with these rows. */
const api = (answer: FailureKind | readonly object[]) =>
  asked(() => {
    if (typeof answer === 'string') throw new UpstreamError(answer, { sent: 'yes' });
    return answer;
  });

const load = (given: Partial<BatchOperation>, keys: readonly Key[], ask: Ask): Promise<readonly unknown[]> => {
  const operation = batch({ key: ['id'], make: (its) => its.map(String).join(), ...given });
  return loaderOf('x.thing', operation, {}, ask, newScope('id', 1e9, new AbortController().signal)).loadMany(keys);
};

describe('when it fails', () => {
  test.each(['rejected', 'notFound'] as const)(
    'a whole answer that is %s is asked for once: fewer keys would be the same request',
    async (kind) => {
      const { wire, ask } = api(kind);
      const answers = await load({ whole: true, max: Infinity }, ['a', 'b', 'c', 'd'], ask);
      expect(answers).toEqual(Array(4).fill(expect.objectContaining({ kind })));
      expect(wire).toEqual(['/']);
    },
  );

  test('one key that there is not is null, or the empty list, where the operation says so', async () => {
    const { ask } = api('notFound');
    const [one] = await load({ notFoundIsNull: true }, ['a'], ask);
    const [many] = await load({ notFoundIsNull: true, list: true }, ['a'], ask);
    const [neither] = await load({ list: true }, ['a'], ask);
    expect([one, many, neither]).toEqual([null, [], expect.objectContaining({ kind: 'notFound' })]);
    expect(Object.isFrozen(many)).toBe(true);
  });
});

describe('the rows of a key', () => {
  test('cannot be changed by who gets them, for others get the same; nor can none', async () => {
    const { ask } = api([
      { id: 'a', n: 1 },
      { id: 'a', n: 2 },
    ]);
    const [rows, none] = await load({ list: true }, ['a', 'b'], ask);
    expect([rows, none]).toEqual([
      [
        { id: 'a', n: 1 },
        { id: 'a', n: 2 },
      ],
      [],
    ]);
    expect([Object.isFrozen(rows), Object.isFrozen(none)]).toEqual([true, true]);
  });
});
