import { answerReader } from '../../../src/datasources/base/answer-reader.ts';
import { askApi } from '../../../src/datasources/base/ask-api.ts';
import { freshnessOf } from '../../../src/datasources/base/cache/freshness-of.ts';
import { generations } from '../../../src/datasources/base/cache/generations.ts';
import { memoryStore } from '../../../src/datasources/base/cache/memory-store.ts';
import { rowCache } from '../../../src/datasources/base/cache/row-cache.ts';
import { exchange } from '../../../src/datasources/base/exchange.ts';
import { gotTransport, newScope, operationsOf, type Shapes } from '../../../src/datasources/base/index.ts';
import { loaderOf } from '../../../src/datasources/base/operation/run-batch.ts';
import { runGet } from '../../../src/datasources/base/operation/run-get.ts';
import { askPagesOf } from '../../../src/datasources/base/pages/ask-pages.ts';
import { pipeline } from '../../../src/datasources/base/pipeline.ts';
import { withDefaults } from '../../../src/datasources/base/source/defaults.ts';
import { type CallEvent, type Clock, compose, decide, isUpstreamError, shelf } from '../../../src/resilience/index.ts';
import { fixedSigner } from '../../base/auth/support.ts';
import { record } from '../../base/contract/support.ts';
import { mirrorSource, type Who } from './mirror.ts';
import type { Ask, Asked, MakeRig } from './play.ts';
import { identified } from './two-gateways.ts';

const shapes: Shapes = new Map([['Reflection', record('Reflection', { id: 'ID!', seenBy: 'String' })]]);
const callers: readonly Who[] = ['alice', 'bob'];

/** One pipeline for both callers: they share flights, budget, quota and every other memory, beside the store. */
const sharedPipeline = (url: string, clock: Clock, report: (event: CallEvent) => void) => {
  const Source = mirrorSource(identified());
  const { api, base } = withDefaults(Source.api, `${url}/`);
  const { policies } = api;
  const store = memoryStore<never>({ maxBytes: 1e6, maxEntryBytes: 1e6 }, clock);
  const transport = gotTransport();
  const signers = new Map(callers.map((who) => [who, fixedSigner(api.auth, { WHO: who })]));
  // Whoever's call it is that goes out, it is signed with that caller's credential.
  const attempt = exchange({
    transport,
    maxBytes: api.maxBytes,
    connectMs: 1_000,
    allowPrivate: true,
    epochMs: Date.now,
    freshness: freshnessOf(policies.cache, Date.now),
  });
  const call = compose(
    pipeline({ policies, decide, shelf: shelf(store, clock), report, clock, random: Math.random }),
    attempt,
  );
  const rows = rowCache(shelf(store, clock), decide, clock, Math.random);
  return {
    Source,
    transport,
    signers,
    asking: { api, base, call, rows, generations: generations(), pages: askPagesOf(api, base, {}) },
  };
};

/** Both callers behind one pipeline. @param keep whether keys hold the caller's identity, as they do */
export const onePipeline =
  (keep: 'identity' | 'no identity'): MakeRig =>
  (url, clock) => {
    const events: CallEvent[] = [];
    const { Source, transport, signers, asking } = sharedPipeline(url, clock, (event) => void events.push(event));
    const operations = operationsOf(Source);
    const askOf = (who: Who): Ask => {
      const its = signers.get(who)?.for({});
      if (!its) throw new Error(`nobody is called ${who}`);
      const signer = { for: () => (keep === 'identity' ? its : { ...its, identity: '' }) };
      return (how, id) => {
        const operation = operations.get(how);
        if (!operation) throw new Error(`there is no ${how}`);
        const reader = answerReader({
          api: asking.api,
          name: how,
          operation,
          shapes,
          detail: false,
          problem: () => {},
        });
        const ask = askApi({ ...asking, clock, signer }, how, reader);
        const scope = newScope(who, clock.now() + 15_000, new AbortController().signal);
        const asked =
          operation.kind !== 'batch'
            ? runGet(operation as never, { id }, ask, scope).then((value) => [value])
            : loaderOf(`mirror.${how}`, operation, {}, ask, scope).loadMany([id, 'z']);
        return asked.then(
          (parts) => askedOf(parts, scope.stale.get('mirror')?.reason),
          (error: unknown) => askedOf([error], undefined),
        );
      };
    };
    return {
      ask: { alice: askOf('alice'), bob: askOf('bob') },
      events,
      close: async () => transport.close(),
    };
  };

const askedOf = (parts: readonly unknown[], stale: string | undefined): Asked => ({
  seenBy: parts.flatMap((part) =>
    part && !isUpstreamError(part) ? [(part as { readonly seenBy: string }).seenBy] : [],
  ),
  codes: parts.flatMap((part) => (isUpstreamError(part) ? [part.code] : [])),
  stale,
});
