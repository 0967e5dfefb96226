import type { Socket } from 'node:net';
import type { Script, Times } from './fault.ts';
import { answerWell } from './respond.ts';

/** Does something after `ms` milliseconds, if the connection still stands then. */
export const later = (socket: Socket, ms: number, act: () => void): void => {
  const timer = setTimeout(() => {
    unheard();
    act();
  }, ms);
  const unheard = onClose(socket, () => clearTimeout(timer));
};

/** Does something every `ms` milliseconds, for as long as the connection stands. */
export const every = (socket: Socket, ms: number, act: () => void): void => {
  const timer = setInterval(act, ms);
  onClose(socket, () => clearInterval(timer));
};

/** Does something when the connection ends; returns how to be told no more: a kept connection has had many requests by then. */
const onClose = (socket: Socket, act: () => void): (() => void) => {
  socket.once('close', act);
  return () => void socket.off('close', act);
};

/** Never says a word. */
export const silent: Script = () => undefined;

/** Waits before it answers. */
export const answeringAfter =
  (delayMs: (times: Times) => number, then: Script = answerWell): Script =>
  (socket, heard, good, times) =>
    later(socket, delayMs(times), () => then(socket, heard, good, times));

/** Keeps the whole process busy before it answers: the API is not slow then, whoever asks it is. */
export const blockingFor =
  (ms: (times: Times) => number): Script =>
  (socket, heard, good, times) => {
    for (const end = performance.now() + ms(times); performance.now() < end; );
    answerWell(socket, heard, good, times);
  };
