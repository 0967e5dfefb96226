import { cured, PATIENT, said, throttledForASecond } from '../cases.ts';
import { all, eachOnce, unsent } from '../checks.ts';
import type { Case, Entry, Expected, Seen } from '../entry.ts';
import type { Script } from '../fault.ts';
import { first, type Response, respond, respondWell } from '../respond.ts';

type Headers = NonNullable<Response['headers']>;

const throttled =
  (headers: () => Headers): Script =>
  (socket) =>
    respond(socket, { status: 429, headers: headers() });

const refusing = (says: string, headers: () => Headers, expected: Expected): Case => ({
  says,
  fault: { script: throttled(headers) },
  expected,
});

/** Says nothing of when to ask again, or nothing that can be read. */
const timeless = (says: string, headers: Headers = {}): Case => ({
  says,
  fault: { script: throttled(() => headers) },
  ...throttledForASecond,
});

/** A moment, in milliseconds from now, as HTTP writes it. */
const date = (fromNowMs: number): string => new Date(Date.now() + fromNowMs).toUTCString();

const HOUR = 3_600_000;
const YEARS = 10 * 365 * 24 * HOUR;

/** Longer than anybody waits: told at once, with the time to wait. */
const tooLong = said('throttled', { again: 'no', within: 'fast', retryAfter: true });
const atOnce = said('throttled', { again: 'yes', retryAfter: true });

/** Known for sure, and so not asked at all. What is kept would stand in for the answer, and is left out. */
const spent: Expected = { outcome: 'quotaSpent', sent: ['no'], within: 'fast', retryAfter: true };

/** Timers ring up to so much too early. In milliseconds. */
const EARLY_MS = 5;

/** The second request was not sent before the second was over that the first had been answered with. */
const secondApart = ({ wireAt: [refused = 0, next = refused] }: Seen): readonly string[] =>
  next - refused >= 1_000 - EARLY_MS ? [] : [`the next request came after ${Math.round(next - refused)} ms`];

const announcing =
  (headers: Headers): Script =>
  (socket, _heard, good) =>
    respondWell(socket, good, { headers });

const used = (says: string, headers: Headers): Case => ({
  says,
  fault: { script: announcing(headers) },
  api: { cache: false },
  asking: { times: 2 },
  expected: spent,
  check: all(unsent, eachOnce),
});

const nonsense = (says: string, headers: Headers): Case => ({
  says,
  fault: { script: announcing(headers) },
  api: { cache: false },
  asking: { times: 2 },
  expected: { outcome: 'ok', again: 'no', within: 'fast' },
});

/** What an API says of how often it may be asked. */
export const rate: readonly Entry[] = [
  {
    id: 'R1',
    says: 'fewer calls are asked for, every time',
    cases: [
      timeless('without a time'),
      refusing('Retry-After: 0', () => ({ 'retry-after': '0' }), atOnce),
      timeless('Retry-After: -1, which is no time', { 'retry-after': '-1' }),
      timeless('Retry-After: 1e12, which is no time', { 'retry-after': '1e12' }),
      refusing('Retry-After: 1000000000000', () => ({ 'retry-after': '1000000000000' }), tooLong),
      timeless('Retry-After: soon', { 'retry-after': 'soon' }),
      timeless('two times', { 'retry-after': ['0', '1'] }),
      refusing('a date that has passed', () => ({ 'retry-after': date(-HOUR), date: date(0) }), atOnce),
      refusing('a date to come', () => ({ 'retry-after': date(HOUR), date: date(0) }), tooLong),
      refusing(
        'a date that has passed here, and is to come there',
        () => ({ 'retry-after': date(HOUR - YEARS), date: date(-YEARS) }),
        tooLong,
      ),
      cured(
        'throttled',
        throttled(() => ({ 'retry-after': date(1_000 - YEARS), date: date(-YEARS) })),
        {
          says: 'a date in a second, by a clock that is years behind, once',
          api: PATIENT,
          check: ({ answers }) =>
            answers.some(({ elapsedMs }) => elapsedMs < 1_000)
              ? ['it was asked again before the time it had said']
              : [],
        },
        true,
      ),
      {
        says: 'the next operation waits for the second that was said',
        fault: { script: first(throttled(() => ({ 'retry-after': '1' }))) },
        api: { ...PATIENT, cache: false, retry: { ...PATIENT.retry, maxAttempts: 1 } },
        asking: { one: true, times: 2 },
        expected: { outcome: 'ok', again: 'no' },
        check: secondApart,
      },
      {
        says: 'the next operation does not even ask',
        fault: { script: throttled(() => ({ 'retry-after': '3600' })) },
        api: { cache: false },
        asking: { times: 2 },
        expected: spent,
        check: all(unsent, eachOnce),
      },
    ],
  },
  {
    id: 'R2',
    says: 'the last call of a window is answered',
    cases: [
      used('RateLimit', { ratelimit: '"default";r=0;t=60' }),
      used('RateLimit, with its policy', {
        ratelimit: '"hour";r=0;t=3000, "burst";r=90;t=2',
        'ratelimit-policy': '"hour";q=1000;w=3600, "burst";q=100;w=10',
      }),
      used('RateLimit-Remaining', { 'ratelimit-limit': '100', 'ratelimit-remaining': '0', 'ratelimit-reset': '60' }),
      used('X-RateLimit-Remaining', {
        'x-ratelimit-limit': '100',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': '60',
      }),
    ],
  },
  {
    id: 'R3',
    says: 'what it says of limits makes no sense',
    cases: [
      nonsense('RateLimit that is no list', { ratelimit: ';;;r=0,,t' }),
      nonsense('less than none left', { ratelimit: '"default";r=-1;t=60' }),
      nonsense('none left, for no time', { ratelimit: '"default";r=0' }),
      nonsense('words for numbers', { 'x-ratelimit-remaining': 'none', 'x-ratelimit-reset': 'soon' }),
      nonsense('a window that ended long ago', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '-60' }),
    ],
  },
];
