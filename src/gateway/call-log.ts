import type { HttpCall, Notice } from '../datasources/base/index.ts';
import { type CallEvent, decide, type UpstreamError } from '../resilience/index.ts';
import type { Log } from './log.ts';

/**
 * Writes one event for each call of a source: what, how it went, how long; of one that failed also where, as an origin. Never a path, which may
 * hold values, nor a header. A failure that an older answer stood in for is a warning: nobody else hears of it.
 */
export const logCalls =
  (log: Log) =>
  ({ failure, instead, ...event }: CallEvent, call: HttpCall): void => {
    const { source, operation, outcome } = event;
    const told = { ...inRound(event), requestId: call.requestId };
    if (failure) {
      log[decide(failure.kind).level]({ ...told, ...factsOf(failure, call) }, `${source}.${operation} ${outcome}`);
    } else if (instead) {
      const facts = { failure: instead.kind, ...factsOf(instead, call) };
      log.warn({ ...told, ...facts }, `${source}.${operation} ${instead.kind}, an older answer stands in`);
    } else log.info(told, `${source}.${operation} ok`);
  };

/** In whole milliseconds. */
const inRound = ({ elapsedMs, queuedMs, pausedMs, stale, ...event }: CallEvent): object => ({
  ...event,
  elapsedMs: Math.round(elapsedMs),
  ...(queuedMs === undefined ? {} : { queuedMs: Math.round(queuedMs) }),
  ...(pausedMs === undefined ? {} : { pausedMs: Math.round(pausedMs) }),
  ...(stale === undefined ? {} : { stale: { ...stale, ageMs: Math.round(stale.ageMs) } }),
});

const factsOf = ({ facts }: UpstreamError, { method, url }: HttpCall): object => {
  const { status, sent, phase, retryAfterMs, stopped, detail, place } = facts;
  return { method, origin: url.origin, status, sent, phase, retryAfterMs, stopped, detail, place };
};

/** Writes one event for each change that concerns more than one call. */
export const logNotices =
  (log: Log) =>
  ({ what, state, ...notice }: Notice): void => {
    try {
      log[state === 'closed' ? 'info' : 'warn']({ ...notice, [what]: state }, `${notice.source} ${what} ${state}`);
    } catch {
      // A broken log must not fail a call.
    }
  };
