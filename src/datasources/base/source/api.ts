import type { RetryOptions } from '../../../resilience/index.ts';
import type { Auth } from '../auth/auth.ts';
import type { Fault } from '../contract/faults.ts';
import type { Convention } from '../contract/names.ts';
import type { QueryValue } from './request.ts';

/** The language of an API's answers. */
export type Format = 'json' | 'xml';

/** How long things may take, in milliseconds. */
export interface Timeouts {
  /** One call with all its attempts and pauses. @default 10000 */
  readonly totalMs: number;
  /** One attempt. @default 3000 */
  readonly attemptMs: number;
  /** Looking up the name, connecting, and the TLS handshake, each. @default 1000 */
  readonly connectMs: number;
}

/** All there is to say of an API. Stands as `static readonly api = { ... } satisfies Api` on its class. */
export interface Api {
  /** The source's name in `@load(from: "name.operation")`, in errors and logs: a letter, then letters and digits. */
  readonly name: string;
  /** Where the API lives; every request stays below it. */
  readonly baseUrl: string;
  /** What its answers are written in. @default 'json' */
  readonly format?: Format;
  /** Sent with every request. */
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How requests are signed: `apiKey(...)`, `basic(...)`, `bearer(...)`. @default none */
  readonly auth?: Auth;
  /** Refuse to start without the credential, also in development. @default false */
  readonly required?: boolean;
  /** How the API spells field names. @default as in the SDL */
  readonly names?: Convention;
  /** How the API spells enum values. @default as in the SDL */
  readonly enums?: Convention;
  /** How the API says "error" inside an answer. */
  readonly faults?: readonly Fault[];
  /** Prefixes that paths may use, with the namespace each stands for. XML only. */
  readonly namespaces?: Readonly<Record<string, string>>;
  /** `lenient` reads documents that are not well-formed as well as they can be read; for APIs that never send others. XML only. @default 'strict' */
  readonly xml?: 'strict' | 'lenient';
  /** @default { totalMs: 10000, attemptMs: 3000, connectMs: 1000 } */
  readonly timeouts?: Partial<Timeouts>;
  /** @default { maxAttempts: 3, baseMs: 100, throttledBaseMs: 1000, capMs: 2000, maxRetryAfterMs: 20000 } */
  readonly retry?: Partial<RetryOptions>;
  /** The largest answer that is read, decompressed, in bytes. @default 10485760 (10 MiB) */
  readonly maxBytes?: number;
  /** A batch is split so that no URL is longer, in characters. @default 4000 */
  readonly maxUrlLength?: number;
}
