import type { Pushback } from '../../../resilience/index.ts';
import { parseReset } from './reset.ts';

/** What one family of headers calls its three numbers; the first name that is there counts. */
interface Names {
  readonly limit: readonly string[];
  readonly remaining: readonly string[];
  readonly reset: readonly string[];
}

const family = (prefix: string, suffix = ''): Names => ({
  limit: [`${prefix}-limit${suffix}`],
  remaining: [`${prefix}-remaining${suffix}`],
  // Time from now says more than a time of day, which needs clocks that agree.
  reset: [`${prefix}-reset-after${suffix}`, `${prefix}-reset${suffix}`],
});

const families: readonly Names[] = [
  family('ratelimit'),
  family('x-ratelimit'),
  family('x-ratelimit', '-requests'),
  family('x-ratelimit-requests'),
  // Zendesk has the limit without the word.
  { ...family('x-rate-limit'), limit: ['x-rate-limit-limit', 'x-rate-limit'] },
];

/**
 * The headers that came before there was a standard, and are what most APIs send: `RateLimit-Limit`, `X-RateLimit-Remaining`,
 * `X-Rate-Limit-Reset` and their like. A value that is no number is as good as none.
 * @param theirNowEpochMs the time of day over there
 */
export const legacyQuotas = (headers: Readonly<Record<string, string>>, theirNowEpochMs: number): readonly Pushback[] =>
  families.flatMap((names) => {
    const find = (given: readonly string[]) => given.map((name) => headers[name]).find((value) => value !== undefined);
    const limit = count(find(names.limit));
    const remaining = count(find(names.remaining));
    const resetMs = parseReset(find(names.reset) ?? '', theirNowEpochMs);
    if (remaining === undefined && resetMs === undefined) return [];
    return [
      {
        ...(remaining === undefined ? {} : { remaining }),
        ...(limit === undefined ? {} : { limit }),
        ...(resetMs === undefined ? {} : { resetMs }),
      },
    ];
  });

/** Reddit counts in fractions: `599.0`. */
const count = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}(?:\.\d+)?$/.test(text) ? Math.floor(Number(text)) : undefined;
