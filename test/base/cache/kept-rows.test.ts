import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../src/datasources/base/answer.ts';
import { conditional } from '../../../src/datasources/base/cache/conditional.ts';
import { keptRows } from '../../../src/datasources/base/cache/kept-rows.ts';
import { memoryStore } from '../../../src/datasources/base/cache/memory-store.ts';
import { rowCache } from '../../../src/datasources/base/cache/row-cache.ts';
import type { HttpCall } from '../../../src/datasources/base/http-call.ts';
import { newScope, type Scope } from '../../../src/datasources/base/scope.ts';
import { decide, type FailureKind, type Freshness, shelf, UpstreamError } from '../../../src/resilience/index.ts';
import { settle, virtualClock } from '../../support/virtual-clock.ts';

const clock = virtualClock();
const lasting = { freshMs: 1_000, whileRevalidateMs: 0, ifErrorMs: 500, keepMs: 9_000 };
const answer = (parts: Freshness): Answer => ({
  value: null,
  misfits: false,
  parts,
  freshness: parts,
  bytes: 10,
  headers: {},
});
const rows = (random = () => 0) =>
  keptRows(
    rowCache(shelf(memoryStore({ maxBytes: 1e6, maxEntryBytes: 1e6 }, clock), clock), decide, clock, random),
    'shop',
    String,
  );

describe('a kept row', () => {
  test('is kept no longer than it can be used: it cannot be confirmed', async () => {
    const its = rows();
    its.keep(['a'], [{ id: 'a' }], answer(lasting));
    expect((await its.find(['a'])).get('a')?.freshness.keepMs).toBe(1_500);
    its.keep(['b'], [{ id: 'b' }], answer({ ...lasting, freshMs: 0, ifErrorMs: 0 }));
    expect((await its.find(['b'])).size).toBe(0);
  });

  test('ends with those that came with it, up to a tenth earlier than was said', async () => {
    let drawn = 0;
    const its = rows(() => {
      drawn += 1;
      return drawn / 10;
    });
    its.keep(['a', 'b'], [{}, {}], answer(lasting));
    expect([...(await its.find(['a', 'b'])).values()].map(({ freshness }) => freshness.freshMs)).toEqual([990, 990]);
  });

  test('is fetched anew for whoever it is kept for, and within what its caller may cause', () => {
    const allowance = { take: () => true };
    const caller = { authorization: 'Bearer ada' };
    const scopes: Scope[] = [];
    const its = newScope('r', 0, AbortSignal.abort(), { allowance, caller });
    rows().refresh(['a'], its, async (_keys, scope) => scopes.push(scope));
    expect(scopes).toEqual([expect.objectContaining({ requestId: 'r', deadline: clock.now() + 60_000 })]);
    expect([scopes[0]?.allowance, scopes[0]?.caller, scopes[0]?.signal.aborted]).toEqual([allowance, caller, false]);
    expect(scopes[0]?.allowance).toBe(allowance);
  });

  test('is fetched anew by the next caller, also where a fetch could not even be begun', async () => {
    const its = rows();
    const fetched: unknown[] = [];
    for (const id of ['first', 'second']) {
      its.refresh(['a'], newScope(id, 0, new AbortController().signal), async (keys) => {
        fetched.push(keys);
        throw new TypeError('fetch made no request');
      });
      await settle();
    }
    expect(fetched).toEqual([['a'], ['a']]);
  });

  test('stands in for nobody who has left, and not for what the table does not allow', async () => {
    const its = rows();
    its.keep(['a'], [{ id: 'a' }], answer(lasting));
    await clock.advance(1_200);
    const row = (await its.find(['a'])).get('a');
    const stands = (kind: FailureKind, signal = new AbortController().signal) =>
      row && its.standsIn(row, new UpstreamError(kind), newScope('r', 0, signal));
    expect(stands('outOfTime')).toBe(true);
    expect(stands('outOfTime', AbortSignal.abort())).toBe(false);
    expect(stands('forbidden')).toBe(false);
    await clock.advance(300);
    expect(stands('outOfTime')).toBe(false);
  });
});

describe('a call about a kept answer', () => {
  const call = { headers: { accept: 'text/plain' } } as unknown as HttpCall;

  test('asks by all that can tell, over what the source says', () => {
    const known = { ...answer(lasting), headers: { etag: 'W/"a"', 'last-modified': 'then', age: '3' } };
    expect(conditional(call, known)).toEqual({
      known,
      headers: { accept: 'text/plain', 'if-none-match': 'W/"a"', 'if-modified-since': 'then' },
    });
  });

  test('is the call as it is, where it sends a body: it would be refused with 412', () => {
    const asking = { ...call, body: Buffer.from('{}') };
    expect(conditional(asking, { ...answer(lasting), headers: { etag: '"a"' } })).toBe(asking);
  });

  test('is the call as it is, where nothing can tell: a 304 would be no answer', () => {
    expect(conditional(call, answer(lasting))).toBe(call);
  });
});
