import type { Asking, Seen } from '../faults/entry.ts';
import type { Times } from '../faults/fault.ts';
import type { KitQuery } from './kit-subject.ts';
import type { Stage } from './stage.ts';

/** What is asked. */
export interface Queries {
  readonly asked: KitQuery;
  /** The same, for others. */
  readonly others: KitQuery;
}

type Answer = Seen['answers'][number];

/** Asks as often as the case wants; the calls of the last operations are what the log is left with. */
export const ask = async (
  stage: Stage,
  { asked, others }: Queries,
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
