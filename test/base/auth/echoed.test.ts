import { afterEach, describe, expect, test } from '@jest/globals';
import { keepingBack } from '../../../src/datasources/base/auth/given-away.ts';
import {
  type Api,
  apiKey,
  basic,
  bearer,
  graphql,
  login,
  passThrough,
  rotating,
  soap,
} from '../../../src/datasources/base/index.ts';
import type { Log } from '../../../src/gateway/log.ts';
import { ask, openThings } from '../../schema/asked.ts';
import { looseSource } from '../../schema/loose-source.ts';

const things = openThings();
afterEach(() => things.end());

const CANARY = 'CANARY-s3cr3t-Zq81';
const environment = { K: CANARY, USER: 'somebody' };
const query: Partial<Api> = { auth: apiKey({ query: 'k', env: 'K' }) };

interface Answered {
  readonly status?: number;
  readonly type?: string;
  readonly body: unknown;
}

/** Everything that leaves a gateway whose API answers so: what its client reads, and what is logged. */
const leaving = async (
  api: Partial<Api>,
  { status = 200, type = 'application/json', body }: Answered,
  headers = {},
) => {
  const lines: unknown[] = [];
  const hear = (...line: unknown[]) => void lines.push(line);
  const log: Log = { debug: hear, info: hear, warn: hear, error: hear };
  const { baseUrl } = await things.api((url, _request, response) => {
    if (url.pathname === '/login') return { access_token: CANARY };
    response.writeHead(status, { 'content-type': type });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
    return undefined;
  });
  const asked = { graphql: () => graphql('{ thing { ...Fields } }'), soap: () => soap('Thing', {}) };
  const request = api.format === 'graphql' || api.format === 'soap' ? asked[api.format]() : 'thing';
  const shop = looseSource('shop', ({ get }) => ({ thing: get('Thing', () => request) }), {
    retry: { maxAttempts: 1 },
    ...api,
  });
  const gateway = things.gateway({
    sources: [shop],
    typeDefs: 'type Thing { id: ID  name: String } type Query { thing: Thing @load(from: "shop.thing") }',
    baseUrls: { shop: baseUrl },
    forward: ['x-token'],
    environment,
    log,
  });
  const answer = await ask(gateway, { query: '{ thing { id name } }', headers });
  return JSON.stringify([answer, lines]);
};

const inBody: Pick<Api, 'faults'> = { faults: [{ at: 'ok', is: false, code: 'error.code' }] };
const saying = (code: unknown): Answered => ({ body: { ok: false, error: { code } } });
const problem = (error: object): Answered => ({
  status: 422,
  type: 'application/problem+json',
  body: { type: CANARY, title: CANARY, detail: CANARY, errors: [error] },
});
const ofGraphql = (error: object): Answered => ({ body: { data: { thing: null }, errors: [error] } });
const soapFault = (code: string): Answered => ({
  status: 500,
  type: 'text/xml',
  body: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>
    <faultcode>${code}</faultcode><faultstring>${CANARY}</faultstring></s:Fault></s:Body></s:Envelope>`,
});

describe('a credential that the API says again', () => {
  test.each<[string, Partial<Api>, Answered]>([
    ['as a code', { ...query, ...inBody }, saying(CANARY)],
    ['as a code, in capitals', { ...query, ...inBody }, saying(CANARY.toUpperCase())],
    ['within a code', { ...query, ...inBody }, saying(`bad_key:${CANARY}.`)],
    [
      'as a code that is known',
      { ...query, faults: [{ at: 'e', kinds: { [CANARY]: 'conflict' } }] },
      { body: { e: CANARY } },
    ],
    ['as a code beside a status', { ...query, ...inBody }, { ...saying(CANARY), status: 400 }],
    [
      'as a code in XML',
      { ...query, format: 'xml', faults: [{ at: 'error', code: 'error.code' }] },
      { body: `<error><code>n:${CANARY}</code></error>` },
    ],
    ['as a code of GraphQL', { ...query, format: 'graphql' }, ofGraphql({ extensions: { code: CANARY } })],
    [
      'as a code of GraphQL with a place',
      { ...query, format: 'graphql' },
      ofGraphql({ path: ['thing'], extensions: { code: CANARY } }),
    ],
    ['as a type of GraphQL', { ...query, format: 'graphql' }, ofGraphql({ path: ['thing'], type: CANARY })],
    ['as a place of GraphQL', { ...query, format: 'graphql' }, ofGraphql({ path: ['thing', CANARY] })],
    ['as a code of SOAP', { ...query, format: 'soap' }, soapFault(`s:${CANARY}`)],
    ['as a code of SOAP with parts', { ...query, format: 'soap' }, soapFault(`s:Client.${CANARY}`)],
    ['as a code of a problem', query, problem({ pointer: '#/id', code: CANARY })],
    ['as a field of a problem', query, problem({ pointer: `#/a/${CANARY}`, code: 'x' })],
    [
      'as words of a problem',
      { ...query, problems: { message: 'm' } },
      problem({ field: 'id', m: `${'m'.repeat(190)}${CANARY}` }),
    ],
    [
      'as a name of problems',
      { ...query, problems: { at: 'errors' } },
      { status: 400, body: { errors: { [CANARY]: [{ code: 'x' }] } } },
    ],
    ['that was a header', { auth: apiKey({ header: 'x-key', env: 'K' }), ...inBody }, saying(CANARY)],
    ['that was a cookie', { auth: apiKey({ cookie: 'sid', env: 'K' }), ...inBody }, saying(CANARY)],
    ['that was a bearer token', { auth: bearer({ env: 'K' }), ...inBody }, saying(CANARY)],
    ['that was a password', { auth: basic({ user: 'USER', password: 'K' }), ...inBody }, saying(CANARY)],
    [
      'that was a user with a password',
      { auth: basic({ user: 'USER', password: 'K' }), ...inBody },
      saying(Buffer.from(`somebody:${CANARY}`).toString('base64').replaceAll('=', '')),
    ],
    [
      'that was given out',
      { auth: login({ url: 'login', fields: { u: 'USER' }, token: 'access_token' }), ...inBody },
      saying(CANARY),
    ],
    [
      'that is of another account',
      { auth: rotating(bearer({ env: 'USER' }), bearer({ env: 'K' })), ...inBody },
      saying(CANARY),
    ],
    ['that stands in code', { headers: { authorization: `Token ${CANARY}` }, ...inBody }, saying(CANARY)],
    ['that stands in the query in code', { query: { api_key: CANARY }, ...inBody }, saying(CANARY)],
  ])('%s reaches neither clients nor the log', async (_, api, answered) => {
    const left = await leaving(api, answered);
    expect(left).toContain('UPSTREAM_');
    expect(left.toLowerCase()).not.toContain('canary');
    expect(left).not.toContain(Buffer.from(`somebody:${CANARY}`).toString('base64').slice(0, 20));
  });

  test('that its caller brought is kept back too', async () => {
    const api = { auth: passThrough({ header: 'x-token' }), ...inBody };
    expect(await leaving(api, saying(CANARY), { 'x-token': `Bearer ${CANARY}` })).not.toContain('CANARY');
  });

  test('keeps back that word alone: others are told', async () => {
    expect(await leaving({ ...query, ...inBody }, saying('wrong_key'))).toContain(
      'it answered with its error wrong_key',
    );
    expect(await leaving(query, problem({ pointer: '#/id', code: 'taken' }))).toContain(
      '{"path":["id"],"code":"taken"}',
    );
  });
});

describe('a word', () => {
  const mayTell = keepingBack(() => ['', ' a/b+c ', 'x']);

  test.each([
    ['a/b+c', false],
    ['code-A/B+C', false],
    ['k=a%2fb%2Bc', false],
    ['X', false],
    ['expired', true],
    ['', true],
  ])('%j may be told: %j', (word, may) => expect(mayTell(word)).toBe(may));
});
