import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type FieldProblem, isUpstreamError, type UpstreamError } from '../resilience/index.ts';

/** What clients are told of a failed field. Nothing else of an error ever leaves. */
interface PublicExtensions {
  readonly code: string;
  readonly source?: string;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
  readonly sent?: string;
  /** What the source says is wrong with which argument, by its path: `['input', 'lines', 0, 'sku']`. */
  readonly fields?: readonly FieldProblem[];
  readonly requestId: string;
}

/** Codes of GraphQL itself, whose messages speak of the query alone. */
export const QUERY_CODES: ReadonlySet<string> = new Set([
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
  ...(facts.fields === undefined ? {} : { fields: facts.fields }),
  requestId,
});

/** Whether an error was made to be read by clients: not one that only passed through GraphQL. */
const isMeant = (error: unknown): boolean => {
  const original = error instanceof GraphQLError ? error.originalError : error;
  return original === undefined || original === null || original instanceof GraphQLError;
};

/**
 * Maps any error to what clients may see: failures of sources by the decision table, errors in the query as they are, a `GraphQLError` that a
 * resolver threw with its message and code, and everything else as an internal error whose cause only the log knows.
 */
export const publicError = (
  formatted: GraphQLFormattedError,
  error: unknown,
  requestId: string,
): GraphQLFormattedError => {
  const { locations, path, extensions = {}, message } = formatted;
  const place = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  const failure = upstreamErrorIn(error);
  if (failure && failure.kind !== 'internal')
    return { message: failure.message, ...place, extensions: { ...ofUpstream(failure, requestId) } };
  const code = codeOf(extensions);
  // An error with a path comes from a resolver: whatever its code, its message is for clients only if it was made for them.
  const ofQuery = path === undefined && QUERY_CODES.has(code);
  if (ofQuery || (isMeant(error) && code !== '' && code !== 'INTERNAL_SERVER_ERROR'))
    return { message, ...place, extensions: { code, ...retryableOf(extensions), requestId } };
  const source = failure?.facts.source;
  return {
    message: 'Internal error',
    ...place,
    extensions: {
      code: 'INTERNAL_SERVER_ERROR',
      ...(source === undefined ? {} : { source }),
      retryable: false,
      requestId,
    },
  };
};

const codeOf = ({ code }: Readonly<Record<string, unknown>>): string => (typeof code === 'string' ? code : '');

const retryableOf = ({ retryable }: Readonly<Record<string, unknown>>): { readonly retryable?: boolean } =>
  typeof retryable === 'boolean' ? { retryable } : {};
