import { isDeepStrictEqual } from 'node:util';
import { mayRepeat } from '../faults/cases.ts';
import type { Case, Expected, Seen, Subject } from '../faults/entry.ts';
import { expectedResend } from '../faults/expected-resend.ts';
import { type Again, type FailureKind, isFailureKind } from '../resilience/index.ts';
import { expectedWords, repeatable } from './expected-words.ts';

/** Sentences of what was not as it must be: none if all was well. */
export const judge = (tried: Case, seen: Seen, subject: Subject): readonly string[] => {
  const expected = typeof tried.expected === 'function' ? tried.expected(subject) : tried.expected;
  const answers = (tried.asking?.parallel ?? 1) > 1 ? seen.answers : seen.answers.slice(-1);
  const stays = tried.asking?.leaveAfterMs === undefined;
  return [
    ...answers.flatMap((answer) => [
      ...judgeOutcome(answer, expected, seen, subject),
      ...(stays ? judgeRest(answer) : []),
      ...judgeErrors(answer, expected, subject),
      ...judgeTime(answer, expected, seen, subject),
    ]),
    ...judgeCalls(seen, expected, subject),
    ...(tried.check?.(seen, subject) ?? []),
  ];
};

type Answer = Seen['answers'][number];

/** The failures that may be told, if it is failures that are expected. */
export const kindsOf = ({ outcome }: Expected): readonly FailureKind[] => {
  if (typeof outcome !== 'string') return outcome;
  return outcome === 'ok' || outcome === 'stale' || outcome === 'null' || outcome === 'partial' ? [] : [outcome];
};

const withoutHealthy = (data: unknown): Readonly<Record<string, unknown>> => {
  const { healthy: _, ...rest } = (data ?? {}) as Readonly<Record<string, unknown>>;
  return rest;
};

const judgeOutcome = (answer: Answer, expected: Expected, seen: Seen, { api }: Subject): readonly string[] => {
  const subject = withoutHealthy(answer.data);
  const { outcome } = expected;
  const codes = answer.errors.map(({ extensions }) => String(extensions['code']));
  if (outcome === 'ok' || outcome === 'stale') {
    const mark = (answer.extensions['sources'] as Readonly<Record<string, { stale?: boolean }>> | undefined)?.[
      api.name
    ];
    return [
      ...(codes.length > 0 ? [`expected no error, got ${codes.join(', ')}`] : []),
      ...(codes.length === 0 && !isAsGood(subject, withoutHealthy(seen.baseline), expected.missing ?? false)
        ? ['the answer is not the one that is given when nothing is wrong']
        : []),
      ...(outcome === 'stale' && mark?.stale !== true ? ['a stale answer is not marked as such'] : []),
      ...(outcome === 'ok' && mark !== undefined ? ['a new answer is marked as stale'] : []),
    ];
  }
  if (outcome === 'partial') return judgePartial(subject, withoutHealthy(seen.baseline), codes);
  const held = expected.keeps
    ? judgeKept(subject, withoutHealthy(seen.baseline))
    : Object.values(subject).flatMap((value) => (isNothing(value) ? [] : ['a field that failed holds data']));
  if (outcome === 'null') return [...held, ...codes.map((code) => `expected null without an error, got ${code}`)];
  const allowed = kindsOf(expected).map((kind) => expectedWords[kind].code);
  return [
    ...held,
    ...(codes.length < Object.keys(subject).length ? ['a field that failed has no error'] : []),
    ...codes.flatMap((code) => (allowed.includes(code) ? [] : [`expected ${allowed.join(' or ')}, got ${code}`])),
  ];
};

/** Whether an answer is the one given in peace. @param missing one value may be absent, or one list shorter by an item */
const isAsGood = (
  subject: Readonly<Record<string, unknown>>,
  baseline: Readonly<Record<string, unknown>>,
  missing: boolean,
): boolean => {
  const changed = Object.keys(baseline).filter((alias) => !isDeepStrictEqual(subject[alias], baseline[alias]));
  if (!missing) return changed.length === 0;
  return changed.length === 1 && changed.every((alias) => isLess(subject[alias], baseline[alias]));
};

const isLess = (value: unknown, whole: unknown): boolean =>
  Array.isArray(whole) && Array.isArray(value)
    ? value.length < whole.length && value.every((item) => whole.some((each) => isDeepStrictEqual(each, item)))
    : value === null;

const judgePartial = (
  subject: Readonly<Record<string, unknown>>,
  baseline: Readonly<Record<string, unknown>>,
  codes: readonly string[],
): readonly string[] => {
  const changed = Object.keys(baseline).filter((alias) => !isDeepStrictEqual(whole(subject[alias]), baseline[alias]));
  return [
    ...(codes.length === 0 ? ['a value that does not fit has no error'] : []),
    ...codes.flatMap((code) =>
      code === 'UPSTREAM_SCHEMA_MISMATCH' ? [] : [`expected UPSTREAM_SCHEMA_MISMATCH, got ${code}`],
    ),
    ...(changed.length > 1 ? ['one value that does not fit has spoilt more than its own row'] : []),
  ];
};

/** Lists that broke off: what came of each is as in peace, as far as that goes, and what did not come is a null item. */
const judgeKept = (
  subject: Readonly<Record<string, unknown>>,
  baseline: Readonly<Record<string, unknown>>,
): readonly string[] =>
  Object.entries(subject).flatMap(([alias, value]) => {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    const [kept, all] = [items.slice(0, -1), (baseline[alias] ?? []) as readonly unknown[]];
    const both = Math.min(kept.length, all.length);
    return [
      ...(items.length > 0 && items.at(-1) === null ? [] : ['the last item of a list that broke off is not null']),
      ...(both > 0 && isDeepStrictEqual(kept.slice(0, both), all.slice(0, both))
        ? []
        : ['what came before the failure is not as it was']),
    ];
  });

/** Without what stands at the end of a list for an item that cannot be told whose it is. */
const whole = (value: unknown): unknown => (Array.isArray(value) && value.at(-1) === null ? value.slice(0, -1) : value);

const isNothing = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);

/** What the rest of the query still answers. */
const judgeRest = ({ data }: Answer): readonly string[] =>
  isDeepStrictEqual((data as Readonly<Record<string, unknown>> | null)?.['healthy'], { state: 'well' })
    ? []
    : ['the field of another, healthy source was not answered'];

const judgeErrors = ({ errors }: Answer, expected: Expected, subject: Subject): readonly string[] =>
  errors.flatMap(({ extensions }) => [
    ...judgeFacts(extensions),
    ...judgeRetryable(extensions, expected, subject),
    ...judgeExpected(extensions, expected),
  ]);

type Extensions = Answer['errors'][number]['extensions'];

/** What holds of every error. */
const judgeFacts = ({ requestId, sent, retryAfterMs }: Extensions): readonly string[] => [
  ...(typeof requestId === 'string' && requestId !== '' ? [] : ['an error has no requestId']),
  ...(sent === 'no' || sent === 'maybe' || sent === 'yes' ? [] : [`an error says sent: ${String(sent)}`]),
  ...(retryAfterMs === undefined || isTime(retryAfterMs)
    ? []
    : [`an error says to wait ${JSON.stringify(retryAfterMs)} ms`]),
];

const isTime = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** Whether asking again may help: what is expected of a kind that may be told, and has the code of this error. */
const judgeRetryable = (
  { code, retryable, retryAfterMs, sent }: Extensions,
  expected: Expected,
  subject: Subject,
): readonly string[] => {
  const kinds = expected.outcome === 'partial' ? (['mismatch'] as const) : kindsOf(expected);
  const right = kinds
    .filter((kind) => expectedWords[kind].code === code)
    .map((kind) => (isUnsafe(subject) && sent === 'maybe' ? false : mayBeAskedAgain(kind, subject)))
    .map((each) => (each === 'ifAsked' ? retryAfterMs !== undefined : each));
  return (right as readonly unknown[]).includes(retryable)
    ? []
    : [`${String(code)} says retryable: ${String(retryable)}, expected ${right.join(' or ') || 'no such error'}`];
};

/** Whether asking once more may do something twice: a client's second operation has another idempotency key than its first. */
const isUnsafe = ({ operation }: Subject): boolean => operation.kind === 'write' && !operation.idempotent;

/** The source's own word, else the catalogue's. */
const mayBeAskedAgain = (kind: FailureKind, subject: Subject): boolean | 'ifAsked' => {
  const unsafe = isUnsafe(subject);
  const own = subject.api.failures?.[kind]?.[unsafe ? 'resend' : 'retry'];
  if (own === undefined) return unsafe ? (repeatable[kind] ?? false) : expectedWords[kind].retryable;
  return own === 'asked' ? 'ifAsked' : own !== 'no';
};

const judgeExpected = ({ sent: got, retryAfterMs }: Extensions, { sent, retryAfter }: Expected): readonly string[] => [
  ...(sent && !(sent as readonly unknown[]).includes(got)
    ? [`expected sent: ${sent.join(' or ')}, got ${String(got)}`]
    : []),
  ...(retryAfter !== undefined && retryAfter !== (retryAfterMs !== undefined)
    ? [retryAfter ? 'an error does not say how long to wait' : 'an error says how long to wait']
    : []),
];

/** What timers, sockets and a busy machine may add, beside the measured delay of the event loop. */
const PATIENCE_MS = 300;

const judgeTime = ({ elapsedMs }: Answer, expected: Expected, seen: Seen, subject: Subject): readonly string[] => {
  const { attemptMs, totalMs } = seen.times;
  const attempts = attemptsOf(expected, subject);
  const bound = { fast: attemptMs / 2, attempt: attempts * attemptMs, total: totalMs }[expected.within ?? 'total'];
  const limit = bound + PATIENCE_MS + 2 * seen.loopDelayMs;
  return elapsedMs <= limit ? [] : [`took ${Math.round(elapsedMs)} ms, which is more than ${Math.round(limit)}`];
};

const judgeCalls = ({ calls }: Seen, expected: Expected, subject: Subject): readonly string[] => {
  const kinds = kindsOf(expected);
  // What does not fit may be found only when the rows meet the keys, after the call has ended well.
  // A list that broke off had pages before, or broke off by what was said on them.
  const told: readonly string[] = kinds.includes('mismatch') || expected.keeps ? [...kinds, 'ok'] : kinds;
  const wrong = kinds.length === 0 ? [] : calls.filter(({ outcome }) => !told.includes(outcome));
  // Of several failures that may come, each is repeated as it is.
  const attemptsAt = (outcome: string) =>
    attemptsOf(isFailureKind(outcome) && kinds.includes(outcome) ? { ...expected, outcome } : expected, subject);
  const uneven = expected.again === undefined ? [] : calls.filter((call) => call.attempts !== attemptsAt(call.outcome));
  return [
    ...(calls.length === 0 ? ['no call of the source was logged'] : []),
    ...wrong.map(({ outcome }) => `expected the failure ${kinds.join(' or ')}, the log says ${outcome}`),
    ...uneven.map((call) => `expected ${attemptsAt(call.outcome)} attempts, the log says ${call.attempts}`),
  ];
};

const strictest: readonly Again[] = ['yes', 'once', 'asked', 'later', 'no'];

/** Attempts that a call makes, with what the source allows: the catalogue's word, or the source's own if that is stricter. */
export const attemptsOf = (expected: Expected, { api, operation }: Subject): number => {
  const maxAttempts = api.retry?.maxAttempts ?? 3;
  const column = mayRepeat(operation) ? 'retry' : 'resend';
  const own = kindsOf(expected)
    .flatMap((kind) => api.failures?.[kind]?.[column] ?? (column === 'resend' ? expectedResend[kind] : []))
    // Whoever says how long to wait asks.
    .map((word) => (word === 'asked' && expected.retryAfter ? 'yes' : word));
  const again = [expected.again ?? 'no', ...own].toSorted((a, b) => strictest.indexOf(b) - strictest.indexOf(a))[0];
  if (again === 'yes') return maxAttempts;
  return again === 'once' ? Math.min(2, maxAttempts) : 1;
};
