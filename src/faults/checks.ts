import { decide, type FailureKind, type Sent, type Stopped } from '../resilience/index.ts';
import type { Seen, Subject } from './entry.ts';

/** Says what does not hold, in sentences. */
export type Check = (seen: Seen, subject: Subject) => readonly string[];

/** All that several checks say. */
export const all =
  (...checks: readonly Check[]): Check =>
  (seen, subject) =>
    checks.flatMap((check) => check(seen, subject));

/** No call of the last operations was an attempt on the wire. */
export const unsent: Check = ({ calls }) =>
  calls.flatMap(({ attempts }) =>
    attempts === 0 ? [] : [`expected nothing to be sent, the log says ${attempts} attempts`],
  );

/** Every client that was told of this kind was told that its request got so far. */
export const toldSent =
  (kind: FailureKind, sent: Sent): Check =>
  ({ answers }) =>
    answers
      .flatMap(({ errors }) => errors)
      .filter(({ extensions }) => extensions['code'] === decide(kind).code && extensions['sent'] !== sent)
      .map(({ extensions }) => `${kind} must say sent: ${sent}, and says ${String(extensions['sent'])}`);

/** One call of the last operations made two attempts, and all others one. */
export const oneAgain: Check = ({ calls }) => {
  const attempts = calls.map((call) => call.attempts).toSorted((a, b) => b - a);
  const right = attempts.every((made, i) => made === (i === 0 ? 2 : 1));
  return right ? [] : [`expected one call to make 2 attempts, the log says ${attempts.join(', ')}`];
};

/** No call ended so. */
export const never =
  (kind: FailureKind): Check =>
  ({ calls }) =>
    calls.some(({ outcome }) => outcome === kind) ? [`no call may end as ${kind}`] : [];

/** No call was cut short so. */
export const notStoppedBy =
  (why: Stopped): Check =>
  ({ calls }) =>
    calls.some(({ stopped }) => stopped === why) ? [`no call may be stopped by the ${why}`] : [];

/** At least one call ended so, and clients were told that nothing was sent. */
export const someUnsent =
  (kind: FailureKind): Check =>
  ({ calls, answers }) => {
    const told = answers
      .flatMap(({ errors }) => errors)
      .filter(({ extensions }) => extensions['code'] === decide(kind).code);
    return [
      ...(calls.some(({ outcome }) => outcome === kind) ? [] : [`expected a call to end as ${kind}`]),
      ...(told.length === 0 ? [`expected a client to be told ${decide(kind).code}`] : []),
      ...(told.some(({ extensions }) => extensions['sent'] !== 'no') ? [`${kind} must say that nothing was sent`] : []),
    ];
  };

/** No request was heard twice. */
export const eachOnce: Check = ({ wire }) =>
  new Set(wire).size === wire.length ? [] : [`expected each request once, heard ${wire.length}`];

/** There were at most so many connections. */
export const connectionsUpTo =
  (most: number): Check =>
  ({ connections }) =>
    connections <= most ? [] : [`expected at most ${most} connections, saw ${connections}`];

/** This process did not keep others waiting for longer, in milliseconds. */
export const keepsTurning =
  (mostMs: number): Check =>
  ({ loopDelayMs }) =>
    loopDelayMs <= mostMs ? [] : [`nothing else could happen for ${Math.round(loopDelayMs)} ms`];

/** Clients do not read these words of the answer. */
export const keepsBack =
  (words: string): Check =>
  ({ answers }) =>
    JSON.stringify(answers.map(({ errors, extensions }) => [errors, extensions])).includes(words)
      ? ['an error holds words of the answer']
      : [];

/** Every field was answered with something. */
export const full: Check = ({ answers }) =>
  Object.entries(fieldsOf(answers.at(-1)?.data)).flatMap(([alias, value]) =>
    value === null || (Array.isArray(value) && value.length === 0) ? [`${alias} holds nothing`] : [],
  );

/** At least one row is as it is when nothing is wrong. */
export const someRowIntact: Check = ({ answers, baseline }) => {
  const seen = fieldsOf(answers.at(-1)?.data);
  const intact = Object.entries(fieldsOf(baseline)).some(
    ([alias, value]) =>
      alias !== 'healthy' && value !== null && rowsOf(value).some((row) => rowsOf(seen[alias]).includes(row)),
  );
  return intact ? [] : ['a row that does not fit has cost all the others'];
};

const fieldsOf = (data: unknown): Readonly<Record<string, unknown>> =>
  (data ?? {}) as Readonly<Record<string, unknown>>;

/** Rows as text, so that they can be compared. */
const rowsOf = (value: unknown): readonly string[] => [value].flat().map((row) => JSON.stringify(row ?? null));
