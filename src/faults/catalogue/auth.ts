import { ALONE } from '../cases.ts';
import { all, type Check, unsent } from '../checks.ts';
import type { Case, Entry } from '../entry.ts';
import type { Script } from '../fault.ts';
import { answerWell, respond } from '../respond.ts';
import { reset } from '../sockets.ts';
import { dated, givingToken, renewable, signedAt, TOKEN_TARGET, untilRenewed } from '../tokens.ts';

/** So many tokens were asked for, at most. */
const tokensUpTo =
  (most: number): Check =>
  ({ wire }) => {
    const asked = wire.filter((line) => line === `POST ${TOKEN_TARGET}`).length;
    return asked <= most ? [] : [`expected at most ${most} requests for a token, heard ${asked}`];
  };

/** No request of the API was heard more often. */
const eachUpTo =
  (most: number): Check =>
  ({ wire }) => {
    const heard = Map.groupBy(wire, (line) => line);
    const often = [...heard].filter(([line, { length }]) => !line.endsWith(TOKEN_TARGET) && length > most);
    return often.map(([, { length }]) => `expected a request at most ${most} times, heard it ${length} times`);
  };

/** One call asked, and once more with the new token; the next one asked with that, and nobody asked for a third. */
const renewedOnce: Check = ({ wire }) => {
  const tokens = wire.filter((line) => line === `POST ${TOKEN_TARGET}`).length;
  const asked = wire.length - tokens;
  return [
    ...(tokens === 2 ? [] : [`expected 2 requests for a token, heard ${tokens}`]),
    ...(asked === 3 ? [] : [`expected 3 requests of the API, heard ${asked}`]),
  ];
};

const silent: Script = () => {};
const html: Script = (socket) =>
  respond(socket, { headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>Sign in' });
const answering =
  (status: number, body: object): Script =>
  (socket) =>
    respond(socket, { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const refused: Script = (socket) => respond(socket, { status: 401 });

const unavailable = (says: string, token: Script): Case => ({
  says,
  fault: { token },
  api: renewable,
  asking: { times: 2 },
  expected: { outcome: 'authUnavailable', sent: ['no'] },
  check: all(unsent, tokensUpTo(1)),
});

const forGood = (status: number, error: string): Case => ({
  says: error,
  fault: { token: answering(status, { error }) },
  api: renewable,
  expected: { outcome: 'unauthenticated', sent: ['no'] },
  check: all(unsent, tokensUpTo(1)),
});

const lasting = (says: string, more: Readonly<Record<string, unknown>>, tokens: number): Case => ({
  says,
  fault: { token: givingToken(more) },
  api: renewable,
  asking: { times: 2 },
  expected: { outcome: 'ok', again: 'no' },
  check: tokensUpTo(tokens),
});

/** The API's clock, far ahead of ours, in milliseconds. */
const AHEAD_MS = 3_600_000;
const unpunctual: Script = (socket) =>
  respond(socket, { status: 401, headers: { date: new Date(Date.now() + AHEAD_MS).toUTCString() } });
const punctual: Script = (...[socket, heard, good, times]) =>
  (Math.abs(signedAt(heard) - Date.now() - AHEAD_MS) < 60_000 ? answerWell : unpunctual)(socket, heard, good, times);

/** Credentials that have to be renewed. Each case gives the source one that can be, whatever its own is. */
export const auth: readonly Entry[] = [
  {
    id: 'A1',
    says: 'the service that gives out tokens fails',
    cases: [
      unavailable('with HTTP 500', answering(500, {})),
      unavailable('and is silent', silent),
      unavailable('and hangs up', reset),
      unavailable('and answers with a login page', html),
      unavailable('and answers without a token', answering(200, { ok: true })),
    ],
  },
  {
    id: 'A2',
    says: 'the service that gives out tokens refuses the client',
    cases: [forGood(401, 'invalid_client'), forGood(400, 'invalid_grant')],
  },
  {
    id: 'A3',
    says: 'a token says nonsense of how long it lasts',
    cases: [
      lasting('it is over already', { expires_in: 0 }, 2),
      lasting('less than nothing', { expires_in: -3600 }, 2),
      lasting('a number as text', { expires_in: '3600' }, 1),
      lasting('a word', { expires_in: 'soon' }, 1),
      lasting('nothing at all', {}, 1),
      lasting('a thousand years', { expires_in: 3e10 }, 1),
    ],
  },
  {
    id: 'A4',
    says: 'every token is refused',
    cases: [
      {
        fault: { script: refused },
        api: renewable,
        asking: { one: true, times: 2 },
        expected: { outcome: 'unauthenticated', again: 'no', sent: ['yes'] },
        check: renewedOnce,
      },
    ],
  },
  {
    id: 'A5',
    says: 'a hundred calls find their token refused at once',
    cases: [
      {
        fault: { script: untilRenewed(refused) },
        // A hundred at once take this process longer than one attempt may, and not every source makes another.
        api: { ...renewable, bulkhead: { maxConcurrent: 100 }, timeouts: { attemptMs: 1_200, totalMs: 1_500 } },
        asking: { ...ALONE, parallel: 100, apart: true, one: true },
        expected: { outcome: 'ok' },
        check: all(eachUpTo(2), tokensUpTo(2)),
      },
    ],
  },
  {
    id: 'A6',
    says: 'a signature is refused because clocks differ',
    cases: [
      {
        says: 'and is made again by the clock of the API',
        fault: { script: punctual },
        api: dated,
        expected: { outcome: 'ok' },
        check: eachUpTo(2),
      },
      {
        says: 'and is refused again',
        fault: { script: unpunctual },
        api: dated,
        expected: { outcome: 'unauthenticated', sent: ['yes'] },
        check: eachUpTo(2),
      },
    ],
  },
];
