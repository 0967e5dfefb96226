import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { exchange } from '../../../src/datasources/base/transport/exchange.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

const request = {
  method: 'GET',
  url: new URL('https://shop.example/'),
  headers: {},
  maxBytes: 1_000_000,
  connectMs: 1_000,
};

/** A body that comes byte by byte, and the most pieces of it that were held at once. */
const inBytes = async (body: Buffer) => {
  const stream = new PassThrough();
  const concat = jest.spyOn(Buffer, 'concat');
  const response = exchange(() => stream, request, new AbortController().signal);
  stream.emit('response', { statusCode: 200, rawHeaders: ['content-type', 'text/plain'] });
  // From here on it flows, so that each write is a chunk.
  await new Promise((resolve) => setImmediate(resolve));
  for (let i = 0; i < body.length; i += 1) stream.write(body.subarray(i, i + 1));
  stream.end();
  const { body: read } = await response;
  return { read: Buffer.from(read), pieces: Math.max(...concat.mock.calls.map(([list]) => list.length)) };
};

describe('a body that comes byte by byte', () => {
  test('is read as it was sent, in pieces that are joined as they come: a piece weighs more than its byte', async () => {
    const body = Buffer.from(Array.from({ length: 5_000 }, (_, i) => i % 256));
    const { read, pieces } = await inBytes(body);
    expect(read.equals(body)).toBe(true);
    expect(pieces).toBeLessThanOrEqual(1_024);
  });

  test('of a few bytes is not lost among them', async () => {
    const { read } = await inBytes(Buffer.from('{"a":1}'));
    expect(read.toString()).toBe('{"a":1}');
  });
});
