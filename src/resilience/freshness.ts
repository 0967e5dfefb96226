/** For how long an answer may be used again. All in milliseconds, counted from the instant it was kept. */
export interface Freshness {
  /** As good as new. */
  readonly freshMs: number;
  /** After that: used at once, while a new one is fetched (RFC 5861 section 3). */
  readonly whileRevalidateMs: number;
  /** After it was fresh: stands in if a new one cannot be had (RFC 5861 section 4). */
  readonly ifErrorMs: number;
  /** How old it was already when it was kept. @default 0 */
  readonly agedMs?: number;
  /** Kept at all, because the other side may confirm it: at least as long as it can be used. */
  readonly keepMs: number;
}

/** An answer that says whether it may be used again. */
export interface Keepable {
  /** `null`: never. */
  readonly freshness: Freshness | null;
  /** About what it takes in memory. */
  readonly bytes: number;
}

/** Something kept. */
export interface Kept<V> {
  readonly value: V;
  readonly freshness: Freshness;
  /** When, on the clock of the policies. */
  readonly at: number;
}

/** What a kept answer is good for now. `expired`: for nothing but being confirmed. */
export type Use = 'fresh' | 'whileRevalidate' | 'ifError' | 'expired';

/** What something kept is good for, `ageMs` after it was kept. */
export const useOf = ({ freshMs, whileRevalidateMs, ifErrorMs }: Freshness, ageMs: number): Use => {
  // Kept by another clock than ours: of its age nothing is known.
  if (!(ageMs >= 0)) return 'expired';
  if (ageMs < freshMs) return 'fresh';
  if (ageMs < freshMs + whileRevalidateMs) return 'whileRevalidate';
  return ageMs < freshMs + ifErrorMs ? 'ifError' : 'expired';
};

/** Said of an answer that is not as good as new. */
export interface StaleMark {
  /** How old it is, in milliseconds. */
  readonly ageMs: number;
  /** Why it had to do: the code of the failure it stands in for, or that a new one is being fetched. */
  readonly reason: string;
}

/** Where answers are kept. One that throws, rejects or hangs is gone round. */
export interface Store<V> {
  get(key: string): Kept<V> | undefined | Promise<Kept<V> | undefined>;
  set(key: string, kept: Kept<V>, bytes: number): unknown;
  delete(key: string): unknown;
}
