import { afterEach, describe, expect, test } from '@jest/globals';
import {
  type Api,
  type Args,
  apiKey,
  bearer,
  connect,
  DataSource,
  type HttpCall,
  joined,
  newScope,
  path,
  type Shapes,
  type SourceClass,
  type WireRequest,
  type WireResponse,
} from '../../src/datasources/base/index.ts';
import { asUpstreamError, type CallEvent, UpstreamError } from '../../src/resilience/index.ts';
import { settle, virtualClock } from '../support/virtual-clock.ts';
import { record } from './contract/support.ts';

const shapes: Shapes = new Map(
  [
    record('Country', { code: 'ID!', name: 'String', area: 'Float' }),
    record('Observation', { id: 'ID!', userId: 'ID!' }),
    record('Rate', { code: ['ID!', '@currency'], value: ['Decimal!', '@rate'] }),
    record('Place', { n: 'Int' }),
  ].map((shape) => [shape.name, shape]),
);

const api = { name: 'shop', baseUrl: 'https://shop.example/v1/' } satisfies Api;

class Shop extends DataSource {
  static readonly api: Api = api;
  country = this.batch('Country', {
    key: 'code',
    max: 3,
    fetch: (codes, { year }: { readonly year?: number }) => ({
      path: path`country/${joined(codes.map(String), ';')}`,
      query: { year },
    }),
  });
  folded = this.batch('Country', {
    key: 'code',
    ignoreCase: true,
    fetch: (codes) => ({ path: 'folded', query: { c: codes.map(String) } }),
  });
  one = this.batch('Country', {
    key: 'code',
    max: 1,
    notFound: 'null',
    at: { path: '.', lone: true },
    fetch: ([code]) => path`one/${String(code)}`,
  });
  strict = this.batch('Country', {
    key: 'code',
    max: 1,
    at: { path: '.', lone: true },
    fetch: ([code]) => path`one/${String(code)}`,
  });
  posts = this.batch('[Observation]', {
    key: 'userId',
    fetch: (ids) => ({ path: 'posts', query: { userId: ids.map(String) } }),
  });
  place = this.batch('Place', {
    key: ['lat', 'lon'],
    match: { index: 'i' },
    fetch: (at) => ({
      path: 'places',
      query: {
        lat: joined(
          at.map(({ lat }) => lat),
          ',',
        ),
      },
    }),
  });
  rate = this.batch('Rate', {
    key: 'code',
    whole: true,
    at: 'Envelope.Cube',
    format: 'xml',
    fetch: () => 'rates.xml',
    /* oxlint-disable unicorn/no-thenable */
    transform: (rates, { base = '' }: { readonly base?: string }) =>
      rates.map((rate) => ({ ...rate, value: `${rate['value']}${base}` })),
  });
  all = this.get('[Country]', () => 'all');
  find = this.get('Country', ({ id }: Args) => path`find/${String(id)}`, { notFound: 'null' });
}

type Answer = WireResponse | UpstreamError | 'hold';
const ok = (body: unknown): WireResponse => ({
  status: 200,
  headers: {},
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
const status = (code: number, body: unknown = '', headers: Record<string, string> = {}): WireResponse => ({
  ...ok(body),
  status: code,
  headers,
});

const clocks: ReturnType<typeof virtualClock>[] = [];

/** A source over a transport in memory, and the log of what went over it. */
const connected = (
  answer: (url: string, nth: number) => Answer,
  given: { readonly api?: Partial<Api>; readonly environment?: Record<string, string> } = {},
) => {
  const requests: WireRequest[] = [];
  const events: (CallEvent & { readonly requestId: string })[] = [];
  const clock = virtualClock();
  clocks.push(clock);
  class Source extends Shop {
    static override readonly api: Api = { ...api, ...given.api };
  }
  const Used: SourceClass = Source;
  const upstream = connect({
    Source: Used,
    shapes,
    isLoader: () => false,
    environment: given.environment ?? {},
    transport: {
      close: () => undefined,
      send: (request, signal) =>
        new Promise((resolve, reject) => {
          requests.push(request);
          const said = answer(request.url.href, requests.length);
          if (said instanceof Error) reject(said);
          else if (said !== 'hold') resolve(said);
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
    },
    clock,
    random: () => 0,
    report: (event: CallEvent, { requestId }: HttpCall) => void events.push({ ...event, requestId }),
    problem: (what, message) => {
      throw new Error(`${what}: ${message}`);
    },
  });
  const scope = (signal = new AbortController().signal, id = 'r1') => newScope(id, clock.now() + 10_000, signal);
  const urls = () => requests.map(({ url }) => url.href.replace('https://shop.example/v1/', ''));
  return { upstream, requests, urls, events, clock, scope };
};

const outcome = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    return await promise;
  } catch (error) {
    return error instanceof UpstreamError ? { kind: error.kind, ...error.facts } : error;
  }
};
const outcomes = (promises: readonly Promise<unknown>[]) => Promise.all(promises.map(outcome));
const country = (code: string) => ({ code, name: `${code}!`, area: 1.5 });

/** Answers `country/A;B` with those countries. */
const countries = (url: string): Answer =>
  ok((/(?:country|one)\/([^?]*)/.exec(url)?.[1] ?? '').split(';').map((code) => country(decodeURIComponent(code))));

afterEach(async () => {
  await settle();
  expect(clocks.splice(0).filter(({ pending }) => pending > 0)).toEqual([]);
});

describe('when a source fails', () => {
  test('the failure names the source and the operation, for every key of the request', async () => {
    const { upstream, scope, events } = connected(() => status(403));
    const its = scope();
    const failure = { kind: 'forbidden', status: 403, sent: 'yes', source: 'shop', operation: 'country', attempts: 1 };
    expect(await outcomes([upstream.load('country', 'JP', {}, its), upstream.load('country', 'DE', {}, its)])).toEqual([
      failure,
      failure,
    ]);
    expect(events).toMatchObject([
      { source: 'shop', operation: 'country', outcome: 'forbidden', attempts: 1, shared: false, requestId: 'r1' },
    ]);
  });

  test('one chunk of keys does not cost another', async () => {
    const { upstream, scope } = connected((url) => (url.includes('DE') ? status(403) : countries(url)));
    const its = scope();
    const [a, , , d] = await outcomes(['A', 'B', 'C', 'DE'].map((code) => upstream.load('country', code, {}, its)));
    expect([a, d]).toEqual([country('A'), expect.objectContaining({ kind: 'forbidden' })]);
  });

  test.each([400, 401, 404, 409, 410, 422])(
    'one thing that answers HTTP %d, and when to ask for it again, closes nothing to the others',
    async (code) => {
      const refusal = status(code, '', { 'retry-after': '3600' });
      const { upstream, scope, urls } = connected((url) => (url.includes('find/1') ? refusal : ok(country('B'))));
      await outcome(upstream.run('find', { id: 1 }, scope()));
      expect(await outcome(upstream.run('find', { id: 2 }, scope()))).toEqual(country('B'));
      expect(urls()).toEqual(['find/1', 'find/2']);
    },
  );

  test('a key that cannot stand in a request fails alone, unsent', async () => {
    const { upstream, scope, urls } = connected(countries);
    const its = scope();
    expect(await outcomes(['JP', '../x', 'DE'].map((code) => upstream.load('country', code, {}, its)))).toEqual([
      country('JP'),
      {
        kind: 'unsafe',
        sent: 'no',
        detail: 'a slash, or an encoded one, cannot be part of a path',
        source: 'shop',
        operation: 'country',
      },
      country('DE'),
    ]);
    expect(urls()).toEqual(['country/JP;DE']);
  });

  test('a missing credential fails unsent', async () => {
    const { upstream, scope, requests } = connected(countries, { api: { auth: bearer({ env: 'SHOP_TOKEN' }) } });
    expect(upstream.missing).toEqual(['SHOP_TOKEN']);
    expect(await outcome(upstream.load('country', 'JP', {}, scope()))).toMatchObject({
      kind: 'unauthenticated',
      sent: 'no',
      detail: 'no credential is configured',
    });
    expect(requests).toHaveLength(0);
  });

  test('it is tried again where that may help', async () => {
    const { upstream, scope, requests, clock, events } = connected((url, nth) =>
      nth < 3 ? status(503) : countries(url),
    );
    const answer = outcome(upstream.load('country', 'JP', {}, scope()));
    await clock.advance(1_000);
    expect(await answer).toEqual(country('JP'));
    expect(requests).toHaveLength(3);
    expect(events).toMatchObject([{ outcome: 'ok', attempts: 3 }]);
  });

  test('an answer that does not come ends at the attempt, and at last at the deadline of the operation', async () => {
    const { upstream, scope, requests, clock } = connected(() => 'hold', { api: { timeouts: { attemptMs: 4_000 } } });
    const answer = outcome(upstream.load('country', 'JP', {}, scope()));
    await clock.advance(10_000);
    expect(await answer).toMatchObject({
      kind: 'timeout',
      phase: 'attempt',
      attempts: 3,
      source: 'shop',
      stopped: 'deadline',
    });
    expect(requests).toHaveLength(3);
  });

  test('what it answered before stands in, marked', async () => {
    const { upstream, scope, clock, events } = connected((url, nth) =>
      nth === 2 ? status(403) : nth > 2 ? status(503) : countries(url),
    );
    const ask = (its: ReturnType<typeof scope>) => outcome(upstream.load('country', 'JP', {}, its));
    await ask(scope());
    expect(await ask(scope())).toMatchObject({ kind: 'forbidden' });
    const its = scope();
    const answer = ask(its);
    await clock.advance(9_000);
    expect(await answer).toEqual(country('JP'));
    expect([...its.stale]).toEqual([['shop', { ageMs: expect.any(Number), reason: 'UPSTREAM_UNAVAILABLE' }]]);
    expect(events).toMatchObject([{ outcome: 'ok' }, { outcome: 'forbidden' }, { outcome: 'unavailable' }]);
  });

  test('an answer of another shape is a mismatch of the whole, a field of another shape only of that field', async () => {
    const { upstream, scope } = connected((url) =>
      url.includes('X') ? ok({ error: 'hunter2' }) : ok([{ code: 'JP', name: ['hunter2'], area: 2 }]),
    );
    const its = scope();
    expect(await outcome(upstream.load('country', 'X', {}, its))).toMatchObject({
      kind: 'mismatch',
      sent: 'yes',
      detail: 'shop.country: expected a list (say lone: true where one stands for a list of one), got an object',
      place: '$',
    });
    const found = (await upstream.load('country', 'JP', {}, its)) as { readonly name: unknown };
    expect(found).toMatchObject({ code: 'JP', area: 2 });
    expect(found.name).toMatchObject({
      kind: 'mismatch',
      facts: { detail: 'Country.name: expected a String, got a list', place: '$[0].name' },
    });
  });

  test('an error of the author is internal, and is kept for the log', async () => {
    class Broken extends DataSource {
      static readonly api: Api = api;
      it = this.get('Country', () => {
        throw new TypeError('author');
      });
    }
    const { clock, scope } = connected(countries);
    const upstream = connect({
      Source: Broken,
      shapes,
      isLoader: () => false,
      environment: {},
      transport: { send: () => Promise.reject(new Error('never')), close: () => undefined },
      clock,
      random: () => 0,
      report: () => undefined,
      problem: () => undefined,
    });
    const error: unknown = await upstream.run('it', {}, scope()).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      kind: 'internal',
      facts: { source: 'shop', operation: 'it' },
    });
    expect(asUpstreamError(error).origin()).toMatchObject({ message: 'author' });
    await expect(async () => upstream.run('nothing', {}, scope())).rejects.toThrow('shop has no operation "nothing"');
    await expect(async () => upstream.load('it', 1, {}, scope())).rejects.toThrow('shop.it takes no keys');
  });
});

describe('faults', () => {
  const faults: Api['faults'] = [
    {
      at: 'ok',
      is: false,
      code: 'error',
      kinds: { ratelimited: 'throttled', gone: 'notFound', login: 'unauthenticated' },
    },
  ];
  const failing = (answer: WireResponse) => connected(() => answer, { api: { faults, retry: { maxAttempts: 1 } } });
  const find = ({ upstream, scope }: ReturnType<typeof connected>) => outcome(upstream.run('find', { id: 1 }, scope()));

  test('in HTTP 200 are failures', async () => {
    expect(await find(failing(ok({ ok: false, error: 'login' })))).toMatchObject({
      kind: 'unauthenticated',
      sent: 'yes',
      detail: 'it answered with its error login',
    });
    expect(await find(failing(ok({ ok: false, error: 'gone' })))).toBeNull();
    expect(await find(failing(ok({ ok: true, code: 'JP' })))).toMatchObject({ code: 'JP' });
  });

  test('with a code that is known say more than the status, and keep what it said', async () => {
    expect(await find(failing(status(400, { ok: false, error: 'ratelimited' })))).toMatchObject({
      kind: 'throttled',
      status: 400,
    });
    expect(await find(failing(status(503, { ok: false, error: 'ratelimited' }, { 'retry-after': '7' })))).toMatchObject(
      { kind: 'throttled', status: 503, retryAfterMs: 7_000 },
    );
  });

  test.each([200, 400])('that mean a limit say how long it lasts as any other, also with HTTP %d', async (code) => {
    const limited = status(code, { ok: false, error: 'ratelimited' }, { 'retry-after': '7' });
    expect(await find(failing(limited))).toMatchObject({ kind: 'throttled', retryAfterMs: 7_000 });
    const gone = status(code, { ok: false, error: 'login' }, { 'retry-after': '7' });
    expect(await find(failing(gone))).toEqual(expect.not.objectContaining({ retryAfterMs: 7_000 }));
  });

  test('with a code nobody knows say less than the status', async () => {
    expect(await find(failing(status(429, { ok: false, error: 'slow_down' }, { 'retry-after': '30' })))).toMatchObject({
      kind: 'throttled',
      status: 429,
      retryAfterMs: 30_000,
      detail: 'it answered with its error slow_down',
    });
  });

  test('that cannot be read leave the status to speak', async () => {
    expect(await find(failing(status(502, '<html>Bad gateway</html>')))).toMatchObject({
      kind: 'unavailable',
      status: 502,
    });
    expect(await find(failing(status(404)))).toBeNull();
  });
});

describe('"not found"', () => {
  test('is an error by default, and null where the operation says so', async () => {
    const { upstream, scope } = connected(() => status(404));
    const its = scope();
    expect(
      await outcomes([
        upstream.load('strict', 'X', {}, its),
        upstream.load('one', 'X', {}, its),
        upstream.run('find', { id: 9 }, its),
      ]),
    ).toEqual([expect.objectContaining({ kind: 'notFound', status: 404 }), null, null]);
  });

  test('of many keys at once is an error: nobody knows which of them', async () => {
    const { upstream, scope } = connected(() => status(410));
    expect(await outcome(upstream.load('country', 'X', {}, scope()))).toMatchObject({ kind: 'notFound', status: 410 });
  });
});

describe('batches', () => {
  test('keys asked for in one turn are one request, each key once', async () => {
    const { upstream, scope, urls } = connected(countries);
    const its = scope();
    expect(await outcomes(['JP', 'DE', 'JP'].map((code) => upstream.load('country', code, {}, its)))).toEqual([
      country('JP'),
      country('DE'),
      country('JP'),
    ]);
    expect(urls()).toEqual(['country/JP;DE']);
    expect(await upstream.load('country', 'DE', {}, its)).toEqual(country('DE'));
    expect(urls()).toHaveLength(1);
  });

  test('are cut at "max", and at the length of the URL', async () => {
    const { upstream, scope, urls } = connected(countries);
    const its = scope();
    await outcomes(['A', 'B', 'C', 'D'].map((code) => upstream.load('country', code, {}, its)));
    expect(urls()).toEqual(['country/A;B;C', 'country/D']);
    const short = connected(countries, { api: { maxUrlLength: 48 } });
    const [one, two] = ['x'.repeat(8), 'y'.repeat(8)];
    const other = short.scope();
    expect(await outcomes([one, two].map((code) => short.upstream.load('country', code, {}, other)))).toEqual([
      country(one),
      country(two),
    ]);
    expect(short.urls()).toEqual([`country/${one}`, `country/${two}`]);
    const long = connected(countries, { api: { maxUrlLength: 49 } });
    const both = long.scope();
    await outcomes([one, two].map((code) => long.upstream.load('country', code, {}, both)));
    expect(long.urls()).toEqual([`country/${one};${two}`]);
  });

  test('are split by arguments beside the key, whatever their order', async () => {
    const { upstream, scope, urls } = connected(countries);
    const its = scope();
    const ask = (code: string, args: Args) => upstream.load('country', code, args, its);
    await outcomes([
      ask('A', { year: 1, x: 1 }),
      ask('B', { x: 1, year: 1 }),
      ask('C', { year: 2 }),
      ask('D', {}),
      ask('E', { year: undefined }),
    ]);
    expect(urls()).toEqual(['country/A;B?year=1', 'country/C?year=2', 'country/D;E']);
    expect((await outcomes([ask('D', { x: null })]))[0]).toEqual(country('D'));
    expect(urls()).toHaveLength(4);
  });

  test('give each key its rows', async () => {
    const { upstream, scope } = connected(() =>
      ok([
        { id: 1, userId: 'a' },
        { id: 2, userId: 'b' },
        { id: 3, userId: 'a' },
      ]),
    );
    const its = scope();
    expect(await outcomes(['b', 'a', 'c'].map((id) => upstream.load('posts', id, {}, its)))).toEqual([
      [{ id: '2', userId: 'b' }],
      [
        { id: '1', userId: 'a' },
        { id: '3', userId: 'a' },
      ],
      [],
    ]);
  });

  test('match by index, with keys of many parts', async () => {
    const { upstream, scope, urls } = connected(() => ok([{ n: 1 }, { n: 2, i: 1 }]));
    const its = scope();
    const ask = (lat: number) => upstream.load('place', { lat, lon: 0 }, {}, its);
    expect(await outcomes([ask(1.5), ask(2.5), ask(1.5)])).toMatchObject([{ n: 1 }, { n: 2 }, { n: 1 }]);
    expect(urls()).toEqual(['places?lat=1.5,2.5']);
  });

  test('take keys of another case for one, where it does not count', async () => {
    const { upstream, scope, urls } = connected(() => ok([{ code: 'jp' }]));
    const its = scope();
    expect(await outcomes(['JP', 'jp'].map((code) => upstream.load('folded', code, {}, its)))).toMatchObject([
      { code: 'jp' },
      { code: 'jp' },
    ]);
    expect(urls()).toEqual(['folded?c=JP']);
  });

  test('of a whole answer ask for it once, whatever the keys and arguments; "then" goes by the arguments', async () => {
    const body =
      '<Envelope><Cube currency="USD" rate="1.10"/><Cube currency="JPY" rate="160"/><Cube currency="BAD"/></Envelope>';
    const { upstream, scope, urls } = connected(() => ok(body));
    const its = scope();
    expect(
      await outcomes([
        upstream.load('rate', 'USD', {}, its),
        upstream.load('rate', 'JPY', { base: 'x' }, its),
        upstream.load('rate', 'XXX', {}, its),
      ]),
    ).toEqual([{ code: 'USD', value: '1.10' }, { code: 'JPY', value: '160x' }, null]);
    expect(urls()).toEqual(['rates.xml']);
    expect(await upstream.load('rate', 'BAD', {}, its)).toMatchObject({ code: 'BAD', value: { kind: 'mismatch' } });
  });
});

describe('calls that are alike', () => {
  test('are made once for a scope, also when they fail', async () => {
    const { upstream, scope, requests } = connected(() => status(403));
    const its = scope();
    await outcome(upstream.run('all', {}, its));
    expect(await outcome(upstream.run('all', {}, its))).toMatchObject({ kind: 'forbidden' });
    expect(requests).toHaveLength(1);
  });

  test('are shared by scopes while they are under way, and not kept', async () => {
    const { upstream, scope, requests, events } = connected(() => ok([country('JP')]));
    expect(await outcomes([upstream.run('all', {}, scope()), upstream.run('all', {}, scope(undefined, 'r2'))])).toEqual(
      [[country('JP')], [country('JP')]],
    );
    expect(requests).toHaveLength(1);
    expect(Object.fromEntries(events.map(({ requestId, shared }) => [requestId, shared]))).toEqual({
      r1: false,
      r2: true,
    });
    await upstream.run('all', {}, scope());
    expect(requests).toHaveLength(2);
  });

  test('end for the scope that leaves, and go on for the other; with the last they are aborted', async () => {
    let release: (() => void) | undefined;
    const aborted: boolean[] = [];
    const clock = virtualClock();
    clocks.push(clock);
    const upstream = connect({
      Source: Shop,
      shapes,
      isLoader: () => false,
      environment: {},
      clock,
      random: () => 0,
      report: () => undefined,
      problem: () => undefined,
      transport: {
        close: () => undefined,
        send: (_request, signal) =>
          new Promise((resolve, reject) => {
            release = () => resolve(ok([country('JP')]));
            signal.addEventListener(
              'abort',
              () => {
                aborted.push(true);
                reject(signal.reason);
              },
              { once: true },
            );
          }),
      },
    });
    const [one, two] = [new AbortController(), new AbortController()];
    const scopeOf = ({ signal }: AbortController) => newScope('r', clock.now() + 10_000, signal);
    const left = outcome(upstream.run('all', {}, scopeOf(one)));
    const stays = outcome(upstream.run('all', {}, scopeOf(two)));
    await settle();
    one.abort(new UpstreamError('cancelled', { detail: 'the client left' }));
    expect(await left).toMatchObject({ kind: 'cancelled', source: 'shop', operation: 'all' });
    expect(aborted).toEqual([]);
    release?.();
    expect(await stays).toEqual([country('JP')]);
    const last = outcome(upstream.run('all', {}, scopeOf(two)));
    await settle();
    two.abort(new UpstreamError('cancelled'));
    expect(await last).toMatchObject({ kind: 'cancelled' });
    expect(aborted).toEqual([true]);
  });
});

describe('requests', () => {
  test('carry what the source says, what the operation says over it, and the credential last of all', async () => {
    class Signed extends DataSource {
      static readonly api: Api = {
        ...api,
        query: { format: 'json', per: 10 },
        headers: { 'X-App': 'a', Accept: 'application/ld+json' },
        auth: apiKey({ query: 'app&id', env: 'KEY' }),
      };
      all = this.get('[Country]', () => ({
        path: 'all',
        query: { per: 5, ids: joined(['a,b', 'c d'], ',') },
        headers: { 'x-app': 'b' },
      }));
    }
    const requests: WireRequest[] = [];
    const clock = virtualClock();
    clocks.push(clock);
    const upstream = connect({
      Source: Signed,
      shapes,
      isLoader: () => false,
      environment: { KEY: 's&cret' },
      clock,
      random: () => 0,
      report: () => undefined,
      problem: () => undefined,
      transport: {
        close: () => undefined,
        send: async (request) => {
          requests.push(request);
          return ok([]);
        },
      },
    });
    await upstream.run('all', {}, newScope('r', clock.now() + 10_000, new AbortController().signal));
    expect(requests.map(({ url, headers }) => [url.search, headers])).toEqual([
      ['?format=json&per=5&ids=a%2Cb,c%20d&app%26id=s%26cret', { accept: 'application/ld+json', 'x-app': 'b' }],
    ]);
  });
});
