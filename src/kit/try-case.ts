import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { PolicyName } from '../datasources/base/index.ts';
import type { Asking, Case, Seen } from '../faults/entry.ts';
import type { Times } from '../faults/fault.ts';
import { type KitQuery, type KitSubject, queryOf } from './kit-subject.ts';
import type { IdStyle } from './make-value.ts';
import { type Pretend, pretend } from './pretend.ts';
import { keysOf, type Stage, setStage } from './stage.ts';

/** Times scaled down so that waiting for them costs little, and up from what a busy machine needs. */
export const kitTimes: Times = { connectMs: 200, attemptMs: 300, totalMs: 1_500 };

/** What was seen of a case, and whether anything was left behind. */
export interface Tried {
  readonly seen: Seen;
  /** Connections that did not close. */
  readonly left: number;
  /** What went wrong in the kit itself. */
  readonly troubles: readonly string[];
}

/** Runs one case on one subject. @throws Error if the subject cannot be tried at all */
export const tryCase = async (
  subject: KitSubject,
  tried: Case,
  without: readonly PolicyName[] = [],
): Promise<Tried> => {
  const { asked, api, baseline } = await rehearse(subject, tried.asking);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const stage = await setStage(subject, api, tried, { times: kitTimes, without });
  try {
    const answers = await ask(stage, asked, tried.asking ?? {});
    const calls = stage.log.calls(subject.api.name);
    const left = await stage.close();
    return {
      left,
      troubles: stage.troubles,
      seen: {
        answers,
        baseline,
        calls,
        wire: stage.server.wire,
        connections: stage.server.connections(),
        loopDelayMs: delay.max / 1e6,
        times: kitTimes,
      },
    };
  } finally {
    delay.disable();
    await stage.close();
  }
};

/** A subject as it is when nothing is wrong. */
interface Rehearsed {
  readonly asked: KitQuery;
  readonly api: Pretend;
  readonly baseline: unknown;
}

/** Rehearsed once for each way of asking. */
const rehearsals = new WeakMap<KitSubject, Map<string, Promise<Rehearsed>>>();

const rehearse = (subject: KitSubject, { keys, one = false, pages = false }: Asking = {}): Promise<Rehearsed> => {
  const known = rehearsals.get(subject) ?? new Map<string, Promise<Rehearsed>>();
  rehearsals.set(subject, known);
  const style = keys ?? 'plain';
  const way = `${style} ${one} ${pages}`;
  const rehearsed = known.get(way) ?? rehearseNow(subject, style, one, pages);
  known.set(way, rehearsed);
  return rehearsed;
};

const rehearseNow = async (subject: KitSubject, keys: IdStyle, one: boolean, pages: boolean): Promise<Rehearsed> => {
  const asked = queryOf(subject, keys, one ? 1 : undefined);
  const api = pretend(subject, keysOf(subject, asked.keys), one ? 1 : undefined, pages);
  if (typeof api === 'string') throw new Error(`the kit cannot stand in for its API: ${api}`);
  return { asked, api, baseline: await askInPeace(subject, asked, api) };
};

/** What the subject answers when nothing is wrong. @throws Error if even that fails */
const askInPeace = async (subject: KitSubject, asked: KitQuery, api: Pretend): Promise<unknown> => {
  const stage = await setStage(subject, api, { fault: {} }, { times: PATIENT, without: [] });
  try {
    const [answer] = await ask(stage, asked, {});
    const [error] = answer?.errors ?? [];
    if (error) {
      const [call] = stage.log.calls(subject.api.name);
      throw new Error(
        `it fails with nothing in its way: ${error.message}${typeof call?.['place'] === 'string' ? ` at ${call['place']}` : ''}`,
      );
    }
    return answer?.data;
  } finally {
    await stage.close();
  }
};

const PATIENT: Times = { connectMs: 2_000, attemptMs: 5_000, totalMs: 10_000 };

type Answer = Seen['answers'][number];

/** Asks as often as the case wants; the calls of the last operations are what the log is left with. */
const ask = async (stage: Stage, asked: KitQuery, asking: Asking): Promise<readonly Answer[]> => {
  const answers: Answer[] = [];
  for (let i = 0; i < (asking.times ?? 1); i += 1) {
    if (i > 0 && asking.pauseMs !== undefined) await new Promise((resolve) => setTimeout(resolve, asking.pauseMs));
    stage.log.forget();
    const all = Array.from({ length: asking.parallel ?? 1 }, () => askOnce(stage, asked, asking));
    if (asking.blockMs) {
      // By then the requests are on the wire.
      await new Promise((resolve) => setTimeout(resolve, 20));
      block(asking.blockMs(kitTimes));
    }
    answers.push(...(await Promise.all(all)));
  }
  return answers;
};

const askOnce = async ({ gateway }: Stage, asked: KitQuery, asking: Asking): Promise<Answer> => {
  const start = performance.now();
  const client = new AbortController();
  const leave = asking.leaveAfterMs && setTimeout(() => client.abort(), asking.leaveAfterMs(kitTimes));
  const { data, errors, extensions } = await gateway.execute({
    query: asked.query,
    variables: asked.variables,
    signal: client.signal,
    headers: asking.timeoutMs ? { 'breakwater-timeout-ms': String(Math.round(asking.timeoutMs(kitTimes))) } : {},
  });
  clearTimeout(leave);
  return {
    data: plain(data),
    errors: (errors ?? []).map((error) => ({ message: error.message, extensions: error.extensions ?? {} })),
    extensions: extensions ?? {},
    elapsedMs: performance.now() - start,
  };
};

/** As a client reads it. */
const plain = (data: unknown): unknown => (data === undefined ? null : JSON.parse(JSON.stringify(data)));

/** Nothing else happens in this process meanwhile. */
const block = (ms: number): void => {
  for (const end = performance.now() + ms; performance.now() < end; );
};
