import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../src/datasources/base/answer.ts';
import { answerReader } from '../../src/datasources/base/answer-reader.ts';
import { freshnessOf } from '../../src/datasources/base/cache/freshness-of.ts';
import { exchange } from '../../src/datasources/base/exchange.ts';
import type { HttpCall } from '../../src/datasources/base/http-call.ts';
import type { WireResponse } from '../../src/datasources/base/index.ts';
import { brand, type GetOperation } from '../../src/datasources/base/operation/operation.ts';
import { type Pushback, UpstreamError } from '../../src/resilience/index.ts';
import { callAt, outcome } from '../resilience/support.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { fixedSigner } from './auth/support.ts';
import { record } from './contract/support.ts';

const operation: GetOperation = {
  ...brand,
  kind: 'get',
  type: 'Item',
  list: false,
  at: undefined,
  format: undefined,
  notFoundIsNull: false,
  transform: undefined,
  make: () => '',
};
const reader = answerReader({
  api: { name: 'shop', baseUrl: 'https://shop.test/' },
  name: 'item',
  operation,
  shapes: new Map([['Item', record('Item', { id: 'ID!', name: 'String' })]]),
  detail: false,
  problem: () => undefined,
});

/** One attempt that is answered so, and what was heard of the pace. */
const attempt = (response: Partial<WireResponse>, given: Partial<HttpCall> = {}) => {
  const heard: Pushback[] = [];
  const send = exchange({
    transport: {
      close: () => undefined,
      send: async () => ({ status: 200, headers: {}, body: Buffer.from('{"id":"1","name":"a"}'), ...response }),
    },
    maxBytes: 1_000,
    connectMs: 1_000,
    allowPrivate: false,
    epochMs: () => 0,
    freshness: freshnessOf({}, () => 0),
  });
  const call: HttpCall = {
    ...callAt(virtualClock()),
    requestId: 'r',
    method: 'GET',
    url: new URL('https://shop.test/item'),
    headers: {},
    reader,
    credentials: fixedSigner(undefined, {}).for({}),
    hear: (pushback) => void heard.push(pushback),
    ...given,
  };
  return { answered: send(call), heard, trace: call.trace };
};

describe('an attempt, when it fails', () => {
  test.each([429, 503])('with HTTP %d still tells how fast it may be repeated', async (status) => {
    const { answered, heard } = attempt({ status, headers: { 'retry-after': '7' } });
    expect(await outcome(answered)).toMatchObject({ status, retryAfterMs: 7_000 });
    expect(heard).toEqual([{ waitMs: 7_000 }]);
  });

  test('with success that says in prose that there were too many is throttled', async () => {
    const { answered } = attempt({ body: Buffer.from('Rate limit exceeded') });
    expect(await outcome(answered)).toMatchObject({ kind: 'throttled', status: 200, sent: 'yes' });
    const other = attempt({ body: Buffer.from('{"message":"too many requests"}') });
    expect(await outcome(other.answered)).toMatchObject({ value: { misfits: true } });
  });

  test('with HTTP 429 is throttled, whatever its body calls it', async () => {
    const findFault = () => new UpstreamError('forbidden', { detail: 'OVER_LIMIT' });
    const { answered } = attempt(
      { status: 429, headers: { 'retry-after': '7' } },
      { reader: { ...reader, findFault } },
    );
    expect(await outcome(answered)).toMatchObject({ kind: 'throttled', retryAfterMs: 7_000, detail: 'OVER_LIMIT' });
  });

  test.each([
    [200, 'malformed'],
    [204, 'protocol'],
  ])('with HTTP %d and no content has nothing to read; to a change that is an answer', async (status, kind) => {
    const empty = { status, body: Buffer.alloc(0) };
    expect(await outcome(attempt(empty).answered)).toMatchObject({ kind, sent: 'yes' });
    expect(await outcome(attempt(empty, { changes: true }).answered)).toMatchObject({ value: { value: null } });
  });

  test('with what cannot be read was answered all the same', async () => {
    expect(await outcome(attempt({ body: Buffer.from('{') }).answered)).toMatchObject({
      kind: 'malformed',
      sent: 'yes',
    });
  });
});

describe('an attempt', () => {
  test('gives the value, frozen, with what is to be known to use it again', async () => {
    const headers = { 'cache-control': 'max-age=60', etag: '"a"', 'x-secret': 'hunter2', 'ratelimit-remaining': '3' };
    const { answered, heard } = attempt({ headers });
    const answer = await answered;
    expect(answer).toMatchObject({
      value: { id: '1', name: 'a' },
      misfits: false,
      bytes: 21,
      freshness: { freshMs: 60_000 },
      headers: { 'cache-control': 'max-age=60', etag: '"a"' },
    });
    expect(Object.keys(answer.headers)).toEqual(['cache-control', 'etag']);
    expect(Object.isFrozen(answer.value)).toBe(true);
    expect(heard).toEqual([expect.objectContaining({ remaining: 3 })]);
  });

  test('that confirms what is known gives it as it is', async () => {
    const known: Answer = {
      value: { id: '1' },
      misfits: false,
      parts: null,
      freshness: null,
      bytes: 9,
      headers: { etag: '"a"' },
    };
    const { answered, trace } = attempt({ status: 304, body: Buffer.alloc(0) }, { known });
    const answer = await answered;
    expect(answer.value).toBe(known.value);
    expect(answer).toMatchObject({ bytes: 9, freshness: { freshMs: 0, ifErrorMs: 300_000 } });
    expect(trace.cache).toBe('confirmed');
  });
});
