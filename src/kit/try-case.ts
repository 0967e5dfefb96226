import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { PolicyName } from '../datasources/base/index.ts';
import type { Asking, Case, Seen } from '../faults/entry.ts';
import type { Times } from '../faults/fault.ts';
import { type Asked, KEYS, type KitQuery, type KitSubject, keysOf, queryOf } from './kit-subject.ts';
import type { IdStyle } from './make-value.ts';
import { type Pretend, pretend } from './pretend.ts';
import { type Stage, setStage } from './stage.ts';
import { kitTimes } from './times.ts';

/** What was seen of a case, and whether anything was left behind. */
export interface Tried {
  readonly seen: Seen;
  /** Connections that were still at work for an answer after all answers had come. */
  readonly busy: number;
  /** Connections that did not close when everything else had. */
  readonly left: number;
  /** What went wrong in the kit itself. */
  readonly troubles: readonly string[];
}

/** How a case is tried. */
export interface TryOptions {
  /** Policies that are left out, for tests of the kit. @default none */
  readonly without?: readonly PolicyName[];
  /** @default kitTimes */
  readonly times?: Times;
}

/** Runs one case on one subject. @throws Error if the subject cannot be tried at all */
export const tryCase = async (
  subject: KitSubject,
  tried: Case,
  { without = [], times = kitTimes }: TryOptions = {},
): Promise<Tried> => {
  const { api, baseline, ...queries } = await rehearse(subject, tried.asking);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const stage = await setStage(subject, api, tried, { times, without });
  try {
    const answers = await ask(stage, queries, tried.asking ?? {}, times);
    const calls = stage.log.calls(subject.api.name);
    const busy = await stage.busy();
    const left = await stage.close();
    return {
      busy,
      left,
      troubles: stage.troubles,
      seen: {
        answers,
        baseline,
        calls,
        wire: stage.server.wire,
        wireAt: stage.server.wireAt,
        connections: stage.server.connections(),
        loopDelayMs: delay.max / 1e6,
        times,
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
  /** The same, for others. */
  readonly others: KitQuery;
  readonly api: Pretend;
  readonly baseline: unknown;
}

/** Rehearsed once for each way of asking. */
const rehearsals = new WeakMap<KitSubject, Map<string, Promise<Rehearsed>>>();

const rehearse = (
  subject: KitSubject,
  { keys, others = false, one = others, together = false, pages = false }: Asking = {},
): Promise<Rehearsed> => {
  const known = rehearsals.get(subject) ?? new Map<string, Promise<Rehearsed>>();
  rehearsals.set(subject, known);
  const style = keys ?? 'plain';
  const way = `${style} ${one} ${together} ${pages}`;
  const rehearsed = known.get(way) ?? rehearseNow(subject, { style, one, together, pages });
  known.set(way, rehearsed);
  return rehearsed;
};

/** A way of asking: see `Asking`. */
interface Way extends Required<Pick<Asking, 'one' | 'together' | 'pages'>> {
  readonly style: IdStyle;
}

const rehearseNow = async (subject: KitSubject, { style, one, together, pages }: Way): Promise<Rehearsed> => {
  const most = one ? { most: 1 } : together ? inOneRequest(subject) : {};
  const asked = queryOf(subject, { style, ...most });
  const api = pretend(subject, keysOf(subject, asked.keys), one ? 1 : undefined, pages);
  if (typeof api === 'string') throw new Error(`the kit cannot stand in for its API: ${api}`);
  return {
    asked,
    others: queryOf(subject, { style, ...most, from: 1 }),
    api,
    baseline: await askInPeace(subject, asked, api),
  };
};

const inOneRequest = ({ operation }: KitSubject): Asked =>
  operation.kind === 'batch' && !operation.whole ? { most: Math.min(KEYS, operation.max) } : {};

/** What the subject answers when nothing is wrong. @throws Error if even that fails */
const askInPeace = async (subject: KitSubject, asked: KitQuery, api: Pretend): Promise<unknown> => {
  const stage = await setStage(subject, api, { fault: {} }, { times: PATIENT, without: [] });
  try {
    const [answer] = await ask(stage, { asked, others: asked }, {}, PATIENT);
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
const ask = async (
  stage: Stage,
  { asked, others }: Pick<Rehearsed, 'asked' | 'others'>,
  asking: Asking,
  times: Times,
): Promise<readonly Answer[]> => {
  const answers: Answer[] = [];
  for (let i = 0; i < (asking.times ?? 1); i += 1) {
    if (i > 0 && asking.pauseMs !== undefined) await new Promise((resolve) => setTimeout(resolve, asking.pauseMs));
    stage.log.forget();
    const query = asking.others && i > 0 ? others : asked;
    const all = Array.from({ length: asking.parallel ?? 1 }, () => askOnce(stage, query, asking, times));
    if (asking.blockMs) {
      // By then the requests are on the wire.
      await new Promise((resolve) => setTimeout(resolve, 20));
      block(asking.blockMs(times));
    }
    answers.push(...(await Promise.all(all)));
  }
  return answers;
};

const askOnce = async ({ gateway }: Stage, asked: KitQuery, asking: Asking, times: Times): Promise<Answer> => {
  const start = performance.now();
  const client = new AbortController();
  const leave = asking.leaveAfterMs && setTimeout(() => client.abort(), asking.leaveAfterMs(times));
  const { data, errors, extensions } = await gateway.execute({
    query: asked.query,
    variables: asked.variables,
    signal: client.signal,
    headers: asking.timeoutMs ? { 'breakwater-timeout-ms': String(Math.round(asking.timeoutMs(times))) } : {},
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
