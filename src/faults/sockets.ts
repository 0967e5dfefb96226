import net, { type Socket } from 'node:net';
import type { Script } from './fault.ts';
import { neverResolving, notResolving } from './names.ts';
import { later } from './slow.ts';

/** What was written before a reset must have left, or it is lost with the connection. In milliseconds. */
const LEAVES_MS = 20;

/** A connection that is being made, and never is. */
export const unconnected = (): Socket => net.connect({ host: 'api.test', port: 1, lookup: neverResolving });

/** Connections that this machine cannot make, with the code that Node would give: `EMFILE`. */
export const unmakeable = (code: string) => (): Socket =>
  net.connect({ host: 'api.test', port: 1, lookup: notResolving(code) });

/** Ends the connection in good order, without a word. */
export const hangUp: Script = (socket) => void socket.end();

/** Ends the connection with a reset, without a word. */
export const reset: Script = (socket) => void socket.resetAndDestroy();

/** Writes, and then ends the connection with a reset. */
export const writeAndReset = (socket: Socket, bytes: Buffer): void =>
  void socket.write(bytes, () => later(socket, LEAVES_MS, () => socket.resetAndDestroy()));
