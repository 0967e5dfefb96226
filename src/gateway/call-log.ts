import type { HttpCall, Notice } from '../datasources/base/index.ts';
import { type CallEvent, decide } from '../resilience/index.ts';
import type { Log } from './log.ts';

/**
 * Writes one event for each call of a source: what, how it went, how long; of one that failed also where, as an origin. Never a path, which may
 * hold values, nor a header.
 */
export const logCalls =
  (log: Log) =>
  ({ failure, ...event }: CallEvent, { requestId, method, url }: HttpCall): void => {
    const { source, operation, outcome } = event;
    const { queuedMs, pausedMs } = event;
    const waited = {
      ...(queuedMs === undefined ? {} : { queuedMs: Math.round(queuedMs) }),
      ...(pausedMs === undefined ? {} : { pausedMs: Math.round(pausedMs) }),
    };
    const told = { ...event, ...waited, elapsedMs: Math.round(event.elapsedMs), requestId };
    if (!failure) {
      log.info(told, `${source}.${operation} ok`);
      return;
    }
    const { status, sent, phase, retryAfterMs, stopped, detail, place } = failure.facts;
    const facts = { status, sent, phase, retryAfterMs, stopped, detail, place };
    log[decide(failure.kind).level](
      { ...told, method, origin: url.origin, ...facts },
      `${source}.${operation} ${outcome}`,
    );
  };

/** Writes one event for each change that concerns more than one call. */
export const logNotices =
  (log: Log) =>
  ({ source, what, state, variables }: Notice): void => {
    try {
      log[state === 'closed' ? 'info' : 'warn'](
        { source, [what]: state, ...(variables ? { variables } : {}) },
        `${source} ${what} ${state}`,
      );
    } catch {
      // A broken log must not fail a call.
    }
  };
