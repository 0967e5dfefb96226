import {
  type BreakerChange,
  compose,
  type Decide,
  type Handler,
  type Shelf,
  type Store,
  shelf,
} from '../../resilience/index.ts';
import type { Answer } from './answer.ts';
import { freshnessOf } from './cache/freshness-of.ts';
import { memoryStore } from './cache/memory-store.ts';
import { exchange } from './exchange.ts';
import type { HttpCall } from './http-call.ts';
import { pipeline } from './pipeline.ts';
import type { CompleteApi } from './source/defaults.ts';
import type { UpstreamOptions } from './upstream-options.ts';

/** Where the answers of a source are kept, whole ones and rows; `null`: nowhere. */
export const shelfOf = (
  { name, policies: { cache } }: CompleteApi,
  { store, without, clock, notice }: UpstreamOptions,
): Shelf<Answer> | null => {
  if (cache === null || without?.includes('cache')) return null;
  const its = (store?.(name) as Store<Answer> | undefined) ?? memoryStore(cache, clock);
  return shelf(its, clock, () => notice?.({ source: name, what: 'cache', state: 'leftAlone' }));
};

/** The one way in which a source is called: the policies around an attempt. */
export const callOf = (
  api: CompleteApi,
  itsShelf: Shelf<Answer> | null,
  itsDecide: Decide,
  end: AbortSignal,
  { transport, report, notice, tap, clock, random, without = [] }: UpstreamOptions,
): Handler<HttpCall, Answer> => {
  const { policies, maxBytes, allowPrivate = false } = api;
  const attempt = exchange({
    transport,
    maxBytes,
    connectMs: policies.timeouts.connectMs,
    allowPrivate,
    epochMs: Date.now,
    freshness: freshnessOf(policies.cache, Date.now),
    tap,
  });
  const onCircuit = ({ target, state, cause, breakMs }: BreakerChange) => {
    // A rehearsed failure has a circuit of its own, which is no news of the API.
    if (target.includes(' ')) return;
    notice?.({
      source: api.name,
      what: 'circuit',
      state,
      origin: target,
      ...(cause ? { cause: cause.kind, status: cause.facts.status, detail: cause.facts.detail } : {}),
      ...(breakMs === undefined ? {} : { breakMs: Math.round(breakMs) }),
    });
  };
  const onPutAside = ({ target, credentials }: HttpCall, account: string) => {
    const { variables = [] } = credentials.accounts?.get(account) ?? {};
    if (!target.includes(' ')) notice?.({ source: api.name, what: 'credential', state: 'putAside', variables });
  };
  const list = pipeline({
    policies,
    decide: itsDecide,
    shelf: itsShelf,
    report,
    onCircuit,
    onPutAside,
    end,
    clock,
    random,
    without,
  });
  return compose(list, attempt);
};
