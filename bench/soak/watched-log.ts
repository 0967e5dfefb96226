import type { Log } from '../../src/gateway/log.ts';
import type { Ledger } from './ledger.ts';
import type { LoopDelay } from './loop-delay.ts';
import { patienceMs } from './patience.ts';
import { mostAttempts, times } from './sources.ts';

interface CallFacts {
  readonly source: string;
  readonly operation: string;
  readonly outcome: string;
  readonly attempts: number;
  readonly elapsedMs: number;
}

/** A log that counts the calls of sources, and finds those that took too much. */
export const watchedLog = (ledger: Ledger, delay: LoopDelay): Log => {
  const hear = (event: object, message: string): void => {
    if (message.startsWith('unexpected: ')) ledger.violated(`the log says: ${message}`);
    if (!isCall(event)) return;
    const { source, operation, outcome, attempts, elapsedMs } = event;
    ledger.call(outcome, attempts);
    const most = mostAttempts(source);
    if (attempts > most) ledger.violated(`${source}.${operation} made ${attempts} attempts, more than ${most}`);
    const limit = times.totalMs + patienceMs(delay.since(performance.now() - elapsedMs));
    if (elapsedMs > limit)
      ledger.violated(`${source}.${operation} took ${Math.round(elapsedMs)} ms, more than ${Math.round(limit)}`);
  };
  return { debug: hear, info: hear, warn: hear, error: hear };
};

const isCall = (event: object): event is CallFacts => 'outcome' in event;
