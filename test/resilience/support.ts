import { afterEach, beforeEach, expect, jest } from '@jest/globals';
import {
  type BreakerOptions,
  type Call,
  decide,
  type FailureFacts,
  type FailureKind,
  type RetryGrounds,
  UpstreamError,
} from '../../src/resilience/index.ts';
import { settle, type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

/** What a test file works with: a clock of its own for each test, on which no timer may be left. */
export const onVirtualTime = (): { readonly clock: VirtualClock } => {
  const held = { clock: virtualClock() };
  beforeEach(() => {
    held.clock = virtualClock();
  });
  afterEach(async () => {
    await settle();
    expect(held.clock.pending).toBe(0);
  });
  return held;
};

/** A breaker that opens after five failures in a row, or when half of twenty calls have failed. */
export const breakerOptions: BreakerOptions = {
  windowMs: 30_000,
  minCalls: 20,
  failureRatio: 0.5,
  consecutive: 5,
  breakMs: 5_000,
  maxBreakMs: 60_000,
};

/** A call with ten seconds to live. */
export const callAt = (clock: VirtualClock, given: Partial<Call> = {}): Call => {
  const limit = clock.now() + 10_000;
  return {
    source: 'shop',
    operation: 'item',
    key: 'GET /item',
    keep: false,
    target: 'https://shop.test',
    account: 'nobody',
    idempotent: true,
    deadline: () => limit,
    signal: new AbortController().signal,
    trace: { attempts: 0, shared: false },
    allowance: { take: () => true },
    ...given,
  };
};

export const failure = (kind: FailureKind, facts: FailureFacts = {}): UpstreamError => new UpstreamError(kind, facts);

/** The table as it is, and a budget that is never spent. */
export const grounds: RetryGrounds = { decide, budget: () => ({ deposit: () => undefined, withdraw: () => true }) };

/** A signal that counts its listeners, if they are taken off by hand. */
export const watched = () => {
  const controller = new AbortController();
  const add = jest.spyOn(controller.signal, 'addEventListener');
  const remove = jest.spyOn(controller.signal, 'removeEventListener');
  return { controller, listeners: () => add.mock.calls.length - remove.mock.calls.length };
};

/** How a promise ended: `{ value }`, or `{ kind, ...facts }` of its failure. */
export const outcome = async (promise: Promise<unknown>): Promise<object> => {
  try {
    return { value: await promise };
  } catch (error) {
    if (!(error instanceof UpstreamError)) return { thrown: error };
    return { kind: error.kind, ...error.facts };
  }
};

/** A handler that does one thing after another: a failure is thrown, anything else answered; then it answers `'ok'`. */
export const scripted = (...script: readonly unknown[]) => {
  const calls: Call[] = [];
  const handler = async (call: Call): Promise<unknown> => {
    const next = script[calls.length] ?? 'ok';
    calls.push(call);
    if (next instanceof Error) throw next;
    return next;
  };
  return { handler, calls };
};

/** A handler that answers only when told to, and follows the call's signal as every handler must. */
export const held = () => {
  const calls: { readonly call: Call; answer(value: unknown): void; fail(error: unknown): void }[] = [];
  const handler = (call: Call): Promise<unknown> =>
    new Promise((answer, fail) => {
      calls.push({ call, answer, fail });
      call.onSend?.();
      call.signal.addEventListener('abort', () => fail(call.signal.reason), { once: true });
    });
  return { handler, calls };
};
