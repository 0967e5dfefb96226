import { expect, test } from '@jest/globals';
import { complete } from '../../src/gateway/options.ts';

const needed = { sources: [], typeDefs: 'type Query { a: ID }' };

test('an option set to undefined is an option left out', () => {
  const none = { port: undefined, host: undefined, deadlineMs: undefined, clock: undefined } as never;
  const { port, host, deadlineMs, clock } = complete({ ...needed, ...(none as object) });
  expect({ port, host, deadlineMs, now: typeof clock.now() }).toEqual({
    port: 4000,
    host: '127.0.0.1',
    deadlineMs: 15_000,
    now: 'number',
  });
});

test('an empty host is refused: it would bind every address', () => {
  expect(() => complete({ ...needed, host: '' })).toThrow('host must be an address, like 127.0.0.1.');
});
