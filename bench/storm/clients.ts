import type { Answer } from '../../src/datasources/base/answer.ts';
import type { HttpCall } from '../../src/datasources/base/http-call.ts';
import { pipeline } from '../../src/datasources/base/pipeline.ts';
import { policiesOf } from '../../src/datasources/base/source/policies.ts';
import { attemptTimeout, type Clock, compose, decide, type Trace } from '../../src/resilience/index.ts';
import type { Send } from './simulated-api.ts';

/** Makes one call; resolves if it was answered in time. Counts its attempts. */
export type Client = (attempt: () => void) => Promise<void>;

const TOTAL_MS = 10_000;

/** Breakwater as a source inherits it: every default, nothing tuned. */
export const breakwater = (send: Send, clock: Clock, random: () => number): Client => {
  const policies = policiesOf({ name: 'storm', baseUrl: 'https://storm.example/' });
  const list = pipeline({
    policies,
    decide,
    shelf: null,
    report: () => {},
    clock,
    random,
    // Its calls have no credential: there is nobody to ask for one.
    without: ['authenticate'],
  });
  // One pipeline for all calls, as in a process: the attempt to be told of travels with the call.
  const told = new WeakMap<Trace, () => void>();
  const shared = compose(list, async ({ signal, hear, trace }) => {
    told.get(trace)?.();
    await send(signal, hear);
    return ANSWER;
  });
  return async (attempt) => {
    const its = callAt(clock);
    told.set(its.trace, attempt);
    await shared(its);
  };
};

const ANSWER: Answer = { value: null, bytes: 0, freshness: null, parts: null, misfits: false, headers: {} };

const callAt = (clock: Clock): HttpCall => {
  const until = clock.now() + TOTAL_MS;
  return {
    source: 'storm',
    operation: 'read',
    // Every call asks for something else: nothing is shared, nothing kept.
    key: null,
    keep: false,
    target: 'https://storm.example',
    account: '',
    idempotent: true,
    deadline: () => until,
    signal: new AbortController().signal,
    trace: { attempts: 0, shared: false },
    allowance: { take: () => true },
  } as unknown as HttpCall;
};

/** What is written in an afternoon: a timeout, and three more tries a fixed pause apart, whatever went wrong. */
export const naive = (send: Send, clock: Clock): Client => {
  const timed = attemptTimeout<HttpCall, unknown>({ attemptMs: 3_000 }, clock)(({ signal }) => send(signal));
  return async (attempt) => {
    for (let tries = 1; ; tries += 1) {
      attempt();
      try {
        // No deadline for the whole: only each attempt is bounded.
        await timed({ ...callAt(clock), deadline: () => Infinity });
        return;
      } catch (error) {
        if (tries > RETRIES) throw error;
        await new Promise<void>((resolve) => void clock.after(PAUSE_MS, resolve));
      }
    }
  };
};

const RETRIES = 3;
const PAUSE_MS = 200;
