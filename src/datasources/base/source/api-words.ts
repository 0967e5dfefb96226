import type {
  BreakerOptions,
  BulkheadOptions,
  HedgeOptions,
  RetryBudgetOptions,
  RetryOptions,
} from '../../../resilience/index.ts';
import type { CacheOptions } from '../cache/cache-options.ts';
import type { Fault } from '../contract/faults.ts';
import { conventions } from '../contract/names.ts';
import type { GraphqlOptions } from '../graphql/graphql-options.ts';
import type { Problems } from '../problems/problems.ts';
import type { SoapOptions } from '../soap/soap-options.ts';
import type { ProxyWords } from '../transport/proxies.ts';
import type { Api, Timeouts } from './api.ts';
import { kindProblems } from './kind-problems.ts';
import { nearest } from './nearest.ts';
import type { Quota } from './policies.ts';
import { told } from './sentences.ts';

/** Every word that may stand in an API's description; the compiler holds these lists complete. */
const known = {
  api: {
    name: 1,
    baseUrl: 1,
    baseUrlFrom: 1,
    proxy: 1,
    format: 1,
    query: 1,
    headers: 1,
    auth: 1,
    required: 1,
    names: 1,
    enums: 1,
    faults: 1,
    problems: 1,
    namespaces: 1,
    xml: 1,
    soap: 1,
    graphql: 1,
    timeouts: 1,
    retry: 1,
    budget: 1,
    breaker: 1,
    bulkhead: 1,
    quota: 1,
    hedge: 1,
    cache: 1,
    failures: 1,
    allowPrivate: 1,
    maxBytes: 1,
    maxUrlLength: 1,
  } satisfies Record<keyof Api, 1>,
  timeouts: { totalMs: 1, attemptMs: 1, connectMs: 1 } satisfies Record<keyof Timeouts, 1>,
  retry: { maxAttempts: 1, baseMs: 1, throttledBaseMs: 1, capMs: 1, maxRetryAfterMs: 1 } satisfies Record<
    keyof RetryOptions,
    1
  >,
  budget: { ratio: 1, perSecond: 1 } satisfies Record<keyof RetryBudgetOptions, 1>,
  breaker: {
    windowMs: 1,
    minCalls: 1,
    failureRatio: 1,
    consecutive: 1,
    breakMs: 1,
    maxBreakMs: 1,
  } satisfies Record<keyof BreakerOptions, 1>,
  bulkhead: { maxConcurrent: 1, maxQueue: 1, maxQueueMs: 1 } satisfies Record<keyof BulkheadOptions, 1>,
  proxy: { env: 1 } satisfies Record<keyof Exclude<ProxyWords, false>, 1>,
  quota: { limit: 1, windowMs: 1 } satisfies Record<keyof Quota, 1>,
  hedge: { afterMs: 1 } satisfies Record<keyof HedgeOptions, 1>,
  cache: {
    ttlMs: 1,
    staleWhileRevalidateMs: 1,
    staleIfErrorMs: 1,
    maxBytes: 1,
    maxEntryBytes: 1,
  } satisfies Record<keyof CacheOptions, 1>,
  soap: {
    version: 1,
    namespace: 1,
    qualified: 1,
    action: 1,
    header: 1,
    kinds: 1,
  } satisfies Record<keyof SoapOptions, 1>,
  graphql: { kinds: 1 } satisfies Record<keyof GraphqlOptions, 1>,
  problems: { at: 1, field: 1, code: 1, message: 1 } satisfies Record<keyof Problems, 1>,
  fault: { at: 1, is: 1, code: 1, kinds: 1 } satisfies Record<keyof Fault, 1>,
};

/** What others call them, where no letters would tell. */
const byOtherName: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  url: 'baseUrl',
  endpoint: 'baseUrl',
  retries: 'retry',
  rateLimit: 'quota',
  'retry.retries': 'maxAttempts',
  'retry.limit': 'maxAttempts',
  'retry.maxRetries': 'maxAttempts',
  'retry.delay': 'baseMs',
  'cache.maxAge': 'ttlMs',
  'timeouts.request': 'attemptMs',
});

const unknownWords = (where: string, value: object | undefined, words: Readonly<Record<string, 1>>): string[] =>
  Object.keys(value ?? {})
    .filter((word) => !Object.hasOwn(words, word))
    .map((word) => {
      const meant = byOtherName[`${where}${word}`] ?? nearest(word, Object.keys(words));
      return `"${where}${word}" is no option. ${meant === undefined ? '' : `Did you mean "${meant}"? `}There are: ${Object.keys(words).join(', ')}.`;
    });

const oneOf = (what: string, value: string | undefined, words: readonly string[]): string[] =>
  value === undefined || words.includes(value)
    ? []
    : [`${what} must be one of ${words.join(', ')}, not ${told(value)}.`];

/** Misspelt words of an API's description: whoever starts without the compiler would not hear of them. */
export const wordProblems = (api: Api): readonly string[] => [
  ...unknownWords('', api, known.api),
  ...unknownWords('timeouts.', api.timeouts, known.timeouts),
  ...unknownWords('retry.', api.retry, known.retry),
  ...unknownWords('budget.', api.budget, known.budget),
  ...unknownWords('breaker.', api.breaker || undefined, known.breaker),
  ...unknownWords('bulkhead.', api.bulkhead, known.bulkhead),
  ...[api.quota ?? []].flat().flatMap((quota) => unknownWords('quota.', quota, known.quota)),
  ...unknownWords('proxy.', api.proxy || undefined, known.proxy),
  ...unknownWords('hedge.', api.hedge, known.hedge),
  ...unknownWords('cache.', api.cache || undefined, known.cache),
  ...unknownWords('problems.', api.problems, known.problems),
  ...(api.faults ?? []).flatMap((fault, i) => unknownWords(`faults[${i}].`, fault, known.fault)),
  ...unknownWords('soap.', api.soap, known.soap),
  ...unknownWords('graphql.', api.graphql, known.graphql),
  ...kindProblems(api),
  ...oneOf('soap.version', api.soap?.version, ['1.1', '1.2']),
  ...oneOf('format', api.format, ['json', 'xml', 'soap', 'graphql']),
  ...oneOf('xml', api.xml, ['strict', 'lenient']),
  ...oneOf('names', api.names, conventions),
  ...oneOf('enums', api.enums, conventions),
];
