import type { MayTell, Survey, Tap, Upstream } from '../datasources/base/index.ts';
import type { Clock } from '../resilience/index.ts';
import { type DriftNews, driftNews } from './drift-news.ts';
import type { DriftOptions } from './drift-options.ts';
import type { Log } from './log.ts';

/** Compares some of the answers with the contract, after they were given. */
export interface DriftWatch {
  /** Takes samples; undefined where nothing is to be compared. */
  readonly tap: Tap | undefined;
  /** Says what answers are compared by. Before, they wait. */
  compareBy(upstreams: ReadonlyMap<string, Pick<Upstream, 'survey'>>): void;
  /** Compares nothing any more. */
  stop(): void;
}

export interface DriftWatchOptions {
  readonly drift: Required<DriftOptions> | false;
  readonly log: Log;
  readonly clock: Clock;
}

/** An answer of one operation is compared at most this often, in milliseconds. */
const GAP_MS = 10_000;
/** Between two comparisons of any kind, and before the first: by then most answers were given. */
const PAUSE_MS = 1_000;
/** Longer answers are not compared: one of this size takes about 20 ms. */
const MAX_BYTES = 2 ** 18;
/** Answers that wait at a time. */
const MAX_WAITING = 16;

interface Sample {
  readonly source: string;
  readonly operation: string;
  readonly body: Uint8Array;
  readonly contentType: string | undefined;
  readonly mayTell: MayTell;
}

/** What is remembered of one operation. */
interface Watched {
  /** Answers to let pass before the next sample. */
  skip: number;
  /** On the clock: no sample before. */
  notBefore: number;
  findings: number;
  readonly newsOf: ReturnType<typeof driftNews>;
}

/** Watches for drift. Whatever goes wrong in it is told once, and costs no answer. */
export const watchDrift = ({ drift, log, clock }: DriftWatchOptions): DriftWatch => {
  if (drift === false) return { tap: undefined, compareBy() {}, stop() {} };
  const watched = new Map<string, Watched>();
  const waiting = new Map<string, Sample>();
  let upstreams: Parameters<DriftWatch['compareBy']>[0] | undefined;
  let timer: (() => void) | undefined;
  let stopped = false;
  let failed = false;

  const wake = () => {
    if (!stopped && waiting.size > 0) timer ??= clock.after(PAUSE_MS, compareNext);
  };
  const compareNext = () => {
    timer = undefined;
    for (const [id, sample] of [...waiting].slice(0, 1)) {
      waiting.delete(id);
      try {
        const survey = upstreams?.get(sample.source)?.survey(sample.operation, sample.body, sample.contentType);
        const its = watched.get(id);
        if (its && survey) tell(its, its.newsOf(tellable(survey, sample)), sample, log);
      } catch (error) {
        if (!failed) tellFailure(error, sample, log);
        failed = true;
      }
    }
    wake();
  };
  return {
    tap({ source, operation, drill }, { body, headers }, mayTell) {
      if (drill || stopped) return;
      const id = `${source}.${operation}`;
      const its = watched.get(id) ?? { skip: 0, notBefore: clock.now(), findings: 0, newsOf: driftNews() };
      watched.set(id, its);
      if (waiting.size >= MAX_WAITING || body.length > MAX_BYTES) return;
      if (!isNext(its, drift.everyNth, clock.now())) return;
      waiting.set(id, { source, operation, body, contentType: headers['content-type'], mayTell });
      wake();
    },
    compareBy: (all) => {
      upstreams = all;
    },
    stop() {
      stopped = true;
      waiting.clear();
      timer?.();
    },
  };
};

/** Whether it is this answer's turn. */
const isNext = (its: Watched, everyNth: number, now: number): boolean => {
  its.skip -= 1;
  if (its.skip >= 0) return false;
  its.skip = everyNth - 1;
  if (now < its.notBefore) return false;
  its.notBefore = now + GAP_MS;
  return true;
};

/** Names that are not the contract's are the API's: one may hold a credential. */
const tellable = (survey: Survey, { mayTell }: Sample): Survey => ({
  ...survey,
  beyond: survey.beyond.filter(mayTell),
});

/** One line for what is new. What has appeared harms nobody. */
const tell = (its: Watched, news: DriftNews, { source, operation }: Sample, log: Log): void => {
  const { vanished, changed, appeared } = news;
  const found = Object.entries({ vanished, changed, appeared }).filter(([, names]) => names.length > 0);
  if (found.length === 0) return;
  its.findings += found.flatMap(([, names]) => names).length;
  const level = vanished.length + changed.length > 0 ? 'warn' : 'info';
  log[level](
    { source, operation, findings: its.findings, drift: Object.fromEntries(found) },
    `${source}.${operation} drift`,
  );
};

/** A comparison that fails is a mistake of ours. Its message may quote what an API has sent, and is not told. */
const tellFailure = (error: unknown, { source, operation }: Sample, log: Log): void => {
  const name = error instanceof Error ? error.name : 'what was thrown is no error';
  try {
    log.error({ source, operation, error: name }, 'drift could not be looked for');
  } catch {
    // A broken log must not fail anything.
  }
};
