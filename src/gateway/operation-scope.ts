import { randomUUID } from 'node:crypto';
import { type Caller, newScope, type Scope, type ScopeOptions } from '../datasources/base/index.ts';
import { type Clock, UpstreamError } from '../resilience/index.ts';
import { BadRequest } from './bad-request.ts';

/** Request headers, lower-case. */
export interface RequestHeaders {
  get(name: string): string | undefined;
}

/** An operation under way. */
export interface OperationScope {
  readonly scope: Scope;
  /** Ends all calls of the operation: its client has left, or the gateway stops. */
  readonly abort: (why: string) => void;
}

/** A request id that may stand in logs and headers as it is. */
const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** The id of the caller's choice if it is fit for logs, else a new one. */
export const requestIdOf = (headers: RequestHeaders): string => {
  const given = headers.get('x-request-id');
  return given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
};

/** How long the caller is ready to wait, capped. @throws BadRequest */
export const timeoutOf = (headers: RequestHeaders, defaultMs: number, maxMs: number): number => {
  const given = headers.get('breakwater-timeout-ms');
  if (given === undefined) return defaultMs;
  if (!/^[1-9]\d{0,8}$/.test(given))
    throw new BadRequest(400, 'The header breakwater-timeout-ms must be a whole number of milliseconds, from 1.');
  return Math.min(Number(given), maxMs);
};

/** The headers of the caller that sources may pass on. */
export const callerOf = (headers: RequestHeaders, forward: readonly string[]): Caller =>
  Object.fromEntries(
    forward.flatMap((name) => {
      const value = headers.get(name.toLowerCase());
      return value === undefined ? [] : [[name.toLowerCase(), value]];
    }),
  );

/** Begins an operation. */
export const beginOperation = (
  requestId: string,
  timeoutMs: number,
  own: Required<Pick<ScopeOptions, 'drills' | 'caller' | 'journal'>>,
  clock: Clock,
): OperationScope => {
  const controller = new AbortController();
  return {
    scope: newScope(requestId, clock.now() + timeoutMs, controller.signal, own),
    abort: (why) => controller.abort(new UpstreamError('cancelled', { detail: why })),
  };
};
