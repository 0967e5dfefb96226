import { createHash } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import type { Clock } from '../resilience/index.ts';
import { type GraphContext, upstreamErrorIn } from '../schema/index.ts';
import type { Log } from './log.ts';

/** Writes one event for each operation: its name and hash, never its text or variables. */
export const operationLog = (log: Log, clock: Clock): ApolloServerPlugin<GraphContext> => ({
  async requestDidStart() {
    const start = clock.now();
    return {
      async willSendResponse({ operationName, source, contextValue, errors, response }) {
        const codes = codesOf(response.body.kind === 'single' ? response.body.singleResult.errors : undefined);
        const event = {
          operation: operationName ?? 'anonymous',
          hash: createHash('sha256')
            .update(source ?? '')
            .digest('hex')
            .slice(0, 16),
          elapsedMs: Math.round(clock.now() - start),
          errors: codes.length,
          codes: [...new Set(codes)],
          requestId: contextValue.scope.requestId,
        };
        log[codes.length > 0 ? 'warn' : 'info'](event, `operation ${event.operation}`);
        for (const error of errors ?? []) tellUnexpected(error, event.requestId, log);
      },
    };
  },
});

const codesOf = (errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[] = []): string[] =>
  errors.map(({ extensions }) => String(extensions?.['code'] ?? 'UNKNOWN'));

/** An error nobody planned: the log is the only one to learn its message and stack. */
const tellUnexpected = (
  error: { readonly originalError?: unknown; readonly extensions?: Readonly<Record<string, unknown>> },
  requestId: string,
  log: Log,
): void => {
  const failure = upstreamErrorIn(error.originalError);
  const cause = failure ? (failure.kind === 'internal' ? failure.cause : undefined) : error.originalError;
  if (cause instanceof Error && error.extensions?.['code'] === 'INTERNAL_SERVER_ERROR')
    log.error({ requestId, stack: cause.stack }, `unexpected: ${cause.message}`);
};
