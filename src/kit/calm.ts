import { type Api, type Auth, bearer } from '../datasources/base/index.ts';
import type { Times } from '../faults/fault.ts';
import type { KitSubject } from './kit-subject.ts';

/**
 * A source's options as a case may rely on them: times scaled down, and no policy in the way that it does not ask for. Copies of slow requests
 * would be counted as attempts.
 */
export const calm = ({ api: its }: KitSubject, times: Times): Api => {
  const { hedge: _, quota: __, ...api } = its;
  return {
    ...api,
    timeouts: times,
    retry: { ...api.retry, baseMs: 10, throttledBaseMs: 20, capMs: 50, maxRetryAfterMs: times.attemptMs },
    budget: { ratio: 1, perSecond: 100 },
    breaker: api.breaker === false ? false : { ...api.breaker, consecutive: 1_000, minCalls: 10_000 },
    bulkhead: {},
    allowPrivate: true,
    ...(api.auth ? { auth: plain(api.auth) } : {}),
    cache: api.cache === false ? false : { ...api.cache, ttlMs: 0 },
  };
};

/**
 * Of several credentials the first: what cases say of limits they say of one account, and a second would make good what must be seen to fail.
 * One that is given out would have to be asked for somewhere: how that fails is shown by cases with one of their own.
 */
const plain = (auth: Auth): Auth => {
  const [first = auth] = 'members' in auth ? auth.members : [];
  return 'open' in first ? bearer({ env: 'KIT_TOKEN' }) : first;
};
