import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { apiKey, DataSource, type SourceClass } from '../../../src/datasources/base/index.ts';
import type { GatewayOptions } from '../../../src/gateway/options.ts';
import { ask, openThings } from '../../schema/asked.ts';

const things = openThings();
afterEach(() => things.end());

const api = { name: 'reports', baseUrl: 'http://127.0.0.1:9/', auth: apiKey({ query: 'key', env: 'KEY' }) };
class Reports extends DataSource {
  static readonly api = api;
  report = this.get('Report' as never, () => 'v1/report', { poll: { everyMs: 100 }, notFound: 'null' });
  make = this.post('Report' as never, ({ input }: { input: object }) => ({ path: 'v1/reports', body: input }), {
    poll: { everyMs: 100 },
  });
}
class Impatient extends DataSource {
  static readonly api = api;
  report = this.get('Report' as never, () => 'v1/report');
}

const graph = (Source: SourceClass, baseUrl: string): GatewayOptions => ({
  sources: [Source],
  typeDefs: `type Report { id: ID! } input Wish { name: String } type Query { report: Report @load(from: "reports.report") }${
    Source === Reports ? ' type Mutation { make(input: Wish): Report @load(from: "reports.make") }' : ''
  }`,
  environment: { KEY: 'k' },
  baseUrls: { reports: baseUrl },
});

type Step = (response: ServerResponse, request: IncomingMessage) => void;
const accepted =
  (headers: Record<string, string> = {}): Step =>
  (response) =>
    response.writeHead(202, { 'content-type': 'application/json', ...headers }).end('{"id": "not yet"}');
const done: Step = (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"id": "7"}');

/** A server that takes one step a request; the last one is repeated. */
const steps = async (...all: readonly Step[]) => {
  const methods: string[] = [];
  const times: number[] = [];
  let n = 0;
  const server = await things.api((_url, request, response) => {
    request.resume();
    methods.push(`${request.method} ${request.url}`);
    times.push(performance.now());
    const step = all[Math.min(n, all.length - 1)];
    n += 1;
    step?.(response, request);
    return undefined;
  });
  return { baseUrl: server.baseUrl, wire: methods, times };
};
const open = (baseUrl: string, Source: SourceClass = Reports) => things.gateway(graph(Source, baseUrl));
const query = '{ report { id } }';
const good = { data: { report: { id: '7' } } };
const failed = (code: string, message: RegExp) => ({
  data: { report: null },
  errors: [{ message: expect.stringMatching(message), extensions: { code } }],
});

describe('when a job fails', () => {
  test('one that is never done ends with the operation', async () => {
    const { baseUrl, wire } = await steps(accepted({ location: '/jobs/1' }));
    const begun = performance.now();
    const answer = await ask(open(baseUrl), { query, headers: { 'breakwater-timeout-ms': '1500' } });
    expect(answer).toMatchObject(failed('UPSTREAM_TIMEOUT', /the time given was spent before an answer came/));
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(wire.length).toBeGreaterThan(1);
    expect(wire.length).toBeLessThan(17);
  });

  test('one that is to be looked at later than that is not waited for', async () => {
    const { baseUrl, wire } = await steps(accepted({ location: '/jobs/1', 'retry-after': '30' }));
    const begun = performance.now();
    expect(await ask(open(baseUrl), query)).toMatchObject(failed('UPSTREAM_TIMEOUT', /not done in time/));
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(wire).toEqual(['GET /v1/report?key=k']);
  });

  test.each([
    ['another origin', 'http://127.0.0.2:9/jobs/1'],
    ['another scheme', 'https://127.0.0.1/jobs/1'],
    ['whoever the URL names', 'http://user@127.0.0.1:9/'],
  ])('%s is never asked', async (_, location) => {
    const { baseUrl, wire } = await steps(accepted({ location }));
    const answer = await ask(open(baseUrl), query);
    expect(answer).toMatchObject(failed('UPSTREAM_BAD_RESPONSE', /the Location leads outside of the base URL$/));
    expect(wire).toEqual(['GET /v1/report?key=k']);
  });

  test('what lies above the base is not asked either', async () => {
    const { baseUrl, wire } = await steps(accepted({ location: '/admin' }));
    const gateway = things.gateway(graph(Reports, `${baseUrl}tenant/`));
    expect(await ask(gateway, query)).toMatchObject(failed('UPSTREAM_BAD_RESPONSE', /outside of the base URL$/));
    expect(wire).toEqual(['GET /tenant/v1/report?key=k']);
  });

  test('a Location that is no URL is an answer against the rules', async () => {
    const { baseUrl } = await steps(accepted({ location: 'http://' }));
    expect(await ask(open(baseUrl), query)).toMatchObject(failed('UPSTREAM_BAD_RESPONSE', /the Location is not a URL/));
  });

  test('as its API says, it fails as any call does', async () => {
    const { baseUrl } = await steps(accepted({ location: '/jobs/1' }), (response) => response.writeHead(403).end());
    expect(await ask(open(baseUrl), query)).toMatchObject(failed('UPSTREAM_FORBIDDEN', /403/));
  });

  test('after a change was taken on, clients read that it was', async () => {
    const { baseUrl, wire } = await steps(accepted({ location: '/jobs/1' }), (response) => response.destroy());
    const gateway = open(baseUrl);
    expect(await ask(gateway, 'mutation { make(input: { name: "a" }) { id } }')).toMatchObject({
      errors: [{ extensions: { code: 'UPSTREAM_UNREACHABLE', sent: 'yes' } }],
    });
    expect(wire.filter((line) => line.startsWith('POST'))).toEqual(['POST /v1/reports?key=k']);
  });

  test('a change that is taken on without a Location is lost', async () => {
    const { baseUrl, wire } = await steps(accepted());
    expect(await ask(open(baseUrl), 'mutation { make(input: { name: "a" }) { id } }')).toMatchObject({
      errors: [{ message: expect.stringMatching(/nothing says where to look for it$/), extensions: { sent: 'yes' } }],
    });
    expect(wire).toHaveLength(1);
  });

  test('a client that leaves ends the looking', async () => {
    const { baseUrl, wire } = await steps(accepted({ location: '/jobs/1' }));
    const leave = new AbortController();
    setTimeout(() => leave.abort(), 250);
    const gateway = open(baseUrl);
    await gateway.execute({ query, signal: leave.signal });
    // A look that was on its way may still arrive.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const looks = wire.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(wire.length).toBe(looks);
  });
});

describe('a job', () => {
  test('is looked at where its Location says, relative to the last, until it is done', async () => {
    const { baseUrl, wire, times } = await steps(
      accepted({ location: '/jobs/1' }),
      accepted({ location: '1/state' }),
      accepted(),
      done,
    );
    expect(await ask(open(baseUrl), query)).toEqual(good);
    expect(wire).toEqual([
      'GET /v1/report?key=k',
      'GET /jobs/1?key=k',
      'GET /jobs/1/state?key=k',
      'GET /jobs/1/state?key=k',
    ]);
    expect(times.every((time, i) => i === 0 || time - (times[i - 1] ?? 0) >= 95)).toBe(true);
  });

  test('is asked for again where a GET says no place, when it says', async () => {
    const { baseUrl, wire, times } = await steps(accepted({ 'retry-after': '1' }), done);
    expect(await ask(open(baseUrl), query)).toEqual(good);
    expect(wire).toEqual(['GET /v1/report?key=k', 'GET /v1/report?key=k']);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(995);
  });

  test('that was begun by a change is looked at by GET, without its body', async () => {
    const heard: (string | undefined)[] = [];
    const { baseUrl, wire } = await steps(accepted({ location: '/jobs/1' }), (response, request) => {
      heard.push(request.headers['content-type'], request.headers['content-length']);
      done(response, request);
    });
    expect(await ask(open(baseUrl), 'mutation { make(input: { name: "a" }) { id } }')).toEqual({
      data: { make: { id: '7' } },
    });
    expect(wire).toEqual(['POST /v1/reports?key=k', 'GET /jobs/1?key=k']);
    expect(heard).toEqual([undefined, undefined]);
  });

  test('that is gone is null where its author says so', async () => {
    const { baseUrl } = await steps(accepted({ location: '/jobs/1' }), (response) => response.writeHead(404).end());
    expect(await ask(open(baseUrl), query)).toEqual({ data: { report: null } });
  });

  test('is an answer like others where nobody says that it is one', async () => {
    const { baseUrl, wire } = await steps(accepted({ location: '/jobs/1' }));
    expect(await ask(open(baseUrl, Impatient), query)).toEqual({ data: { report: { id: 'not yet' } } });
    expect(wire).toHaveLength(1);
  });

  test('is looked at no more often than ten times a second', () => {
    class Eager extends DataSource {
      static readonly api = api;
      report = this.get('Report' as never, () => 'v1/report', { poll: { everyMs: 10 } });
    }
    expect(() => things.gateway(graph(Eager, 'http://127.0.0.1:9/'))).toThrow(
      /reports\.report: poll\.everyMs must be a number from 100, in milliseconds\./,
    );
  });
});
