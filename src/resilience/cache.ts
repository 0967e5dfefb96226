import type { Random } from './backoff.ts';
import type { Clock } from './clock.ts';
import type { Decide } from './decision-table.ts';
import { type Keepable, type Kept, useOf } from './freshness.ts';
import type { Call, Handler, Policy } from './policy.ts';
import type { Shelf } from './shelf.ts';
import { shortened } from './shortened.ts';
import { asUpstreamError } from './upstream-error.ts';

/** What a cache works with. */
export interface CacheGrounds<C extends Call, A extends Keepable> {
  /** Where answers are kept. */
  readonly shelf: Shelf<A>;
  readonly decide: Decide;
  /** The call that asks whether what is kept still holds. */
  readonly revalidate: (call: C, kept: A) => C;
  /** Aborts when nothing is to be done in the background any more. @default never */
  readonly end?: AbortSignal;
  /** Around a refresh that nobody waits for, so that it is seen too. */
  readonly background: Policy<C, A>;
}

/** A refresh has no caller to say how long; the deadline of the calls it makes is shorter than this. */
export const REFRESH_MS = 60_000;

/**
 * A private cache (RFC 9111): answers that say they may be used again are, as long as they say. One that is no longer good as new is asked about,
 * stands in, marked, while it is fetched anew, or where it cannot be (RFC 5861). Failures are never kept.
 */
export const cache = <C extends Call, A extends Keepable>(
  grounds: CacheGrounds<C, A>,
  clock: Clock,
  random: Random,
): Policy<C, A> => {
  const { shelf: itsShelf, end: over = new AbortController().signal } = grounds;
  const refreshing = new Set<string>();
  return (next) => {
    const refresh = grounds.background(next);
    return async (call) => {
      const { key } = call;
      if (!call.keep || key === null || !call.idempotent) return next(call);
      const known = await itsShelf.get(key);
      if (!known) return fetched(next, call, key, itsShelf, clock, random);
      const use = useOf(known.freshness, clock.now() - known.at);
      if (use === 'fresh') {
        call.trace.cache = 'fresh';
        return known.value;
      }
      const asking = grounds.revalidate(call, known.value);
      if (use === 'whileRevalidate') {
        if (!refreshing.has(key)) {
          refreshing.add(key);
          const end = () => void refreshing.delete(key);
          // Its failure is nobody's: the next caller finds what is kept as it was.
          fetched(refresh, alone(asking, over, clock), key, itsShelf, clock, random).then(end, end);
        }
        return asStale(call, known, 'REVALIDATING', clock);
      }
      return fetched(next, asking, key, itsShelf, clock, random).catch((error: unknown) => {
        const failure = asUpstreamError(error);
        const usable = useOf(known.freshness, clock.now() - known.at) === 'ifError';
        if (!usable || !grounds.decide(failure.kind).stale || call.signal.aborted) throw failure;
        call.trace.instead = failure;
        return asStale(call, known, failure.code, clock);
      });
    };
  };
};

/** Makes the call, and keeps what comes of it. */
const fetched = async <C extends Call, A extends Keepable>(
  next: Handler<C, A>,
  call: C,
  key: string,
  itsShelf: Shelf<A>,
  clock: Clock,
  random: Random,
): Promise<A> => {
  try {
    const answer = await next(call);
    const { freshness, bytes } = answer;
    if (freshness) {
      call.trace.cache ??= 'new';
      itsShelf.set(key, { value: answer, freshness: shortened(freshness, random), at: clock.now() }, bytes);
    } else itsShelf.delete(key);
    return answer;
  } catch (error) {
    // It is gone: what was kept of it is worth nothing any more.
    if (asUpstreamError(error).kind === 'notFound') itsShelf.delete(key);
    throw error;
  }
};

/** The call for nobody: whoever caused it may leave, and what comes of it is told by itself. */
const alone = <C extends Call>(call: C, end: AbortSignal, clock: Clock): C => {
  const limit = clock.now() + REFRESH_MS;
  return {
    ...call,
    background: true,
    deadline: () => limit,
    signal: end,
    trace: { attempts: 0, shared: false },
  };
};

const asStale = <A>({ trace }: Call, { value, at, freshness }: Kept<A>, reason: string, clock: Clock): A => {
  trace.cache = 'stale';
  trace.stale = { ageMs: clock.now() - at + (freshness.agedMs ?? 0), reason };
  return value;
};
