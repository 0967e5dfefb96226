import { ALONE, mayRepeat, onlyReads, repeats, said, standsIn } from '../cases.ts';
import { all, type Check, connectionsUpTo, eachOnce, someUnsent, toldSent, unsent } from '../checks.ts';
import type { Case, Entry, Expected, Seen } from '../entry.ts';
import type { Script } from '../fault.ts';
import { answerWell, bytesOf, first, respond } from '../respond.ts';
import { answeringAfter, silent } from '../slow.ts';

const endless: Script = (socket, _heard, { body, contentType }) => {
  const chunk = Buffer.alloc(65_536, body);
  const pour = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', pour);
  // Neither a length nor chunks: the body ends with the connection, and so never.
  socket.write(`HTTP/1.1 200 OK\r\ncontent-type: ${contentType}\r\n\r\n`, pour);
};

/** The head promises 10 GB. */
const huge: Script = (socket, _heard, { body, contentType }) =>
  void socket.write(bytesOf({ headers: { 'content-type': contentType, 'content-length': '10000000000' }, body }));

/** Fails, but for one time in between. */
const goodOnlyThird: Script = (socket, heard, good, times) =>
  (heard.nth === 3 ? answerWell : failing)(socket, heard, good, times);

const failing: Script = (socket) => respond(socket, { status: 500 });

const refusedHere = (outcome: 'circuitOpen' | 'overloaded' | 'quotaSpent'): Expected => ({
  outcome,
  sent: ['no'],
  within: 'fast',
  ...(outcome === 'overloaded' ? {} : { retryAfter: true }),
});

/** Opens at the second call that fails. */
const quick = {
  windowMs: 30_000,
  minCalls: 1_000,
  failureRatio: 1,
  consecutive: 2,
  breakMs: 5_000,
  maxBreakMs: 5_000,
} as const;

/** Failures that come closer together than 50 ms may have one cause. */
const APART_MS = 60;

const reasonOf = (api: string, { answers }: Seen): unknown =>
  (answers.at(-1)?.extensions['sources'] as Readonly<Record<string, { readonly reason?: string }>> | undefined)?.[api]
    ?.reason;

/** A cache that does not answer in 50 ms is gone round; the rest is for asking the API, and for a busy machine. In milliseconds. */
const GONE_ROUND_MS = 50 + 150;

/** The first waits for the cache, and not for long; the second does not wait at all, for the cache is left alone. */
const goesRound: Check = ({ answers, loopDelayMs }) =>
  answers.flatMap(({ elapsedMs }) =>
    elapsedMs <= GONE_ROUND_MS + 2 * loopDelayMs ? [] : [`the cache was waited for: ${Math.round(elapsedMs)} ms`],
  );

/** For cases whose API answers HTTP 500 until the circuit opens. */
const opensCircuit: NonNullable<Case['notFor']> = ({ api }) =>
  api.failures?.failed?.breaker === 'neutral' ? 'HTTP 500 opens no circuit of it' : undefined;

/** What runs out, here or there. */
export const resource: readonly Entry[] = [
  {
    id: 'Z1',
    says: 'the body never ends',
    cases: [
      { fault: { script: endless }, api: { maxBytes: 262_144 }, expected: said('tooLarge', { within: 'attempt' }) },
    ],
  },
  {
    id: 'Z2',
    says: 'a body of 10 GB is announced',
    cases: [{ fault: { script: huge }, expected: said('tooLarge', { within: 'fast' }) }],
  },
  {
    id: 'Z3',
    says: 'many ask a slow API at once',
    cases: [
      {
        says: 'so many as may are answered at a time, the others wait',
        fault: { script: answeringAfter(({ attemptMs }) => attemptMs / 10) },
        api: { bulkhead: { maxConcurrent: 4, maxQueue: 100, maxQueueMs: 1_200 } },
        asking: { ...ALONE, parallel: 20, apart: true },
        expected: { outcome: 'ok', again: 'no' },
        check: connectionsUpTo(4),
      },
      {
        says: 'those for whom there is no room are refused',
        fault: { script: silent },
        api: { bulkhead: { maxConcurrent: 4, maxQueue: 2, maxQueueMs: 1_200 } },
        asking: { ...ALONE, parallel: 20, apart: true },
        expected: { outcome: ['timeout', 'overloaded'] },
        check: all(someUnsent('overloaded'), toldSent('timeout', 'maybe')),
      },
      {
        says: 'fifty who ask the same share one answer',
        notFor: onlyReads,
        fault: { script: answeringAfter(({ attemptMs }) => attemptMs * 0.6) },
        asking: { ...ALONE, parallel: 50 },
        expected: { outcome: 'ok' },
        check: eachOnce,
      },
    ],
  },
  {
    id: 'Z4',
    says: 'a policy lets nothing through',
    cases: [
      {
        says: 'the circuit is open',
        notFor: opensCircuit,
        fault: { script: failing },
        api: { breaker: quick, cache: false },
        asking: { times: 3, pauseMs: APART_MS },
        expected: refusedHere('circuitOpen'),
        check: unsent,
      },
      {
        says: 'the circuit is open, and an old answer has to do',
        notFor: (subject, good) =>
          opensCircuit(subject, good) ?? onlyReads(subject, good) ?? standsIn('circuitOpen')(subject, good),
        fault: { script: first(answerWell, failing) },
        api: { breaker: quick, cache: { ttlMs: 0, staleIfErrorMs: 60_000 } },
        asking: { times: 4, pauseMs: APART_MS },
        expected: { outcome: 'stale', within: 'fast' },
        check: all(unsent, (seen, { api }) =>
          reasonOf(api.name, seen) === 'UPSTREAM_CIRCUIT_OPEN' ? [] : ['the reason is not that the circuit is open'],
        ),
      },
      {
        // Had one success closed it, one failure would not open it.
        says: 'the circuit is open again: one success does not close it',
        // What may not be repeated is no probe, as long as anything else may come.
        notFor: (subject, good) =>
          opensCircuit(subject, good) ??
          (mayRepeat(subject.operation) ? undefined : 'it may not be repeated, and so is no probe'),
        fault: { script: goodOnlyThird },
        api: { breaker: { ...quick, breakMs: 400, maxBreakMs: 5_000 }, retry: { maxAttempts: 1 }, cache: false },
        asking: { one: true, times: 5, pauseMs: 500 },
        expected: refusedHere('circuitOpen'),
        check: unsent,
      },
      {
        says: 'there is no room, not even to wait',
        fault: { script: silent },
        api: { bulkhead: { maxConcurrent: 1, maxQueue: 0, maxQueueMs: 500 } },
        asking: { parallel: 3, apart: true },
        expected: { outcome: ['timeout', 'overloaded'] },
        check: all(someUnsent('overloaded'), toldSent('timeout', 'maybe')),
      },
      {
        says: 'no turn comes in time',
        fault: { script: silent },
        api: { bulkhead: { maxConcurrent: 1, maxQueue: 10, maxQueueMs: 40 } },
        asking: { parallel: 3, apart: true },
        expected: { outcome: ['timeout', 'overloaded'] },
        check: all(someUnsent('overloaded'), toldSent('timeout', 'maybe')),
      },
      {
        says: 'no more may be repeated',
        notFor: repeats('failed'),
        fault: { script: failing },
        // One in 100 s is none within a case; none at all would contradict a source that says how often it tries.
        api: { budget: { ratio: 0, perSecond: 0.01 } },
        expected: said('failed', { again: 'no' }),
        check: ({ calls }) =>
          calls.every(({ stopped }) => stopped === 'budget') ? [] : ['the log does not name the budget'],
      },
      {
        says: 'the quota is spent',
        fault: {},
        api: { quota: { limit: 1, windowMs: 60_000 }, cache: false },
        asking: { times: 2 },
        expected: refusedHere('quotaSpent'),
        check: unsent,
      },
    ],
  },
  {
    id: 'Z5',
    says: 'the cache is broken',
    cases: (['cacheThrows', 'cacheHangs'] as const).map((broken) => ({
      says: broken === 'cacheThrows' ? 'it throws' : 'it hangs',
      fault: {},
      broken,
      api: { cache: { ttlMs: 60_000 } },
      asking: { times: 2 },
      expected: { outcome: 'ok', again: 'no', within: 'fast' },
      check: goesRound,
    })),
  },
  {
    id: 'Z6',
    says: 'the log is broken',
    cases: [
      { fault: {}, broken: 'logThrows', expected: { outcome: 'ok', again: 'no', within: 'fast' } },
      {
        says: 'while the API fails',
        fault: { script: failing },
        broken: 'logThrows',
        expected: said('failed'),
      },
    ],
  },
];
