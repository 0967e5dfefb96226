import { UserError } from '../config/user-error.ts';

export interface Question {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}

/** Longer than any gateway's deadline: then it is not an answer that we wait for. */
const PATIENCE_MS = 70_000;

/** Asks a running gateway. @throws UserError if there is none, or what answers speaks no GraphQL */
export const askUrl = async (url: string, { headers, ...body }: Question): Promise<Answer> => {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new UserError(`--url must be a URL like http://127.0.0.1:4000/graphql, not "${url}".`);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((error: unknown) => {
    const code = (error as { readonly cause?: { readonly code?: string } }).cause?.code ?? 'no answer';
    throw new UserError(`No gateway answers at ${url} (${code}). Is it running?`);
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (typeof answer !== 'object' || answer === null || !('data' in answer || 'errors' in answer))
    throw new UserError(
      `${url} answered (HTTP ${response.status}), but not with GraphQL. The path is usually /graphql.`,
    );
  return answer as Answer;
};
