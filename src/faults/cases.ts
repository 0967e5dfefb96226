import type { Api, Operation } from '../datasources/base/index.ts';
import type { Again, FailureKind } from '../resilience/index.ts';
import type { Asking, Case, Expected, Subject } from './entry.ts';
import { expectedAgain } from './expected-again.ts';
import { expectedResend } from './expected-resend.ts';
import type { Script } from './fault.ts';
import { first } from './respond.ts';

/** How to ask where a case takes so much of this process that others, tried at the same time, would be held up. */
export const ALONE = { alone: true } as const satisfies Asking;

/** For cases in which a pause of a second is kept to: more time than others have, and leave to wait so long. */
export const PATIENT = {
  timeouts: { connectMs: 200, attemptMs: 300, totalMs: 2_500 },
  retry: { baseMs: 10, throttledBaseMs: 20, capMs: 50, maxRetryAfterMs: 1_200 },
} as const satisfies Partial<Api>;

type NotFor = NonNullable<Case['notFor']>;

/** For cases that only one language knows. */
export const onlyJson: NotFor = ({ format }) => (format === 'json' ? undefined : 'it answers in XML');
export const onlyXml: NotFor = ({ format }) => (format === 'xml' ? undefined : 'it answers in JSON');

/** For cases that the strict reader of XML refuses, and the lenient one, on request, does not. */
export const onlyStrictXml: NotFor = (subject, good) =>
  onlyXml(subject, good) ?? (subject.api.xml === 'lenient' ? 'it asks for the lenient reader' : undefined);

/** For cases that tell of rows and keys. */
export const onlyBatch: NotFor = ({ operation }) => (operation.kind === 'batch' ? undefined : 'it has no keys');

/** Whether each of its requests is for one key. */
export const asksForOne = ({ operation }: Subject): boolean =>
  operation.kind === 'batch' && !operation.whole && operation.max === 1;

/** Whether it may be sent again, whatever came of the first time. */
export const mayRepeat = (operation: Operation): boolean =>
  operation.kind !== 'write' || operation.idempotent || operation.idempotencyKey !== undefined;

/** For cases in which something is kept. */
export const onlyReads: NotFor = ({ operation }) =>
  operation.kind === 'write' ? 'it changes something, and nothing of it is kept or shared' : undefined;

/** For cases in which what was kept stands in for a failure of this kind. */
export const standsIn =
  (kind: FailureKind): NotFor =>
  ({ api }) =>
    api.failures?.[kind]?.stale === false ? 'it lets no old answer stand in for that' : undefined;

/** For cases in which something is sent that is not to reach anybody else. */
export const onlyWrites: NotFor = ({ operation }) => (operation.kind === 'write' ? undefined : 'it only reads');

/** For cases in which something may have been changed over there, and would be changed once more. */
export const onlyUnsafe: NotFor = ({ operation }) => (mayRepeat(operation) ? 'it may be repeated' : undefined);

/** An answer without content: to a write it says that the write was made. */
export const nothingBack =
  (otherwise: Expected) =>
  ({ operation }: Subject): Expected =>
    operation.kind === 'write' ? { outcome: 'null', again: 'no' } : otherwise;

/** How often a call that fails so is to be repeated: the source's own word, else the catalogue's. */
export const againOf = (kind: FailureKind, { api, operation }: Subject): Again => {
  const own = api.failures?.[kind];
  return mayRepeat(operation) ? (own?.retry ?? expectedAgain[kind]) : (own?.resend ?? expectedResend[kind]);
};

/** How often a call that always fails so is sent. @param saysWhen whether the answer says when to ask again */
export const triesOf = (kind: FailureKind, subject: Subject, saysWhen = false): number => {
  const again = againOf(kind, subject);
  const most = subject.api.retry?.maxAttempts ?? 3;
  if (again === 'no' || again === 'later' || (again === 'asked' && !saysWhen)) return 1;
  return again === 'once' ? Math.min(2, most) : most;
};

/** For cases that go well the second time. @param saysWhen whether the answer says when to ask again */
export const repeats =
  (kind: FailureKind, saysWhen = false): NotFor =>
  (subject) =>
    triesOf(kind, subject, saysWhen) > 1 ? undefined : 'it makes no second attempt';

/** The first attempt meets the fault, the second does not. @param saysWhen whether the fault says when to ask again */
export const cured = (kind: FailureKind, script: Script, more: Partial<Case> = {}, saysWhen = false): Case => ({
  says: 'it happens once',
  fault: { script: first(script) },
  expected: { outcome: 'ok', again: 'once' },
  ...more,
  notFor: (subject, good) => more.notFor?.(subject, good) ?? repeats(kind, saysWhen)(subject, good),
});

/** An answer that says this kind of failure, and what follows from that. */
export const said = (kind: FailureKind, more: Partial<Expected> = {}): Expected => {
  const again = expectedAgain[kind];
  return { outcome: kind, again: again === 'yes' || again === 'once' ? again : 'no', sent: ['yes'], ...more };
};

/** Asked for fewer calls without a time: how often it is asked again is a matter of the pause, which is longer than a retry's. */
export const throttledAnyhow: Expected = { outcome: 'throttled', sent: ['yes'] };

/**
 * The same, with time for one pause and not for two: a second passes before a call is made again, and then two. For one call alone: of several
 * one goes first, and the others have no time left.
 */
export const throttledForASecond = {
  api: { timeouts: { connectMs: 200, attemptMs: 300, totalMs: 1_750 } },
  asking: { one: true },
  expected: { ...throttledAnyhow, again: 'once' },
} as const satisfies Partial<Case>;

/** An answer that says that there is no such thing: null where the operation asks for that. All keys of a file at once cannot be missing. */
export const absent = ({ operation }: Subject): Expected =>
  operation.notFoundIsNull && !(operation.kind === 'batch' && operation.whole)
    ? { outcome: 'null', again: 'no' }
    : said('notFound');
