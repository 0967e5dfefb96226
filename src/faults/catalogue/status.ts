import type { FailureKind } from '../../resilience/index.ts';
import { absent, cured, nothingBack, PATIENT, said, throttledForASecond } from '../cases.ts';
import { all, keepsBack } from '../checks.ts';
import type { Case, Entry, Expected } from '../entry.ts';
import type { Script } from '../fault.ts';
import { answering, type Response, respond } from '../respond.ts';
import { renewable, untilRenewed } from '../tokens.ts';

const PAGE = '<!doctype html><html><head><title>Error</title></head><body><h1>Error</h1></body></html>';

/** Answers with a status, and with a page such as proxies send. */
const answer =
  (code: number, more: Omit<Response, 'status'> = {}): Script =>
  (socket) =>
    respond(socket, { status: code, body: PAGE, ...more, headers: { 'content-type': 'text/html', ...more.headers } });

const refusing = (code: number, expected: Expected, more: Omit<Response, 'status'> = {}): Case => ({
  says: `HTTP ${code}`,
  fault: { script: answer(code, more) },
  expected,
});

const refusals = (codes: readonly number[], expected: Expected): readonly Case[] =>
  codes.map((code) => refusing(code, expected));

/** Statuses that pass: every one as often as it comes, and gone the second time. */
const passing = (codes: readonly number[], kind: FailureKind): readonly Case[] =>
  codes.flatMap((code) => [
    { ...refusing(code, said(kind)), ...(kind === 'throttled' ? throttledForASecond : {}) },
    cured(kind, answer(code), {
      says: `HTTP ${code}, once`,
      ...(kind === 'throttled' ? { api: PATIENT } : {}),
    }),
  ]);

const asking = (code: number, retryAfter: string, expected: Expected): Case => ({
  ...refusing(code, expected, { headers: { 'retry-after': retryAfter } }),
  says: `HTTP ${code} with Retry-After: ${retryAfter}`,
});

/** Longer than anybody waits: told at once, with the time to wait. */
const tooLong = (kind: FailureKind): Expected => said(kind, { again: 'no', within: 'fast', retryAfter: true });

const waiting = (code: number, kind: FailureKind): Case =>
  cured(
    kind,
    answer(code, { headers: { 'retry-after': '1' } }),
    {
      says: `HTTP ${code} with Retry-After: 1, once`,
      api: PATIENT,
      check: ({ answers }) =>
        answers.some(({ elapsedMs }) => elapsedMs < 1_000) ? ['it was asked again before the time it had said'] : [],
    },
    true,
  );

const DETAIL = 'the account 4711 of kit-client has no balance';

const problem = (code: number, format: 'json' | 'xml'): Case => {
  const body =
    format === 'json'
      ? JSON.stringify({ type: 'https://errors.test/out-of-credit', title: 'Refused', status: code, detail: DETAIL })
      : `<problem xmlns="urn:ietf:rfc:7807"><title>Refused</title><status>${code}</status><detail>${DETAIL}</detail></problem>`;
  return {
    says: `HTTP ${code} as application/problem+${format}`,
    fault: { script: answer(code, { headers: { 'content-type': `application/problem+${format}` }, body }) },
    expected: said('rejected'),
    check: all(keepsBack('4711'), keepsBack('kit-client')),
  };
};

const raw =
  (text: string): Script =>
  (socket) =>
    void socket.write(text, 'latin1');

const garbled = (line: string): Case => ({
  says: JSON.stringify(line),
  fault: { script: raw(`${line}\r\ncontent-length: 2\r\n\r\n{}`) },
  expected: said('protocol', { again: 'no', sent: ['maybe'] }),
});

const switching = (headers: string): Case => ({
  says: headers === '' ? 'without a header' : 'to another protocol',
  fault: { script: raw(`HTTP/1.1 101 Switching Protocols\r\n${headers}\r\n`) },
  expected: said('protocol', { sent: ['maybe', 'yes'] }),
});

/** What a status alone says. */
export const status: readonly Entry[] = [
  {
    id: 'S1',
    says: 'the request is refused',
    cases: [...refusals([400, 422], said('rejected')), problem(400, 'json'), problem(422, 'json'), problem(422, 'xml')],
  },
  {
    id: 'S2',
    says: 'the credential is refused',
    cases: [
      refusing(401, said('unauthenticated')),
      {
        ...refusing(401, said('unauthenticated'), { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }),
        says: 'HTTP 401 with WWW-Authenticate',
      },
      {
        says: 'HTTP 401 for a token, which can be renewed',
        fault: { script: untilRenewed(answer(401)) },
        api: renewable,
        expected: { outcome: 'ok' },
      },
    ],
  },
  { id: 'S3', says: 'the credential may not do this', cases: refusals([403], said('forbidden')) },
  {
    id: 'S4',
    says: 'there is no such thing',
    cases: [404, 410].map((code) => ({ says: `HTTP ${code}`, fault: { script: answer(code) }, expected: absent })),
  },
  {
    id: 'S5',
    says: 'the API does not work as it was told to',
    cases: refusals([405, 406, 415, 501, 505], said('rejected')),
  },
  { id: 'S6', says: 'the request took too long to arrive', cases: passing([408], 'timeout') },
  { id: 'S7', says: 'the request conflicts with what is there', cases: refusals([409, 412], said('conflict')) },
  {
    id: 'S8',
    says: 'the request is too large',
    cases: [
      ...refusals([413, 414, 431], said('tooMuch', { retryAfter: false })),
      asking(413, '0', said('tooMuch', { again: 'yes', retryAfter: true })),
      asking(413, '3600', tooLong('tooMuch')),
      asking(413, 'soon', said('tooMuch', { retryAfter: false })),
      cured(
        'tooMuch',
        answer(413, { headers: { 'retry-after': '0' } }),
        { says: 'HTTP 413 with Retry-After: 0, once' },
        true,
      ),
    ],
  },
  { id: 'S9', says: 'another connection is wanted', cases: passing([421, 425], 'misdirected') },
  {
    id: 'S10',
    says: 'fewer calls are asked for',
    cases: [
      ...passing([429], 'throttled'),
      asking(429, '0', said('throttled', { retryAfter: true })),
      asking(429, '3600', tooLong('throttled')),
      waiting(429, 'throttled'),
    ],
  },
  { id: 'S11', says: 'the API fails', cases: passing([500], 'failed') },
  { id: 'S12', says: 'what stands behind the API fails', cases: passing([502, 504], 'unavailable') },
  {
    id: 'S13',
    says: 'the API is unavailable',
    cases: [
      ...passing([503], 'unavailable'),
      asking(503, '0', said('unavailable', { retryAfter: true })),
      asking(503, '3600', tooLong('unavailable')),
      waiting(503, 'unavailable'),
    ],
  },
  {
    id: 'S14',
    says: 'a network in between cannot reach the API',
    cases: [
      ...passing([520, 521, 522, 523, 524, 527, 599], 'failed'),
      ...passing([529], 'throttled'),
      ...refusals([525, 526], said('untrusted')),
    ],
  },
  { id: 'S15', says: 'a captive portal answers', cases: refusals([511], said('proxyRefused')) },
  { id: 'S16', says: 'the status is none', cases: refusals([600, 999], said('protocol')) },
  {
    id: 'S17',
    says: 'the status line is garbage',
    cases: ['HELLO', 'HTTP/1.1 abc OK', 'HTTP/1.1 20 OK', 'HTTP/7.3 200 OK', 'ICY 200 OK'].map(garbled),
  },
  {
    id: 'S18',
    says: 'the protocol is switched, and nobody asked for that',
    cases: [switching('upgrade: websocket\r\nconnection: upgrade\r\n'), switching('')],
  },
  {
    id: 'S19',
    says: 'the status says that there is no answer',
    cases: [
      ...[204, 205, 304].map(
        (code): Case => ({
          says: `HTTP ${code}`,
          fault: { script: raw(`HTTP/1.1 ${code} X\r\n${code === 205 ? 'content-length: 0\r\n' : ''}\r\n`) },
          expected: code === 304 ? said('protocol') : nothingBack(said('protocol')),
        }),
      ),
      {
        says: 'HTTP 206, a part that nobody asked for',
        fault: {
          script: answering(({ body }) => ({
            status: 206,
            headers: { 'content-range': `bytes 0-${body.length - 1}/${body.length}` },
            body,
          })),
        },
        expected: said('protocol'),
      },
    ],
  },
];
