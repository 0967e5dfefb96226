import type {
  BreakerOptions,
  BulkheadOptions,
  HedgeOptions,
  Narrowing,
  RetryBudgetOptions,
  RetryOptions,
} from '../../../resilience/index.ts';
import type { Auth } from '../auth/auth.ts';
import type { CacheOptions } from '../cache/cache-options.ts';
import type { Fault } from '../contract/faults.ts';
import type { Convention } from '../contract/names.ts';
import type { GraphqlOptions } from '../graphql/graphql-options.ts';
import type { Problems } from '../problems/problems.ts';
import type { SoapOptions } from '../soap/soap-options.ts';
import type { ProxyWords } from '../transport/proxies.ts';
import type { PlaceFrom } from './places.ts';
import type { Quota } from './policies.ts';
import type { QueryValue } from './request.ts';

/** The language of an API's answers. */
export type Format = 'json' | 'xml' | 'soap' | 'graphql';

/** How long things may take, in milliseconds. */
export interface Timeouts {
  /** One call with all its attempts and pauses; at least 200. @default 10000 */
  readonly totalMs: number;
  /** One attempt; at least 10. @default 3000, or `totalMs` where that is less */
  readonly attemptMs: number;
  /** Looking up the name, connecting, and the TLS handshake, each. @default 1000, or `attemptMs` where that is less */
  readonly connectMs: number;
}

/** All there is to say of an API. Stands as `static readonly api = { ... } satisfies Api` on its class. */
export interface Api {
  /** The source's name in `@load(from: "name.operation")`, in errors and logs: a letter, then letters and digits. */
  readonly name: string;
  /** Where the API lives; every request stays below it. Places such as `https://{tenant}.example.com/` are filled by `baseUrlFrom`. */
  readonly baseUrl: string;
  /** What fills the open places of `baseUrl`: environment variables, once, at start, as in `{ tenant: 'CRM_TENANT' }`; or a header of each caller, `{ tenant: { header: 'x-tenant', allow: ['acme'] } }`. @default none */
  readonly baseUrlFrom?: Readonly<Record<string, PlaceFrom>>;
  /** The proxy that its requests go through: `{ env: 'CRM_PROXY' }` names a variable that holds its URL; `false`: none. @default HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment */
  readonly proxy?: ProxyWords;
  /** What its answers are written in. @default 'json' */
  readonly format?: Format;
  /** Sent in the query of every request. @default none */
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Sent in the headers of every request. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** How requests are signed: `apiKey(...)`, `basic(...)`, `bearer(...)`, `oauth2ClientCredentials(...)` and others: docs/auth.md. @default none */
  readonly auth?: Auth;
  /** Refuse to start without the credential, also in development. @default false */
  readonly required?: boolean;
  /** How the API spells field names. @default as in the SDL */
  readonly names?: Convention;
  /** How the API spells enum values. @default as in the SDL */
  readonly enums?: Convention;
  /** How the API says "error" inside an answer. @default none */
  readonly faults?: readonly Fault[];
  /** How the API says what is wrong with the fields of a request, beside the standards (RFC 9457, JSON:API). @default none */
  readonly problems?: Problems;
  /** Prefixes that paths may use, with the namespace each stands for. XML only. @default none */
  readonly namespaces?: Readonly<Record<string, string>>;
  /** `lenient` reads documents that are not well-formed as well as they can be read; for APIs that never send others. XML only. @default 'strict' */
  readonly xml?: 'strict' | 'lenient';
  /** How it speaks SOAP, with `format: 'soap'`. @default version 1.1, and no namespace */
  readonly soap?: SoapOptions;
  /** How it says what went wrong, with `format: 'graphql'`. @default by the codes that are common */
  readonly graphql?: GraphqlOptions;
  /** How long things may take. @default { totalMs: 10000, attemptMs: 3000, connectMs: 1000 } */
  readonly timeouts?: Partial<Timeouts>;
  /** How often, and how patiently, a call is made again. @default { maxAttempts: 3, baseMs: 100, throttledBaseMs: 1000, capMs: 2000, maxRetryAfterMs: 20000 } */
  readonly retry?: Partial<RetryOptions>;
  /** What share of the load may be retries and hedges. @default { ratio: 0.1, perSecond: 2 } */
  readonly budget?: Partial<RetryBudgetOptions>;
  /** When a failing API is left alone, and for how long; `false`: never. @default { windowMs: 30000, minCalls: 20, failureRatio: 0.5, consecutive: 5, breakMs: 5000, maxBreakMs: 60000 } */
  readonly breaker?: Partial<BreakerOptions> | false;
  /** How many calls may be under way, and how many may wait for how long. @default { maxConcurrent: 32, maxQueue: 256, maxQueueMs: 2000 } */
  readonly bulkhead?: Partial<BulkheadOptions>;
  /**
   * What the API's terms allow each credential: one limit, or a list of limits that all hold. Calls are paced ahead of it. What its answers say of limits is
   * kept to in any case. @default none
   */
  readonly quota?: Quota | readonly Quota[];
  /** A second copy of a slow read, while the first is still under way: two requests of one attempt, also where `retry.maxAttempts` is 1. @default none */
  readonly hedge?: HedgeOptions;
  /** How answers are kept, beside what they say themselves (RFC 9111); `false`: not at all. @default { maxBytes: 67108864, maxEntryBytes: 1048576 }, and 5 minutes of stale-if-error where the API is silent */
  readonly cache?: Partial<CacheOptions> | false;
  /**
   * Where this API is to be treated more strictly than the decision table says (docs/failures.md): `{ failed: { retry: 'no' } }`. `retry` and `resend` take `yes`,
   * `once`, `asked`, `later`, `no`, each stricter than those before it; `breaker` takes `neutral`, `stale` takes `false`. @default none
   */
  readonly failures?: Narrowing;
  /** The host's name may lead to a private network. Addresses, and `localhost`, always may. @default false */
  readonly allowPrivate?: boolean;
  /** The largest answer that is read, decompressed, in bytes. @default 10485760 (10 MiB) */
  readonly maxBytes?: number;
  /** A batch is split so that no URL is longer, in characters. @default 4000 */
  readonly maxUrlLength?: number;
}
