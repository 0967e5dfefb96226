import { ALONE, cured, onlyReads, repeats, said, triesOf } from '../cases.ts';
import { all, type Check, never, notStoppedBy, someUnsent, toldSent } from '../checks.ts';
import type { Entry, Expected } from '../entry.ts';
import type { Script, Times } from '../fault.ts';
import { atOne, bytesOf, first } from '../respond.ts';
import { answeringAfter, blockingFor, every, silent } from '../slow.ts';

const headerDrip: Script = (socket, _heard, _good, { attemptMs }) => {
  socket.write('HTTP/1.1 200 OK\r\n');
  every(socket, attemptMs / 6, () => socket.write('x-drip: 1\r\n'));
};

const bodyDrip: Script = (socket, _heard, { body, contentType }, { attemptMs }) => {
  let sent = 0;
  socket.write(bytesOf({ headers: { 'content-type': contentType, 'content-length': String(body.length) } }));
  every(socket, attemptMs / 4, () => {
    socket.write(body.subarray(sent, sent + 1));
    sent += 1;
  });
};

const bodyStall: Script = (socket, _heard, { body, contentType }) =>
  void socket.write(
    bytesOf({
      headers: { 'content-type': contentType, 'content-length': String(body.length) },
      body: body.subarray(0, 3),
    }),
  );

const interimFlood: Script = (socket) => every(socket, 5, () => socket.write('HTTP/1.1 100 Continue\r\n\r\n'));

const slow = answeringAfter(({ attemptMs }) => attemptMs * 1.5);

/** No more than the header's head came, or nothing at all. */
const unanswered: Expected = { outcome: 'timeout', again: 'yes', sent: ['maybe'], within: 'attempt' };
const broken: Expected = { ...unanswered, sent: ['yes'] };

/** One attempt at a time, and nobody waits. */
const narrow = { maxConcurrent: 1, maxQueue: 0, maxQueueMs: 500 } as const;

/** As a source has it that says nothing. */
const usualBreaker = {
  windowMs: 30_000,
  minCalls: 20,
  failureRatio: 0.5,
  consecutive: 5,
  breakMs: 5_000,
  maxBreakMs: 60_000,
} as const;

/** So late that the timers of an attempt have rung, and by more than what a slow timer explains. */
const tooLong = ({ attemptMs }: Times): number => attemptMs + 350;

/** The total is that of the kit, and the third attempt is still under way as it ends. */
const thirds = { connectMs: 200, attemptMs: 500, totalMs: 1_500 } as const;

/** How exactly the total is kept to, beside what this process was held up itself. In milliseconds. */
const EXACT_MS = 50;

const endsAtTheTotal: Check = ({ answers, loopDelayMs, times: { totalMs } }) =>
  answers.flatMap(({ elapsedMs }) =>
    elapsedMs >= totalMs - EXACT_MS && elapsedMs <= totalMs + EXACT_MS + loopDelayMs
      ? []
      : [`the total of ${totalMs} ms was over after ${Math.round(elapsedMs)} ms`],
  );

/** Answers that come too late, too slowly, or to a process that does not listen. */
export const timing: readonly Entry[] = [
  {
    id: 'M1',
    says: 'no answer comes',
    cases: [{ fault: { script: silent }, expected: unanswered }, cured('timeout', silent)],
  },
  {
    id: 'M2',
    says: 'headers come one by one, and never end',
    cases: [{ fault: { script: headerDrip }, expected: unanswered }, cured('timeout', headerDrip)],
  },
  {
    id: 'M3',
    says: 'the body comes byte by byte',
    cases: [{ fault: { script: bodyDrip }, expected: broken }, cured('timeout', bodyDrip)],
  },
  {
    id: 'M4',
    says: 'the body stops after three bytes',
    cases: [{ fault: { script: bodyStall }, expected: broken }, cured('timeout', bodyStall)],
  },
  {
    id: 'M5',
    says: 'interim responses come without end',
    cases: [{ fault: { script: interimFlood }, expected: said('protocol', { sent: ['maybe'] }) }],
  },
  {
    id: 'M6',
    says: 'the first answer is too slow, the second is not',
    cases: [
      cured('timeout', slow, { says: 'it is asked again' }),
      {
        says: 'a copy of the request is faster',
        notFor: onlyReads,
        fault: { script: first(answeringAfter(({ attemptMs }) => attemptMs * 0.8)) },
        api: { hedge: { afterMs: 60 } },
        expected: { outcome: 'ok', within: 'attempt' },
        check: ({ answers, times }) =>
          answers.some(({ elapsedMs }) => elapsedMs >= times.attemptMs * 0.8) ? ['the slow copy was waited for'] : [],
      },
    ],
  },
  {
    id: 'M7',
    says: 'every answer is too slow',
    cases: [
      {
        fault: { script: answeringAfter(({ attemptMs }) => attemptMs * 3) },
        expected: { outcome: ['timeout', 'outOfTime'], again: 'yes', sent: ['maybe'] },
      },
      {
        says: 'more attempts are allowed than there is time for',
        fault: { script: answeringAfter(({ attemptMs }) => attemptMs * 3) },
        api: { retry: { maxAttempts: 10, baseMs: 10, throttledBaseMs: 20, capMs: 50, maxRetryAfterMs: 300 } },
        expected: { outcome: ['timeout', 'outOfTime'], sent: ['maybe'] },
      },
      {
        says: 'the last attempt is cut short as the time of all is up',
        // What is sent once only ends with its attempt.
        notFor: (subject) => (triesOf('timeout', subject) < 3 ? 'it makes no third attempt' : undefined),
        asking: ALONE,
        fault: { script: silent },
        api: {
          timeouts: thirds,
          retry: { maxAttempts: 10, baseMs: 10, throttledBaseMs: 10, capMs: 10, maxRetryAfterMs: 300 },
        },
        expected: { outcome: 'timeout', sent: ['maybe'] },
        check: endsAtTheTotal,
      },
    ],
  },
  {
    id: 'M8',
    says: 'the client leaves',
    cases: [
      {
        fault: { script: silent },
        asking: { leaveAfterMs: ({ attemptMs }) => attemptMs * 0.3 },
        expected: { outcome: 'cancelled', again: 'no', sent: ['maybe'], within: 'fast' },
      },
      {
        says: 'while the answer is being read',
        fault: { script: bodyStall },
        asking: { leaveAfterMs: ({ attemptMs }) => attemptMs * 0.3 },
        expected: { outcome: 'cancelled', again: 'no', sent: ['maybe', 'yes'], within: 'fast' },
      },
    ],
  },
  {
    id: 'M9',
    says: 'the time that the client gives is spent',
    cases: [
      {
        says: 'during the first attempt',
        fault: { script: silent },
        asking: { timeoutMs: ({ attemptMs }) => attemptMs * 0.4 },
        expected: { outcome: 'outOfTime', again: 'no', sent: ['maybe'], within: 'fast' },
      },
      {
        says: 'after an attempt that failed: the failure is told, not the time',
        notFor: repeats('timeout'),
        fault: { script: silent },
        asking: { timeoutMs: ({ attemptMs }) => attemptMs * 1.8 },
        expected: { outcome: 'timeout', sent: ['maybe'] },
      },
    ],
  },
  {
    id: 'M10',
    says: 'too many calls are under way here',
    cases: [
      {
        says: 'the others are refused, and it is not held against the API',
        fault: { script: silent },
        api: { bulkhead: narrow, breaker: { ...usualBreaker, consecutive: 2 } },
        asking: { parallel: 8, apart: true },
        expected: { outcome: ['timeout', 'overloaded'] },
        check: all(someUnsent('overloaded'), toldSent('timeout', 'maybe'), notStoppedBy('breaker')),
      },
      {
        says: 'those that wait are not timed before their turn',
        fault: { script: answeringAfter(({ attemptMs }) => attemptMs * 0.5) },
        api: { bulkhead: { maxConcurrent: 1, maxQueue: 10, maxQueueMs: 1_200 } },
        asking: { parallel: 3, apart: true, together: true },
        expected: { outcome: 'ok', again: 'no' },
      },
    ],
  },
  {
    id: 'M11',
    says: 'this process is too busy to listen',
    cases: [
      {
        says: 'while the answer comes',
        fault: { script: first(atOne(blockingFor(tooLong))) },
        asking: ALONE,
        expected: { outcome: 'ok' },
      },
      {
        says: 'just after it has asked',
        fault: { script: answeringAfter(({ attemptMs }) => attemptMs / 5) },
        asking: { blockMs: tooLong },
        expected: { outcome: 'ok' },
      },
      {
        says: 'with many calls under way, which is not held against the API',
        // Of so many, one may not be on the wire when nobody listens any more.
        notFor: repeats('stalled'),
        fault: { script: answeringAfter(({ attemptMs }) => attemptMs / 5) },
        api: { breaker: usualBreaker },
        asking: { blockMs: tooLong, parallel: 12, apart: true, together: true, times: 2 },
        expected: { outcome: 'ok' },
        check: never('circuitOpen'),
      },
    ],
  },
];
