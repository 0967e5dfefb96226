import type { ApolloServerPlugin } from '@apollo/server';
import type { Journal, JournalBatch, JournalCall } from '../datasources/base/index.ts';
import { type Blueprint, explain, type GraphContext } from '../schema/index.ts';

/** Tells in `extensions.explain`, to those who asked, what was planned for the operation and what was done. */
export const explained = (blueprint: Blueprint): ApolloServerPlugin<GraphContext> => ({
  async requestDidStart() {
    return {
      async willSendResponse({ response: { body }, contextValue, document, operation, operationName, request }) {
        const { journal } = contextValue.scope;
        if (body.kind !== 'single' || journal === null || !document || !operation) return;
        const plan = explain(blueprint, { document, operationName, variables: request.variables });
        const its = { ...('problems' in plan ? {} : { plan }), ...done(journal) };
        body.singleResult.extensions = { ...body.singleResult.extensions, explain: its };
      },
    };
  },
});

/** What was done: calls in the order in which they began. Names and numbers, never a URL, a key or a value. */
const done = ({ calls, batches }: Journal) => {
  const inOrder = calls.toSorted((a, b) => a.startMs - b.startMs);
  return {
    calls: inOrder.map(callTold),
    batches: batches.map(batchTold),
    total: { calls: calls.length, attempts: calls.reduce((total, { attempts }) => total + attempts, 0) },
  };
};

const callTold = (its: JournalCall) => {
  const { source, operation, outcome, startMs, elapsedMs, attempts, shared, cache, queuedMs, pausedMs } = its;
  return {
    call: `${source}.${operation}`,
    outcome,
    startMs: Math.round(startMs),
    elapsedMs: Math.round(elapsedMs),
    attempts,
    ...(shared ? { shared } : {}),
    ...(cache === undefined ? {} : { cache }),
    ...(queuedMs === undefined ? {} : { queuedMs: Math.round(queuedMs) }),
    ...(pausedMs === undefined ? {} : { pausedMs: Math.round(pausedMs) }),
  };
};

const batchTold = ({ source, operation, keys, fresh, stale }: JournalBatch) => ({
  call: `${source}.${operation}`,
  keys,
  fresh,
  stale,
});
