import { asUpstreamError, type Clock, type UpstreamError } from '../../../resilience/index.ts';
import { cooldown } from './cooldown.ts';
import type { Credential, Issuer } from './credentials.ts';
import { waitFor } from './wait-for.ts';

/** A token as it was given out. */
export interface IssuedToken {
  readonly token: string;
  /** How long it lasts from when it was asked for, in milliseconds. @default nobody knows: until it is refused */
  readonly ttlMs?: number | undefined;
}

interface Held {
  readonly credential: Credential;
  /** From this instant on another is asked for, while it is still used. */
  readonly renewAt: number;
  readonly expiresAt: number;
}

/** A token is renewed so long before its end, or a tenth of its life if that is longer: what is under way must arrive with it. */
const AHEAD_MS = 30_000;
/** A token is used for at least so long, whatever it says of itself: whoever gives out dead ones is not asked at every call. */
const LEAST_MS = 1_000;

/**
 * Holds the token of one identity. One request for all who wait, begun before the token's end while the old one is still used; it ends by
 * itself, and not with one of those who wait. After a failure nobody is asked for 1 s, doubling to 30 s: whoever needs a token meanwhile fails
 * at once. A token that was refused is replaced by one request, however many were refused with it.
 * @param issue asks for a token; must end by itself
 */
export const tokenSource = (issue: () => Promise<IssuedToken>, clock: Clock): Pick<Issuer, 'get' | 'renew'> => {
  const failures = cooldown(clock);
  const refusals = cooldown(clock);
  let held: Held | undefined;
  let failure: UpstreamError | undefined;
  let flight: Promise<Credential> | undefined;

  /** Whoever may ask again hears when. */
  const untilThen = (its: UpstreamError): UpstreamError =>
    its.kind === 'authUnavailable' ? its.with({ retryAfterMs: failures.leftMs() }) : its;
  const depart = (): Promise<Credential> => {
    const askedAt = clock.now();
    const its = issue()
      .then(
        (issued) => {
          held = holding(issued, askedAt, clock.now());
          failures.end();
          return held.credential;
        },
        (error) => {
          failure = asUpstreamError(error);
          failures.begin(failure.facts.retryAfterMs);
          throw untilThen(failure);
        },
      )
      .finally(() => {
        flight = undefined;
      });
    // Installed before anything of it has happened. In the background nobody may be there to hear of its failure.
    flight = its;
    its.catch(() => {});
    return its;
  };
  const join = (signal: AbortSignal): Promise<Credential> => {
    if (!flight && failure && failures.leftMs() > 0) throw untilThen(failure);
    return waitFor(flight ?? depart(), signal);
  };

  return {
    get(signal) {
      const now = clock.now();
      if (!held || now >= held.expiresAt) return join(signal);
      if (now >= held.renewAt && !flight && failures.leftMs() === 0) void depart();
      return held.credential;
    },
    async renew(used, { kind }, signal) {
      // What the credential may not do, another will not do either.
      if (kind !== 'unauthenticated') return false;
      if (held && held.credential !== used) return true;
      if (held) {
        // A new token that is refused too: more of the same would not help, and cost the token endpoint a request for every call.
        if (refusals.leftMs() > 0) return false;
        refusals.begin();
        held = undefined;
      }
      await join(signal);
      return true;
    },
  };
};

const holding = ({ token, ttlMs = Number.POSITIVE_INFINITY }: IssuedToken, askedAt: number, now: number): Held => {
  const expiresAt = Math.max(askedAt + ttlMs, now + LEAST_MS);
  const lifeMs = expiresAt - now;
  const aheadMs = Number.isFinite(lifeMs) ? Math.min(Math.max(AHEAD_MS, lifeMs / 10), lifeMs / 2) : 0;
  return { credential: { token }, expiresAt, renewAt: expiresAt - aheadMs };
};
