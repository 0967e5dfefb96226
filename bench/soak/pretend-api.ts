import type { Socket } from 'node:net';
import type { SourceClass } from '../../src/datasources/base/index.ts';
import type { GoodAnswer, HeardRequest } from '../../src/faults/fault.ts';
import { misbehave } from '../../src/faults/misbehave.ts';
import { ownErrors } from '../../src/faults/own-errors.ts';
import { answerWell } from '../../src/faults/respond.ts';
import type { Simulator } from '../../src/simulators/simulator.ts';
import { asciiOf } from './ascii-of.ts';
import { type Identity, identityOf, markedFor } from './identities.ts';
import type { Ledger } from './ledger.ts';
import type { Mischief } from './mischief.ts';
import { subjectsOf } from './mishaps.ts';
import { times } from './sources.ts';

/** A source's API on a port of its own: its simulator's answers, and what befalls them. */
export interface PretendApi {
  readonly name: string;
  readonly baseUrl: string;
  readonly mischief: Mischief;
  /** From now on no request is answered at all. */
  readonly fallSilent: () => void;
  /** Connections open at this moment. */
  readonly open: () => number;
  /** Of these: those on which an answer is still owed that never comes. */
  readonly hanging: () => number;
  readonly close: () => Promise<void>;
}

/** Serves a simulator, on loopback only. */
export const pretendApi = async (
  Source: SourceClass,
  simulator: Simulator,
  mischief: Mischief,
  ledger: Ledger,
): Promise<PretendApi> => {
  const { name } = simulator;
  const subjects = subjectsOf(Source);
  const answersFor = remembering(Source, simulator);
  const hanging = new Set<Socket>();
  let silent = false;

  const hang = (socket: Socket) => {
    hanging.add(socket);
    socket.once('close', () => hanging.delete(socket));
  };
  const answer = async (socket: Socket, text: string) => {
    const [method = '', target = ''] = text.split(' ', 2);
    const heard: HeardRequest = { text, method, target, nth: 1 };
    const identity = identityOf(heard);
    ledger.requests(name);
    if (!identity) return ledger.violated(`${name} got a request without a credential`);
    if (silent) return;
    const { good, plain } = await answersFor(heard, identity);
    const subject = subjects.find(({ format }) => format === good.format);
    const befallen = subject && mischief.befall(subject, good, target);
    if (!befallen) return answerWell(socket, heard, plain, times);
    const { mishap, nth } = befallen;
    ledger.fault(mishap.id);
    if (mishap.hangs) hang(socket);
    (mishap.fault.script ?? answerWell)(socket, { ...heard, nth }, good, times);
  };
  const server = await misbehave((socket, text) => void answer(socket, text).catch(ledger.crashed), {
    onConnection(socket) {
      const mishap = mischief.onConnection();
      if (!mishap) return;
      ledger.fault(mishap.id);
      mishap.fault.onConnection?.(socket, times);
    },
  });
  // The server remembers all that it hears; a soak is to run for hours.
  const forget = setInterval(() => void (server.wire as string[]).splice(0), 1_000);
  return {
    name,
    baseUrl: `${server.url}${simulator.basePath}`,
    mischief,
    fallSilent() {
      silent = true;
    },
    open: server.open,
    hanging: () => hanging.size,
    async close() {
      clearInterval(forget);
      await server.close();
    },
  };
};

interface Answers {
  /** As the simulator gives it. */
  readonly plain: GoodAnswer;
  /** The same document in ASCII, so that faults of the charset change nothing that nobody could notice. */
  readonly good: GoodAnswer;
}

const MAX_REMEMBERED = 500;

/** Answers are remembered: what they cost is nothing to be measured here. */
const remembering = (Source: SourceClass, simulator: Simulator) => {
  const answers = new Map<string, Answers>();
  return async (heard: HeardRequest, identity: Identity): Promise<Answers> => {
    const key = `${identity} ${heard.target}`;
    const known = answers.get(key) ?? (await answersTo(Source, simulator, heard, identity));
    if (answers.size >= MAX_REMEMBERED) answers.clear();
    answers.set(key, known);
    return known;
  };
};

const answersTo = async (
  Source: SourceClass,
  simulator: Simulator,
  { method, target }: HeardRequest,
  identity: Identity,
): Promise<Answers> => {
  const [pathname = '', search = ''] = target.split('?', 2);
  const {
    status = 200,
    headers = {},
    body,
  } = await simulator.answer({
    method,
    path: pathname.slice(simulator.basePath.length),
    query: new URLSearchParams(search),
    headers: {},
    body: '',
  });
  const contentType = headers['content-type'] ?? 'text/plain';
  const format = contentType.includes('xml') ? 'xml' : 'json';
  const text = markedFor(identity, simulator.name, Buffer.from(body).toString('utf8'));
  const plain: GoodAnswer = {
    status,
    contentType,
    body: Buffer.from(text),
    format,
    keys: [],
    rows: () => undefined,
    spoil: () => undefined,
    // A code that is known may mean that there is no such thing, which nobody could tell from the truth.
    refusal: (code, nth) => (code === 'unknown' ? ownErrors({ api: Source.api, format }, code)[nth]?.body : undefined),
  };
  return { plain, good: { ...plain, body: Buffer.from(asciiOf(text, format)) } };
};
