import type { Socket } from 'node:net';
import type { Case } from '../../../src/faults/entry.ts';
import type { GoodAnswer, Script } from '../../../src/faults/fault.ts';
import { answerWell } from '../../../src/faults/respond.ts';
import { canary } from './canaries.ts';

/** Tells of every request that came, and of every response that went out, as text. */
export type Hear = (text: string) => void;

/** The same case, but every answer has secrets in its headers and its body, where nobody asks for them. */
export const seeded = (tried: Case, hear: Hear): Case => {
  const { script = answerWell } = tried.fault;
  const its: Script = (socket, heard, good, times) => {
    hear(heard.text);
    script(seededSocket(socket, hear), heard, seededAnswer(good), times);
  };
  return { ...tried, fault: { ...tried.fault, script: its } };
};

const intoJson = (body: Buffer): Buffer =>
  Buffer.from(body.toString('utf8').replaceAll(/\{(?=\s*")/g, `{"password":"${canary('answerBody')}",`));

const intoXml = (body: Buffer): Buffer =>
  Buffer.from(body.toString('utf8').replace(/<\/(?!.*<\/)/s, `<password>${canary('answerBody')}</password></`));

const seededAnswer = (good: GoodAnswer): GoodAnswer => {
  const seed = good.format === 'json' ? intoJson : intoXml;
  const seedMaybe = (body: Buffer | undefined) => body && seed(body);
  return {
    ...good,
    body: seed(good.body),
    rows: (change) => seedMaybe(good.rows(change)),
    spoil: (how) => seedMaybe(good.spoil(how)),
    refusal: (code, nth) => seedMaybe(good.refusal?.(code, nth)),
  };
};

const headers = [
  `set-cookie: sid=${canary('answerHeader')}`,
  `x-debug: ${canary('answerHeader')}`,
  `server: ${canary('answerHeader')}`,
].join('\r\n');

/** A refusal without a word gets some. */
const refusal = JSON.stringify({ message: canary('answerBody'), trace: [canary('answerBody')] });

const seededHead = (text: string): string =>
  text
    .replace(/^(HTTP\/1\.1 \d{3}) [^\r\n]*\r\n/, `$1 ${canary('answerHeader')}\r\n${headers}\r\n`)
    .replace(
      /^(HTTP\/1\.1 [45].*)content-length: 0\r\n(.*)\r\n\r\n$/s,
      `$1content-type: application/json\r\ncontent-length: ${refusal.length}\r\n$2\r\n\r\n${refusal}`,
    );

/** Secrets stand at the beginning of what is sent; some faults send a lot. */
const HEARD = 2_000;

/** A socket that puts secrets into every head which is written in one piece. */
const seededSocket = (socket: Socket, hear: Hear): Socket => {
  const change = (chunk: unknown): unknown => {
    if (typeof chunk !== 'string' && !Buffer.isBuffer(chunk)) return chunk;
    const start = typeof chunk === 'string' ? chunk.slice(0, 9) : chunk.toString('latin1', 0, 9);
    const text = () => (typeof chunk === 'string' ? chunk : chunk.toString('latin1'));
    const changed = start === 'HTTP/1.1 ' ? Buffer.from(seededHead(text()), 'latin1') : chunk;
    hear(typeof changed === 'string' ? changed.slice(0, HEARD) : changed.toString('latin1', 0, HEARD));
    return changed;
  };
  return new Proxy(socket, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return name === 'write' || name === 'end'
        ? (chunk: unknown, ...rest: unknown[]) => value.call(target, change(chunk), ...rest)
        : value.bind(target);
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
};
