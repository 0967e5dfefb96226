import type { FailureKind } from '../../resilience/index.ts';
import { cured, triesOf } from '../cases.ts';
import type { Check } from '../checks.ts';
import type { Asking, Case, Entry, Expected } from '../entry.ts';
import type { GoodAnswer, PageChange, Script } from '../fault.ts';
import { answering, respond, respondWell } from '../respond.ts';

/** Several pages are played. */
const SEVERAL = { pages: true } as const satisfies Asking;

/** What came before stays, and the last item carries the error. */
const broken = (outcome: Expected['outcome'], more: Partial<Expected> = {}): Expected => ({
  outcome,
  keeps: true,
  ...more,
});

const changed = (good: GoodAnswer, change: PageChange, elsewhere?: string) => {
  const page = good.paged?.(change, elsewhere);
  return { body: page?.body ?? good.body, headers: { ...page?.headers } };
};

const notFor =
  (change: PageChange, elsewhere?: string): NonNullable<Case['notFor']> =>
  (_subject, good) => {
    if (good?.page === undefined) return 'its answers do not come in pages';
    return good.paged?.(change, elsewhere) ? undefined : 'its pages cannot go wrong so';
  };

/** Every page is wrong about pages in one way. */
const wrong = (says: string, change: PageChange, expected: Expected, more: Partial<Case> = {}): Case => ({
  says,
  notFor: notFor(change),
  fault: { script: answering((good) => changed(good, change)) },
  asking: SEVERAL,
  expected,
  ...more,
});

/** There are more pages than are asked for, and the next one is not. */
const unasked = broken('tooLarge', { again: 'no', sent: ['no'] });

const PLACE = '/elsewhere';

const elsewhere = (says: string, where: (port: number) => string): Case => ({
  says,
  notFor: notFor('elsewhere', PLACE),
  fault: {
    script: (socket, _heard, good) =>
      respondWell(socket, good, changed(good, 'elsewhere', where(socket.localPort ?? 0))),
  },
  asking: SEVERAL,
  expected: broken('redirected', { again: 'no', sent: ['yes'] }),
  check: ({ wire }) => [
    ...(wire.some((heard) => heard.includes(PLACE)) ? ['the link was followed'] : []),
    ...(wire.length === 1 ? [] : [`expected one request, heard ${wire.length}`]),
  ],
});

/** The second page fails, and all others are answered. */
const second =
  (script: Script): Script =>
  (socket, heard, good, times) =>
    good.page === 1 ? script(socket, heard, good, times) : respondWell(socket, good);

const unavailable: Script = (socket) => respond(socket, { status: 503 });

/** A page that fails so is asked for as often as any other call, and all others once. @param more attempts that do not count */
const tried =
  (kind: FailureKind, more = 0): Check =>
  ({ calls }, subject) => {
    const least = triesOf(kind, subject);
    return calls.flatMap(({ outcome, attempts }) => {
      const [from, to] = outcome === 'ok' ? [1, 1] : [least, least + more];
      return attempts >= from && attempts <= to ? [] : [`expected ${from} attempts, the log says ${attempts}`];
    });
  };

const failing = (says: string, script: Script, expected: Expected, check: Check): Case => ({
  says,
  notFor: notFor('endless'),
  fault: { script: second(script) },
  asking: SEVERAL,
  expected,
  check,
});

const once = cured('unavailable', (socket, heard, good, times) => second(unavailable)(socket, heard, good, times), {});

/** Answers that come in pages. */
export const paging: readonly Entry[] = [
  {
    id: 'P1',
    says: 'the link to the next page leads to the same page',
    cases: [wrong('for ever', 'loop', broken('protocol', { again: 'no', sent: ['yes'] }))].map(
      ({ says: _says, ...only }) => only,
    ),
  },
  {
    id: 'P2',
    says: 'the link to the next page leads to another origin',
    cases: [
      elsewhere('by another name', (port) => `http://localhost:${port}${PLACE}`),
      elsewhere('without a scheme', (port) => `//localhost:${port}${PLACE}`),
      elsewhere('of another scheme', (port) => `https://127.0.0.1:${port}${PLACE}`),
      elsewhere('on another port', (port) => `http://127.0.0.1:${port - 1}${PLACE}`),
      elsewhere('with a credential', (port) => `http://user:secret@127.0.0.1:${port}${PLACE}`),
      elsewhere('that is a file', () => `file:///etc${PLACE}`),
    ],
  },
  {
    id: 'P3',
    says: 'the pages never end',
    cases: [
      wrong('each has rows', 'endless', unasked),
      wrong('none has rows, and all say that there is more', 'empty', unasked, {
        // The first has rows, so that there is something to keep.
        fault: {
          script: (socket, _heard, good) => respondWell(socket, good, good.page === 0 ? {} : changed(good, 'empty')),
        },
      }),
    ],
  },
  {
    id: 'P4',
    says: 'one page of many fails',
    cases: [
      failing('it is unavailable', unavailable, broken('unavailable', { sent: ['yes'] }), tried('unavailable')),
      failing(
        'its connection breaks',
        (socket) => socket.destroy(),
        broken(['disconnected', 'staleConnection', 'circuitOpen'], { sent: ['maybe'] }),
        // The first time it is a kept connection that breaks, which is replaced at once.
        tried('disconnected', 1),
      ),
      failing('it never comes', () => {}, broken(['timeout', 'outOfTime'], { sent: ['maybe'] }), tried('timeout')),
      failing(
        'it is no document',
        (socket, _heard, good) => respondWell(socket, good, { body: '{<' }),
        broken('malformed', { sent: ['yes'] }),
        tried('malformed'),
      ),
      {
        says: 'once',
        notFor: (subject, good) => notFor('endless')(subject, good) ?? once.notFor?.(subject, good),
        fault: once.fault,
        asking: SEVERAL,
        expected: { outcome: 'ok' },
      },
    ],
  },
  {
    id: 'P5',
    says: 'a row comes on two pages, or the total is wrong',
    cases: [
      wrong('a row comes twice', 'repeat', { outcome: 'ok', again: 'no' }),
      wrong('the total is less', 'fewer', { outcome: 'ok', again: 'no' }),
      wrong('the total is more', 'more', { outcome: 'ok', again: 'no' }),
    ],
  },
];
