import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isUpstreamError, type UpstreamError } from '../resilience/index.ts';

/** What clients are told of a failed field. Nothing else of an error ever leaves. */
interface PublicExtensions {
  readonly code: string;
  readonly source?: string;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
  readonly sent?: string;
  readonly requestId: string;
}

/** Codes of GraphQL itself, whose messages speak of the query alone. */
const QUERY_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'INTROSPECTION_DISABLED',
  'MAX_RECURSIVE_SELECTIONS_EXCEEDED',
]);

/** The error beneath GraphQL's wrapping, if it is a failure of a source. */
export const upstreamErrorIn = (error: unknown): UpstreamError | undefined => {
  const original = error instanceof GraphQLError ? error.originalError : error;
  return isUpstreamError(original) ? original : undefined;
};

const ofUpstream = ({ code, retryable, facts }: UpstreamError, requestId: string): PublicExtensions => ({
  code,
  ...(facts.source === undefined ? {} : { source: facts.source }),
  retryable,
  ...(facts.retryAfterMs === undefined ? {} : { retryAfterMs: Math.round(facts.retryAfterMs) }),
  ...(facts.sent === undefined ? {} : { sent: facts.sent }),
  requestId,
});

/**
 * Maps any error to what clients may see: failures of sources by the decision table, errors in the query as they are, a `GraphQLError` that a
 * resolver threw with its message and code, and everything else as an internal error whose cause only the log knows.
 */
export const publicError = (
  formatted: GraphQLFormattedError,
  error: unknown,
  requestId: string,
): GraphQLFormattedError => {
  const { locations, path } = formatted;
  const place = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  const failure = upstreamErrorIn(error);
  if (failure && failure.kind !== 'internal')
    return { message: failure.message, ...place, extensions: { ...ofUpstream(failure, requestId) } };
  const code = String(formatted.extensions?.['code'] ?? '');
  const original = error instanceof GraphQLError ? error.originalError : error;
  const meant = original === undefined || original === null || original instanceof GraphQLError;
  if (QUERY_CODES.has(code) || (meant && code !== '' && code !== 'INTERNAL_SERVER_ERROR'))
    return { message: formatted.message, ...place, extensions: { code, requestId } };
  return {
    message: 'Internal error',
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: false, requestId },
  };
};
