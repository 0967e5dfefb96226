import { createHash } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import type { Clock } from '../resilience/index.ts';
import { type GraphContext, upstreamErrorIn } from '../schema/index.ts';
import type { Log } from './log.ts';

/** Writes one event for each operation: its name and hash, never its text or variables. A log that throws is nobody's failure. */
export const operationLog = (log: Log, clock: Clock): ApolloServerPlugin<GraphContext> => ({
  async requestDidStart() {
    const start = clock.now();
    return {
      async willSendResponse({ operationName, source, contextValue, errors = [], response: { body } }) {
        const { requestId } = contextValue.scope;
        const codes = codesOf(body.kind === 'single' ? body.singleResult.errors : undefined);
        const event = {
          operation: operationName ?? 'anonymous',
          hash: createHash('sha256')
            .update(source ?? '')
            .digest('hex')
            .slice(0, 16),
          elapsedMs: Math.round(clock.now() - start),
          errors: codes.length,
          codes: [...new Set(codes)],
          requestId,
        };
        try {
          log[codes.length > 0 ? 'warn' : 'info'](event, `operation ${event.operation}`);
          const unexpected = errors.filter((_, i) => codes[i] === 'INTERNAL_SERVER_ERROR');
          for (const error of unexpected) tellUnexpected(error, requestId, log);
          for (const error of errors) tellMisfit(error, requestId, log);
        } catch {
          // A broken logger must not fail an operation.
        }
      },
    };
  },
});

const codesOf = (errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[] = []): string[] =>
  errors.map(({ extensions: { code } = {} }) => (typeof code === 'string' ? code : 'UNKNOWN'));

/** An error nobody planned: the log is the only one to learn its message and stack. */
const tellUnexpected = (error: { readonly originalError?: unknown }, requestId: string, log: Log): void => {
  const cause = upstreamErrorIn(error.originalError)?.origin() ?? error.originalError ?? error;
  const { message, stack } = cause instanceof Error ? cause : new Error('what was thrown is no error');
  log.error({ requestId, stack }, `unexpected: ${message}`);
};

/** A value that did not fit was no failure of its call: its place in the answer is told here. */
const tellMisfit = (error: { readonly originalError?: unknown }, requestId: string, log: Log): void => {
  const failure = upstreamErrorIn(error.originalError);
  if (failure?.kind !== 'mismatch' || failure.facts.place === undefined) return;
  const { source, detail, place } = failure.facts;
  log.warn({ source, detail, place, requestId }, `${source} misfit`);
};
