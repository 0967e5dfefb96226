import CachePolicy from 'http-cache-semantics';
import type { Freshness } from '../../../resilience/index.ts';
import type { CacheOptions } from './cache-options.ts';
import { type Directives, deltaMs, directivesOf, spelled } from './directives.ts';

type Headers = Readonly<Record<string, string>>;
type Times = Pick<CacheOptions, 'ttlMs' | 'staleWhileRevalidateMs' | 'staleIfErrorMs'>;

/** How a successful answer to a GET may be used again, from the headers of the request and its own; `null`: not at all. */
export type FreshnessOf = (request: Headers, response: Headers) => Freshness | null;

const HOUR_MS = 3_600_000;
/** Nothing is taken as new for longer than this, whatever clock the other side goes by. It may always be confirmed. */
const MAX_FRESH_MS = 24 * HOUR_MS;
/** How long an answer stands in for a failure where neither the source nor the API says. */
export const STALE_IF_ERROR_MS = 300_000;

/**
 * What RFC 9111 and the source allow. The cache is private: nobody but one identity sees it. Nothing is guessed from `Last-Modified`.
 * `Vary` needs no look, except for `*`: every header that is sent is part of the key, and the credential by its identity.
 * @param options `null`: nothing is kept
 * @param epochMs the wall clock
 */
export const freshnessOf = (options: Times | null, epochMs: () => number): FreshnessOf => {
  // A class, because the library reads its clock from a method, already while it constructs.
  class Policy extends CachePolicy {
    now(): number {
      return epochMs();
    }
  }
  return (request, response) => {
    if (options === null || (response['vary'] ?? '').includes('*')) return null;
    const asked = directivesOf(request);
    const said = directivesOf(response);
    const policy = new Policy(
      { method: 'GET', headers: { 'cache-control': spelled(asked) } },
      { status: 200, headers: { ...response, 'cache-control': spelled(said) } },
      { shared: false, cacheHeuristic: 0, immutableMinTimeToLive: 0 },
    );
    if (!policy.storable()) return null;
    const leftMs = asked.has('no-cache') ? 0 : (policy.maxAge() - Math.max(0, policy.age())) * 1000;
    const agedMs = Math.max(0, policy.age()) * 1000;
    return lasting(
      { ...timesOf(options, said, leftMs), ...(agedMs > 0 ? { agedMs } : {}) },
      'etag' in response || 'last-modified' in response,
    );
  };
};

/** @param leftMs until it is no longer fresh, by its headers; negative if that has been so for a while */
const timesOf = (options: Times, said: Directives, leftMs: number): Omit<Freshness, 'keepMs'> => {
  const strict = options.ttlMs === undefined && (said.has('must-revalidate') || said.has('no-cache'));
  /** RFC 5861 counts from when it became stale, which may be a while ago. */
  const window = (name: string) => {
    const delta = deltaMs(said, name);
    return delta === undefined ? undefined : Math.max(0, delta + Math.min(0, leftMs));
  };
  return {
    freshMs: options.ttlMs ?? Math.min(Math.max(0, leftMs), MAX_FRESH_MS),
    whileRevalidateMs: strict ? 0 : (options.staleWhileRevalidateMs ?? window('stale-while-revalidate') ?? 0),
    ifErrorMs: strict ? 0 : (options.staleIfErrorMs ?? window('stale-if-error') ?? STALE_IF_ERROR_MS),
  };
};

/** What can be confirmed is worth keeping for longer than it can be used. */
const lasting = (times: Omit<Freshness, 'keepMs'>, hasValidator: boolean): Freshness | null => {
  const { freshMs, whileRevalidateMs, ifErrorMs } = times;
  const keepMs = freshMs + Math.max(whileRevalidateMs, ifErrorMs) + (hasValidator ? HOUR_MS : 0);
  return keepMs === 0 ? null : { ...times, keepMs };
};
