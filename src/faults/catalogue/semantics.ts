import {
  absent,
  asksForOne,
  cured,
  onlyBatch,
  onlyReads,
  PATIENT,
  said,
  standsIn,
  throttledAnyhow,
  throttledForASecond,
  triesOf,
} from '../cases.ts';
import type { Case, Entry, Expected, Subject } from '../entry.ts';
import type { Script } from '../fault.ts';
import { withOtherKeys } from '../other-keys.ts';
import { type CodeOf, ownErrors } from '../own-errors.ts';
import { answering, first, respond, respondWell } from '../respond.ts';

/** Why an API cannot say an error inside an answer. */
const unsayable = (subject: Subject, code: CodeOf): string => {
  const { api, operation } = subject;
  if (ownErrors(subject, code).length > 0)
    return 'it declares no further code, or way of saying an error inside an answer';
  return (operation.format ?? api.format) === 'soap'
    ? 'it says errors in SOAP faults, and declares no other way'
    : 'it declares no such way of saying an error inside an answer';
};

/** @param nth of all that it can say so, from 0 */
const refusing = (code: CodeOf, says: string, nth = 0): Case => ({
  says,
  notFor: (subject, good) => (good?.refusal?.(code, nth) ? undefined : unsayable(subject, code)),
  fault: { script: answering((good) => ({ body: good.refusal?.(code, nth) ?? good.body })) },
  expected(subject) {
    const kind = ownErrors(subject, code)[nth]?.kind ?? 'rejected';
    return kind === 'notFound' ? absent(subject) : kind === 'throttled' ? throttledAnyhow : said(kind);
  },
});

const LIMITED = 'Rate limit exceeded. Please try again later.\n';

const limited: Script = (socket) => respond(socket, { headers: { 'content-type': 'text/plain' }, body: LIMITED });

const LOGIN =
  '<!doctype html><html><body><form action="/login"><input name="password" type="password"></form></body></html>';

const login: Script = (socket) =>
  respond(socket, { headers: { 'content-type': 'text/html; charset=utf-8' }, body: LOGIN });

/** Good once, and then down, with a clock of its own. */
const downAfter = (date: string): Script =>
  first(
    (socket, _heard, good) => respondWell(socket, good, { headers: { date } }),
    (socket) => respond(socket, { status: 503, headers: { date } }),
  );

/** Time that passes before the API is down, in milliseconds. */
const PAUSE_MS = 50;

const skewed = (says: string, date: string): Case => ({
  says,
  notFor: (subject, good) => onlyReads(subject, good) ?? standsIn('unavailable')(subject, good),
  fault: { script: downAfter(date) },
  api: { cache: { ttlMs: 0, staleIfErrorMs: 60_000 } },
  asking: { times: 2, pauseMs: PAUSE_MS },
  expected: { outcome: 'stale' },
  check: ({ answers, calls }, subject) => {
    const { api } = subject;
    const tries = triesOf('unavailable', subject);
    const sources = answers.at(-1)?.extensions['sources'] as Readonly<Record<string, Mark>> | undefined;
    const { ageMs = Number.NaN, reason } = sources?.[api.name] ?? {};
    return [
      ...(ageMs >= PAUSE_MS - 1 && ageMs < 30_000 ? [] : [`its age is said to be ${ageMs} ms`]),
      ...calls.flatMap(({ attempts }) =>
        attempts === tries ? [] : [`expected ${tries} attempts, the log says ${attempts}`],
      ),
      ...(reason === 'UPSTREAM_UNAVAILABLE' ? [] : [`the reason is said to be ${reason}`]),
    ];
  },
});

/** Good once, with these words of how it may be kept, and then down. */
const keepable = (cacheControl: string): Script =>
  first(
    (socket, _heard, good) => respondWell(socket, good, { headers: { 'cache-control': cacheControl } }),
    (socket) => respond(socket, { status: 503 }),
  );

/** What is kept may not stand in: the failure is told. */
const forbidden = (says: string, cacheControl: string): Case => ({
  says,
  fault: { script: keepable(cacheControl) },
  api: { cache: { staleIfErrorMs: 60_000 } },
  asking: { times: 2 },
  expected: said('unavailable'),
});

/** Good for the first request, which may be kept for an hour, and down for all others. */
const goodForOne: Script = (socket, { before = 0 }, good) =>
  before === 0
    ? respondWell(socket, good, { headers: { 'cache-control': 'max-age=3600' } })
    : respond(socket, { status: 500 });

interface Mark {
  readonly ageMs?: number;
  readonly reason?: string;
}

type Change = 'drop' | 'reverse' | 'duplicate';

const withRows = (change: Change): Script => answering((good) => ({ body: good.rows(change) ?? good.body }));

const rowsCase = (
  change: Change,
  says: string,
  expected: (subject: Subject) => Expected,
  notFor: (subject: Subject) => string | undefined = () => undefined,
): Case => ({
  says,
  fault: { script: withRows(change) },
  notFor: (subject, good) =>
    onlyBatch(subject, good) ?? notFor(subject) ?? (good?.rows(change) ? undefined : 'its rows cannot be changed so'),
  asking: { together: true },
  expected,
});

const matchOf = ({ operation }: Subject): 'field' | 'order' | 'index' => {
  if (operation.kind !== 'batch' || operation.match === 'field') return 'field';
  return operation.match === 'order' ? 'order' : 'index';
};

/** Told by their place, rows that are too many or too few are nobody's; told by a field, only the keys concerned can tell. */
const misplaced: Expected = { outcome: 'mismatch', again: 'no', sent: ['yes'] };

/** Why rows of others would not be noticed. */
const othersCannotBeTold = ({ operation }: Subject): string | undefined => {
  if (operation.kind !== 'batch' || operation.match !== 'field') return 'nothing in its rows tells whose they are';
  return operation.whole ? 'it reads the rows of everybody, and keeps those that were asked for' : undefined;
};

/** Answers that look right. */
export const semantics: readonly Entry[] = [
  {
    id: 'L1',
    says: 'an error comes as a success',
    cases: [
      refusing('known', 'with a code that is known'),
      ...[1, 2, 3].map((nth) => refusing('known', `with a code that is known, the ${nth + 1}. of them`, nth)),
      refusing('unknown', 'with a code that nobody knows'),
      refusing('unknown', 'with a code that nobody knows, in a second way', 1),
    ],
  },
  {
    id: 'L2',
    says: 'a refusal for too many calls comes as a success',
    cases: [{ fault: { script: limited }, ...throttledForASecond }, cured('throttled', limited, { api: PATIENT })],
  },
  {
    id: 'L3',
    says: 'a login page comes',
    cases: [
      { says: 'as a success', fault: { script: login }, expected: said('malformed') },
      {
        says: 'by a redirect',
        fault: { script: (socket) => respond(socket, { status: 302, headers: { location: '/login' } }) },
        expected: said('redirected'),
      },
    ],
  },
  {
    id: 'L4',
    says: 'an old answer has to do, or may not',
    cases: [
      skewed('the clock of the API is wrong by years, late', 'Mon, 01 Jan 2001 00:00:00 GMT'),
      skewed('the clock of the API is wrong by years, early', 'Thu, 01 Jan 2099 00:00:00 GMT'),
      skewed('the clock of the API is no clock', 'yesterday'),
      forbidden('must-revalidate', 'max-age=0, must-revalidate'),
      forbidden('no-cache', 'no-cache'),
      forbidden('no-store', 'no-store'),
      {
        says: 'it was given for another key, or for other arguments',
        notFor: ({ alike }) => alike,
        fault: { script: goodForOne },
        api: { cache: { ttlMs: 60_000, staleIfErrorMs: 60_000 } },
        asking: { others: true, times: 2 },
        expected: said('failed'),
      },
    ],
  },
  {
    id: 'L5',
    says: 'the rows of others come',
    cases: [
      {
        notFor: (subject, good) =>
          onlyBatch(subject, good) ??
          othersCannotBeTold(subject) ??
          (good && !withOtherKeys(good) ? 'its answers do not spell the keys as they were asked for' : undefined),
        fault: { script: answering((good) => ({ body: withOtherKeys(good) ?? good.body })) },
        expected: misplaced,
      },
    ],
  },
  {
    id: 'L6',
    says: 'rows are missing, or out of order, or come twice',
    cases: [
      rowsCase('drop', 'one is missing', (subject) =>
        matchOf(subject) === 'field' ? { outcome: 'ok', missing: true, again: 'no' } : misplaced,
      ),
      rowsCase(
        'reverse',
        'they come in another order',
        (subject) => (matchOf(subject) === 'field' ? { outcome: 'ok', again: 'no' } : misplaced),
        (subject) => {
          if (matchOf(subject) === 'order') return 'nothing in its rows tells whose they are';
          return asksForOne(subject) ? 'its answers have no order: each is for one key' : undefined;
        },
      ),
      rowsCase(
        'duplicate',
        'one comes twice',
        (subject) => (matchOf(subject) === 'field' ? { outcome: 'partial', again: 'no' } : misplaced),
        (subject) => (matchOf(subject) === 'field' && subject.operation.list ? 'a key may have equal rows' : undefined),
      ),
    ],
  },
];
