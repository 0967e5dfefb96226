import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Ask, Ways } from './ask.ts';
import type { Identity } from './identities.ts';
import { judge } from './judge.ts';
import type { Ledger } from './ledger.ts';
import type { LoopDelay } from './loop-delay.ts';
import { patienceMs } from './patience.ts';
import { type Question, questions } from './questions.ts';
import { DEADLINE_MS } from './sources.ts';

/** Whom clients ask, and what they need to judge the answers. */
export interface Audience {
  readonly asks: (identity: Identity) => Ways;
  /** What that caller is answered when nothing is wrong. */
  readonly truth: (question: Question, identity: Identity) => unknown;
  readonly ledger: Ledger;
  readonly delay: LoopDelay;
}

/** What one operation is to be. */
export interface Wish {
  readonly question: Question;
  readonly identity: Identity;
  readonly ask: Ask;
  readonly requestId: string;
  /** The time the client gives, in milliseconds; `null`: it does not say. */
  readonly timeoutMs: number | null;
  /** When the client leaves, in milliseconds; `null`: it stays. */
  readonly leaveMs: number | null;
}

const MAX_THINK_MS = 120;

/** A client that asks, judges, thinks, and asks again. */
export const client = async (name: string, audience: Audience, random: () => number, isOver: () => boolean) => {
  for (let n = 1; !isOver(); n += 1) {
    await askOnce(wish(`${name}-${n}`, audience, random), audience);
    await sleep(random() * MAX_THINK_MS);
  }
};

const wish = (requestId: string, { asks }: Audience, random: () => number): Wish => {
  const identity = random() < 0.5 ? 'ada' : 'ben';
  const { directly, overHttp } = asks(identity);
  return {
    question: pick(questions, random),
    identity,
    ask: random() < 0.5 ? directly : overHttp,
    requestId,
    timeoutMs: random() < 0.2 ? 1 + Math.floor(random() * 2_000) : null,
    leaveMs: random() < 0.1 ? Math.floor(random() * 400) : null,
  };
};

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T;

/** One operation, judged. */
export const askOnce = async (its: Wish, { truth, ledger, delay }: Audience): Promise<Answer | null> => {
  const { question, identity, ask, requestId, timeoutMs, leaveMs } = its;
  const start = performance.now();
  const gone = new AbortController();
  const leave = leaveMs === null ? undefined : setTimeout(() => gone.abort(), leaveMs);
  const headers = {
    'x-request-id': requestId,
    ...(timeoutMs === null ? {} : { 'breakwater-timeout-ms': String(timeoutMs) }),
  };
  const answer = await ask({ ...question, headers, signal: gone.signal }).catch((error: unknown) => {
    ledger.violated(`operation ${requestId} was rejected: ${error instanceof Error ? error.stack : String(error)}`);
    return null;
  });
  clearTimeout(leave);
  const elapsedMs = performance.now() - start;
  const limit = Math.min(timeoutMs ?? DEADLINE_MS, leaveMs ?? Infinity) + patienceMs(delay.since(start));
  if (elapsedMs > limit)
    ledger.violated(`operation ${requestId} took ${Math.round(elapsedMs)} ms, more than ${Math.round(limit)}`);
  if (answer === null) ledger.left();
  else {
    const codes = (answer.errors ?? []).map(({ extensions }) => String(extensions?.['code']));
    ledger.operation(elapsedMs, codes, answer.extensions?.['sources'] !== undefined);
    const known = {
      own: truth(question, identity),
      others: truth(question, identity === 'ada' ? 'ben' : 'ada'),
      requestId,
    };
    for (const sentence of judge(answer, known)) ledger.violated(`operation ${requestId}: ${sentence}`);
  }
  return answer;
};
