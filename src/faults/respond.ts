import type { Socket } from 'node:net';
import type { GoodAnswer, Script } from './fault.ts';

/** The parts of a response that a fault may change. */
export interface Response {
  /** @default 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** @default empty */
  readonly body?: Buffer | string;
}

/** A well-formed response as bytes; `content-length` is right unless given. */
export const bytesOf = ({ status = 200, headers = {}, body = '' }: Response): Buffer => {
  const content = Buffer.from(body);
  const all = { 'content-length': String(content.length), ...headers };
  const lines = Object.entries(all).flatMap(([name, value]) => [value].flat().map((each) => `${name}: ${each}\r\n`));
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} X\r\n${lines.join('')}\r\n`, 'latin1'), content]);
};

/** Writes a response. */
export const respond = (socket: Socket, response: Response): void => void socket.write(bytesOf(response));

/** Writes what the API would have answered, with changes. */
export const respondWell = (socket: Socket, good: GoodAnswer, changes: Response = {}): void =>
  respond(socket, {
    status: good.status,
    body: good.body,
    ...changes,
    headers: { 'content-type': good.contentType, ...good.headers, ...changes.headers },
  });

/** Answers as the API would have. */
export const answerWell: Script = (socket, _heard, good) => respondWell(socket, good);

/** Answers with a response made from the good one. */
export const answering =
  (make: (good: GoodAnswer) => Response): Script =>
  (socket, _heard, good) =>
    respondWell(socket, good, make(good));

/** The script for the target that was asked for first, another for all others: of several requests for one operation, one is hit. */
export const atOne =
  (script: Script, others: Script = answerWell): Script =>
  (socket, heard, good, times) =>
    ((heard.before ?? 0) === 0 ? script : others)(socket, heard, good, times);

/** The first script for the first request of a target, the second for all that follow. */
export const first =
  (once: Script, then: Script = answerWell): Script =>
  (socket, heard, good, times) =>
    (heard.nth === 1 ? once : then)(socket, heard, good, times);
