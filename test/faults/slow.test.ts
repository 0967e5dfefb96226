import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { later } from '../../src/faults/slow.ts';

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test('a kept connection that is answered late many times is not listened to many times', async () => {
  const socket = new EventEmitter() as Socket;
  for (let n = 0; n < 20; n += 1) {
    later(socket, 1, () => {});
    await soon();
  }
  expect(socket.listenerCount('close')).toBe(0);
});

test('nothing is done on a connection that has ended', async () => {
  const socket = new EventEmitter() as Socket;
  let done = 0;
  later(socket, 1, () => {
    done += 1;
  });
  socket.emit('close');
  await soon();
  expect([done, socket.listenerCount('close')]).toEqual([0, 0]);
});
