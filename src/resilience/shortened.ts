import type { Random } from './backoff.ts';
import type { Freshness } from './freshness.ts';

/** Lifetimes end up to this share earlier. */
const JITTER = 0.1;

/** A freshness that ends a little earlier, so that what was kept together by many processes is not fetched again by all of them together. */
export const shortened = (freshness: Freshness, random: Random): Freshness => ({
  ...freshness,
  freshMs: freshness.freshMs * (1 - JITTER * random()),
});
