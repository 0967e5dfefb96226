import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { createGateway } from '../../../src/gateway/create-gateway.ts';
import { OptionsError } from '../../../src/gateway/options.ts';
import { ContractError } from '../../../src/schema/index.ts';
import { graphWith } from './started.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

/** What people write who have no compiler. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(0, -1, 1, 2, 10, 100, 3_000, 5_000, 10_000, 2 ** 31, 0.5, Number.NaN, Infinity, -Infinity),
  fc.constantFrom<unknown>('', '5', 'p95', 'yes', 'json', true, false, null, undefined, [], {}, [1], ['a'], () => 1),
  // What cannot be compared, nor be made a text.
  fc.constantFrom<unknown>({ toString: null }, { valueOf: 1, toString: 1 }, Object.create(null), Symbol('x'), 1n),
  fc.double(),
  fc.integer(),
  fc.jsonValue({ maxDepth: 2 }),
);
const record = (...names: readonly string[]) =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record(Object.fromEntries(names.map((name) => [name, anything])), { requiredKeys: [] }),
    },
    { weight: 1, arbitrary: anything },
  );

const quota = record('limit', 'windowMs');
const api = fc.record(
  {
    timeouts: record('totalMs', 'attemptMs', 'connectMs'),
    retry: record('maxAttempts', 'baseMs', 'throttledBaseMs', 'capMs', 'maxRetryAfterMs'),
    budget: record('ratio', 'perSecond'),
    breaker: record('windowMs', 'minCalls', 'failureRatio', 'consecutive', 'breakMs', 'maxBreakMs'),
    bulkhead: record('maxConcurrent', 'maxQueue', 'maxQueueMs'),
    quota: fc.oneof(quota, fc.array(quota, { maxLength: 2 })),
    hedge: record('afterMs'),
    cache: record('ttlMs', 'staleWhileRevalidateMs', 'staleIfErrorMs', 'maxBytes', 'maxEntryBytes'),
    failures: fc.oneof(
      anything,
      fc.record({ failed: record('retry', 'resend', 'stale', 'breaker'), nonsense: anything }, { requiredKeys: [] }),
    ),
    faults: fc.oneof(anything, fc.array(record('at', 'is', 'code', 'kinds'), { maxLength: 2 })),
    baseUrl: anything,
    format: anything,
    query: record('a'),
    headers: record('a'),
    auth: record('variables', 'sign'),
    required: anything,
    names: anything,
    enums: anything,
    namespaces: record('a'),
    xml: anything,
    allowPrivate: anything,
    maxBytes: anything,
    maxUrlLength: anything,
  },
  { requiredKeys: [] },
);

const gateway = fc.record(
  {
    port: anything,
    host: anything,
    production: anything,
    deadlineMs: anything,
    maxDeadlineMs: anything,
    maxRequestBytes: anything,
    baseUrls: record('things'),
    environment: record('KEY'),
    resolvers: record('Query'),
    log: anything,
    example: anything,
    store: anything,
    without: anything,
    drill: anything,
    transport: anything,
    clock: anything,
    random: anything,
    placeOf: anything,
    sources: anything,
    typeDefs: anything,
  },
  { requiredKeys: [] },
);

/** Starts, or says in sentences why not; never anything else. */
const startsOrSays = (its: object, options: object): void => {
  try {
    createGateway(graphWith(its, options));
  } catch (error) {
    const sentences = sentencesOf(error);
    expect(sentences).not.toEqual([]);
    for (const sentence of sentences) expect(sentence).toMatch(/^\S.* .*[.)]$/s);
  }
};

const sentencesOf = (error: unknown): readonly string[] => {
  if (error instanceof ContractError) return error.problems.map(({ message }) => message);
  if (error instanceof OptionsError) return error.message.split('\n');
  throw error;
};

describe('whatever options are made of', () => {
  test('a source starts, or its gateway says why not', () => {
    fc.assert(
      fc.property(api, (its) => startsOrSays(its, {})),
      { numRuns: 400 },
    );
  });

  test('one option by itself, too', () => {
    fc.assert(
      fc.property(api, fc.nat(), (its, which) => {
        const all = Object.entries(its);
        startsOrSays(Object.fromEntries(all.slice(which % (all.length || 1)).slice(0, 1)), {});
      }),
      { numRuns: 400 },
    );
  });

  test('a gateway starts, or says why not', () => {
    fc.assert(
      fc.property(gateway, fc.nat(), (its, which) => {
        const all = Object.entries(its);
        startsOrSays({}, Object.fromEntries(all.slice(which % (all.length || 1)).slice(0, 2)));
      }),
      { numRuns: 400 },
    );
  });
});
