import { describe, expect, test } from '@jest/globals';
import { apiProblems, DataSource } from '../../src/datasources/base/index.ts';
import { createGateway } from '../../src/gateway/create-gateway.ts';
import { silentLog } from '../../src/gateway/log.ts';

const good = { name: 'shop', baseUrl: 'https://shop.example/' };

describe('misspelt words, which only the compiler would tell', () => {
  test.each([
    [{ enum: 'snake_case' }, '"enum" is no option.'],
    [{ timeouts: { attemptMS: 5 } }, '"timeouts.attemptMS" is no option.'],
    [{ retry: { attempts: 5 } }, '"retry.attempts" is no option.'],
    [{ faults: [{ at: 'error', kind: {} }] }, '"faults[0].kind" is no option.'],
    [
      { faults: [{ at: 'error', kinds: { E: 'throtled' } }] },
      'faults[0].kinds: "throtled", for E, is no kind of failure.',
    ],
    [{ timeout: {} }, '"timeout" is no option. Did you mean "timeouts"? There are: name,'],
    [{ retry: { retries: 5 } }, '"retry.retries" is no option. Did you mean "maxAttempts"? There are: maxAttempts,'],
    [{ cache: { ttl: 5 } }, '"cache.ttl" is no option. Did you mean "ttlMs"?'],
    [{ timeouts: { total: 5 } }, '"timeouts.total" is no option. Did you mean "totalMs"?'],
    [{ retry: { zzz: 5 } }, '"retry.zzz" is no option. There are: maxAttempts,'],
    [{ toString2: 5 }, '"toString2" is no option. There are: name,'],
    [
      { faults: [{ at: 'error', kinds: { E: 'ratelimited' } }] },
      'faults[0].kinds: "ratelimited", for E, is no kind of failure. `breakwater table` lists them, as does docs/failures.md.',
    ],
    [
      { faults: [{ at: 'error', kinds: { E: 'circuitOpen' } }] },
      'faults[0].kinds: "circuitOpen", for E, is decided here: no API can say it.',
    ],
    [{ soap: { kinds: { E: 'internal' } } }, 'soap.kinds: "internal", for E, is decided here: no API can say it.'],
    [{ graphql: { kinds: { E: 'cancelled' } } }, 'graphql.kinds: "cancelled", for E, is decided here'],
    [
      { faults: [{ at: 'ok', is: false, kinds: { E: 'throttled' } }] },
      'faults[0].kinds needs a code: where the sign is always false, it says nothing more.',
    ],
    [{ names: 'snakecase' }, 'names must be one of camelCase,'],
    [{ format: 'csv' }, 'format must be one of json, xml, soap, graphql, not "csv".'],
    [{ baseUrl: undefined }, 'baseUrl is not a URL, like https://api.example.com/v1/.'],
    [{ headers: { 'x key': 'v' } }, 'headers: "x key" is no header name.'],
    [{ headers: { '': 'v' } }, 'headers: "" is no header name.'],
    [
      { headers: { 'x-a': 'a\r\nb: c' } },
      'headers: x-a holds a line break, or another character that no header may hold.',
    ],
    [
      { headers: { 'x-a': '\u20ac' } },
      'headers: x-a holds a line break, or another character that no header may hold.',
    ],
    [{ headers: { 'x-a': 5 } }, 'headers: x-a must be text.'],
  ])('%j', (words, sentence) => {
    expect(apiProblems({ ...good, ...words } as never, 'http://127.0.0.1:1/')).toEqual([
      expect.stringContaining(sentence),
    ]);
  });

  test('nothing is said of a description that is right', () => {
    expect(
      apiProblems({
        ...good,
        names: 'snake_case',
        headers: { 'X-a_b.c': 'a\tb é', 'x-none': undefined as unknown as string },
        timeouts: { attemptMs: 50 },
        faults: [
          { at: 'e', kinds: { 1: 'throttled' } },
          { at: 'e', is: 2, kinds: { 2: 'conflict' } },
        ],
      }),
    ).toEqual([]);
  });

  const start =
    (
      make: (source: {
        readonly get: (...given: unknown[]) => unknown;
        readonly pages: (...given: unknown[]) => unknown;
        readonly batch: (...given: unknown[]) => unknown;
      }) => unknown,
    ) =>
    () => {
      class Shop extends DataSource {
        static readonly api = good;
        thing = make({
          get: (...given) => this.get(...(given as [never, never, never])),
          pages: (...given) => this.pages(...(given as [never, never, never])),
          batch: (...given) => this.batch(...(given as [never, never])),
        });
      }
      createGateway({
        sources: [Shop],
        typeDefs: 'type Thing { id: ID! } type Query { thing(id: ID): Thing @load(from: "shop.thing") }',
        log: silentLog,
      });
    };

  test.each([
    ['att', start(({ get }) => get('Thing', () => 'x', { att: 'a' })), '"att" is no option of a get.'],
    [
      'mx',
      start(({ batch }) => batch('Thing', { key: 'id', fetch: () => 'x', mx: 1 })),
      '"mx" is no option of a batch.',
    ],
    [
      'a match that is none',
      start(({ batch }) => batch('Thing', { key: 'id', fetch: () => 'x', match: 'ordr' })),
      "match must be 'field', 'order' or { index: 'path' }.",
    ],
    ['a word of at', start(({ get }) => get('Thing', () => 'x', { at: { pth: 'a' } })), '"pth" is no word of at.'],
    [
      'a key that is none',
      start(({ batch }) => batch('Thing', { fetch: () => 'x' })),
      'Shop cannot be made: a batch of Thing needs a key',
    ],
    [
      'a match of nothing',
      start(({ batch }) => batch('Thing', { key: 'id', fetch: () => 'x', match: null })),
      "match must be 'field', 'order' or { index: 'path' }.",
    ],
    [
      'a request that no function makes',
      start(({ get }) => get('Thing', 'x')),
      'Shop cannot be made: what answers with Thing needs a function that makes its request',
    ],
    [
      'a next that is none',
      start(({ pages }) => pages('[Thing]', () => 'x', { next: null })),
      'shop.thing must say how its pages follow each other.',
    ],
    [
      'a total that is no path',
      start(({ pages }) => pages('[Thing]', () => 'x', { next: 'link', total: null })),
      'shop.thing: total must be a path.',
    ],
    [
      'a name that is no text',
      () =>
        createGateway({
          sources: [Object.assign(class extends DataSource {}, { api: { ...good, name: 7 } }) as never],
          typeDefs: 'type Query { a: Int }',
        }),
      'does not say what its API is.',
    ],
    [
      'a method that is none',
      start((source) => (source as never as { bach: () => void }).bach()),
      /Shop cannot be made: source\.bach is not a function \(line \d+\)\./,
    ],
  ])('%s', (_, build, sentence) => {
    expect(build).toThrow(sentence);
  });
});
