import type { FailureKind } from '../../resilience/index.ts';
import { againOf, cured, onlyUnsafe, repeats, triesOf } from '../cases.ts';
import { all, type Check, connectionsUpTo, eachOnce, never, oneAgain } from '../checks.ts';
import type { Case, Entry, Expected, Seen } from '../entry.ts';
import type { Script } from '../fault.ts';
import { changing, leadingTo, neverResolving, notResolving } from '../names.ts';
import { answerWell, first, respondWell } from '../respond.ts';
import { silent } from '../slow.ts';
import { hangUp, reset, unconnected, unmakeable } from '../sockets.ts';

const host = 'api.test';
const metadata = '169.254.169.254';

const refused: Expected = { outcome: 'unreachable', again: 'yes', sent: ['no'], within: 'fast' };
const unresolved: Expected = { outcome: 'unresolved', again: 'once', sent: ['no'], within: 'fast' };
const tooSlow: Expected = { outcome: 'connectTimeout', again: 'yes', sent: ['no'], within: 'attempt' };
const noResources: Expected = { outcome: 'noResources', again: 'yes', sent: ['no'], within: 'fast' };
const blocked: Expected = { outcome: 'blocked', again: 'no', sent: ['no'], within: 'fast' };
/** Whether a connection that broke at once had been made, and had taken the request, only the kernel knows. */
const eitherWay = ['disconnected', 'unreachable'] as const;
const broken: Expected = { outcome: eitherWay, sent: ['maybe', 'no'], within: 'fast' };

/** Each attempt may break the one way or the other: a change is sent again after the one, and not after the other. */
const asOftenAsEither: Check = ({ calls }, subject) => {
  const tries = eitherWay.map((kind) => triesOf(kind, subject));
  const [least, most] = [Math.min(...tries), Math.max(...tries)];
  return calls.flatMap(({ attempts }) =>
    attempts >= least && attempts <= most ? [] : [`expected ${least} to ${most} attempts, the log says ${attempts}`],
  );
};

const repaired = (kind: 'unresolved' | 'unreachable' | 'connectTimeout', once: typeof neverResolving): Case => ({
  says: 'it happens once',
  notFor: repeats(kind),
  // Read once a run: what it remembers is not left to the next.
  fault: {
    host,
    get lookup() {
      return changing(once, leadingTo('127.0.0.1'));
    },
  },
  // One lookup fails, and so one call of however many.
  expected: { outcome: 'ok' },
  check: oneAgain,
});

/** Breaks the kept connection as it is used again, and answers on the next. */
const broughtDownAsReused = (script: Script): Script =>
  first(answerWell, (socket, heard, good, times) =>
    (heard.nth === 2 ? script : answerWell)(socket, heard, good, times),
  );

const sentAgain = ({ calls, wire }: Seen): readonly string[] => [
  ...calls.flatMap(({ attempts }) => (attempts === 2 ? [] : [`expected 2 attempts, the log says ${attempts}`])),
  ...(wire.length === 3 * new Set(wire).size ? [] : [`expected each request three times, heard ${wire.length}`]),
];

/** For cases in which a kept connection is found closed. */
const opensAgain: NonNullable<Case['notFor']> = (subject) => {
  const again = againOf('staleConnection', subject);
  return again === 'yes' || again === 'once' ? undefined : 'it is not sent again where a kept connection breaks';
};

/** A second connection is made at once, and does not count as a retry: so it is also where there are none. */
const stale = (says: string, script: Script): Case => ({
  says,
  notFor: opensAgain,
  fault: { script: broughtDownAsReused(script) },
  api: { retry: { maxAttempts: 1 } },
  asking: { times: 2 },
  expected: { outcome: 'ok' },
  check: sentAgain,
});

/** Whether a change was made before the connection broke, nobody knows: it is sent once an operation, and the client told. */
const sentOnce = (says: string, outcome: FailureKind, script: Script, times = 1): Case => ({
  says,
  notFor: onlyUnsafe,
  fault: { script },
  asking: { times },
  expected: { outcome, again: 'no', sent: ['maybe'], within: 'fast' },
  check: ({ wire }) => (wire.length === times ? [] : [`heard ${wire.length} requests of ${times} operations`]),
});

const sentOnceMore = (says: string, script: Script): Case =>
  sentOnce(`${says}, and a change is not sent again`, 'staleConnection', broughtDownAsReused(script), 2);

const blockedCase = (address: string, allowPrivate: boolean): Case => ({
  says: `${address}, private addresses being ${allowPrivate ? 'allowed' : 'forbidden'}`,
  fault: { host, lookup: leadingTo(address) },
  api: { allowPrivate },
  expected: blocked,
  check: connectionsUpTo(0),
});

/** Connections that are not made, or do not last until the request. */
export const connect: readonly Entry[] = [
  { id: 'C1', says: 'the connection is refused', cases: [{ fault: { closed: true }, expected: refused }] },
  {
    id: 'C2',
    says: 'there is no such host',
    cases: [
      ...['ENOTFOUND', 'ENODATA'].map((code) => ({
        says: code,
        fault: { host, lookup: notResolving(code) },
        expected: unresolved,
      })),
      repaired('unresolved', notResolving('ENOTFOUND')),
    ],
  },
  {
    id: 'C3',
    says: 'names cannot be looked up for the moment',
    cases: [
      { fault: { host, lookup: notResolving('EAI_AGAIN') }, expected: refused },
      repaired('unreachable', notResolving('EAI_AGAIN')),
    ],
  },
  {
    id: 'C4',
    says: 'the lookup of the name never ends',
    cases: [{ fault: { host, lookup: neverResolving }, expected: tooSlow }, repaired('connectTimeout', neverResolving)],
  },
  {
    id: 'C5',
    says: 'nobody answers the attempt to connect',
    cases: [{ fault: { connect: unconnected }, expected: tooSlow }],
  },
  {
    id: 'C6',
    says: 'the connection is closed as soon as it is made',
    cases: [
      {
        fault: { script: silent, onConnection: (socket) => void socket.end() },
        expected: broken,
        check: asOftenAsEither,
      },
      cured('disconnected', hangUp),
      sentOnce('once a change was asked for', 'disconnected', hangUp),
    ],
  },
  {
    id: 'C7',
    says: 'the connection is reset as soon as it is made',
    cases: [
      {
        fault: { script: silent, onConnection: (socket) => void socket.resetAndDestroy() },
        expected: broken,
        check: asOftenAsEither,
      },
      cured('disconnected', reset),
      sentOnce('once a change was asked for', 'disconnected', reset),
    ],
  },
  {
    id: 'C8',
    says: 'a kept connection breaks as it is used again',
    cases: [
      stale('it is reset', reset),
      stale('it is closed', hangUp),
      sentOnceMore('it is reset', reset),
      sentOnceMore('it is closed', hangUp),
    ],
  },
  {
    id: 'C9',
    says: 'this machine has no file descriptor or port left',
    cases: [
      ...['EMFILE', 'ENFILE', 'EADDRNOTAVAIL'].map((code) => ({
        says: code,
        fault: { connect: unmakeable(code) },
        expected: noResources,
      })),
      {
        says: 'which is not held against the API',
        fault: { connect: unmakeable('EMFILE') },
        api: { breaker: { minCalls: 2, failureRatio: 0.1, consecutive: 2 } },
        asking: { times: 5 },
        expected: noResources,
        check: never('circuitOpen'),
      },
    ],
  },
  {
    id: 'C10',
    says: 'one of its addresses does not answer',
    cases: [
      {
        says: 'IPv6 is broken, IPv4 is not',
        fault: { host, lookup: leadingTo('::1', '127.0.0.1') },
        expected: { outcome: 'ok', again: 'no' },
      },
      {
        says: 'the first of two alike is refused',
        fault: { host, lookup: leadingTo('127.0.0.2', '127.0.0.1') },
        expected: { outcome: 'ok', again: 'no' },
      },
    ],
  },
  {
    id: 'C11',
    says: 'its name leads to an address that must not be called',
    cases: [
      blockedCase(metadata, true),
      blockedCase(metadata, false),
      blockedCase(`::ffff:${metadata}`, true),
      blockedCase('fe80::1', true),
      blockedCase('127.0.0.1', false),
      blockedCase('::1', false),
      blockedCase('10.0.0.1', false),
      {
        says: 'beside one that may be: that one is called',
        fault: { host, lookup: leadingTo(metadata, '127.0.0.1') },
        expected: { outcome: 'ok', again: 'no' },
      },
      {
        says: 'only when it is looked up again',
        fault: {
          host,
          script: (socket, _heard, good) => respondWell(socket, good, { headers: { connection: 'close' } }),
          get lookup() {
            return changing(leadingTo('127.0.0.1'), leadingTo(metadata));
          },
        },
        asking: { times: 2 },
        expected: blocked,
        check: all(eachOnce, connectionsUpTo(1)),
      },
    ],
  },
];
