import { describe, expect, test } from '@jest/globals';
import type { Ask } from '../../../src/datasources/base/operation/ask.ts';
import type { BatchOperation, Key } from '../../../src/datasources/base/operation/operation.ts';
import { loaderOf } from '../../../src/datasources/base/operation/run-batch.ts';
import { newScope } from '../../../src/datasources/base/scope.ts';
import { type FailureKind, UpstreamError } from '../../../src/resilience/index.ts';
import { asked, batch } from './batch.ts';

const operation = batch({ key: ['id'], make: (keys) => keys.map(String).join(',') });

/** An API that fails a request as soon as one bad key is in it. */
const api = (bad: readonly string[], kind: FailureKind) =>
  asked((path) => {
    const keys = path.slice(1).split(',');
    if (keys.some((key) => bad.includes(key))) throw new UpstreamError(kind, { sent: 'yes' });
    return keys.map((id) => ({ id }));
  });

/** An API that can do with so many keys at a time. */
const tooManyFor = (most: number, failure: UpstreamError) =>
  asked((path) => {
    const its = path.slice(1).split(',');
    if (its.length > most) throw failure;
    return its.map((id) => ({ id }));
  });

const load = (keys: readonly Key[], ask: Ask, given: Partial<BatchOperation> = {}): Promise<readonly unknown[]> =>
  loaderOf('x.thing', { ...operation, ...given }, {}, ask, newScope('id', 1e9, new AbortController().signal)).loadMany(
    keys,
  );

const keys = Array.from({ length: 64 }, (_, i) => `k${i}`);

describe('a key that an API refuses', () => {
  test('fails alone; the others are found in a few more calls', async () => {
    const { wire, ask } = api(['k17'], 'rejected');
    const answers = await load(keys, ask);
    expect(answers.filter((answer) => answer instanceof Error)).toHaveLength(1);
    expect(answers[17]).toMatchObject({ kind: 'rejected' });
    expect(answers[63]).toEqual({ id: 'k63' });
    expect(wire).toHaveLength(13);
  });

  test('an API that refuses everything is not asked for every key', async () => {
    const { wire, ask } = api(keys, 'notFound');
    const answers = await load(keys, ask);
    expect(answers.every((answer) => answer instanceof Error)).toBe(true);
    expect(wire.length).toBeLessThanOrEqual(17);
  });

  test('is not looked for where the API says when to ask for the same again', async () => {
    const { wire, ask } = tooManyFor(16, new UpstreamError('tooMuch', { sent: 'yes', retryAfterMs: 3_600_000 }));
    const answers = await load(keys, ask);
    expect(answers.every((answer) => answer instanceof UpstreamError && answer.kind === 'tooMuch')).toBe(true);
    expect(wire).toHaveLength(1);
  });

  test('none is taken for missing because it was asked for beside others that are', async () => {
    const { ask } = api(keys, 'notFound');
    const answers = await load(keys, ask, { notFoundIsNull: true });
    expect(answers).toEqual(keys.map(() => expect.objectContaining({ kind: 'notFound' })));
  });

  test.each(['failed', 'timeout', 'throttled', 'malformed', 'unauthenticated'] as const)(
    'a failure of the kind %s is nobody’s key: no further call',
    async (kind) => {
      const { wire, ask } = api(['k3'], kind);
      const answers = await load(keys, ask);
      expect(answers.every((answer) => answer instanceof UpstreamError && answer.kind === kind)).toBe(true);
      expect(wire).toHaveLength(1);
    },
  );
});

describe.each(['tooMuch', 'tooLarge'] as const)('a batch that is %s', (kind) => {
  const failure = new UpstreamError(kind, { sent: 'yes' });

  test('is asked for in smaller ones, until they are small enough', async () => {
    const { wire, ask } = tooManyFor(16, failure);
    expect(await load(keys, ask)).toEqual(keys.map((id) => ({ id })));
    expect(wire).toHaveLength(7);
  });

  test('is given up after sixteen more calls, if nothing is small enough', async () => {
    const { wire, ask } = tooManyFor(0, failure);
    const answers = await load(keys, ask);
    expect(answers.every((answer) => answer instanceof UpstreamError && answer.kind === kind)).toBe(true);
    expect(wire).toHaveLength(17);
  });
});

test('answers that are too large are asked for one after another: together they would fill the memory', async () => {
  let underWay = 0;
  let most = 0;
  const { ask } = tooManyFor(4, new UpstreamError('tooLarge', { sent: 'yes' }));
  const counted: Ask = {
    ...ask,
    send: async (...given) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return ask.send(...given);
    },
  };
  await load(keys, counted);
  expect(most).toBe(1);
});
