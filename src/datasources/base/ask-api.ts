import type { Handler } from '../../resilience/index.ts';
import type { AnswerReader, HttpCall } from './exchange.ts';
import type { Ask, Built } from './operation/ask.ts';
import type { Scope } from './scope.ts';
import type { CompleteApi } from './source/defaults.ts';
import { buildUrl } from './source/url.ts';

/** What all operations of one API share when they ask it. */
export interface Asking {
  readonly api: CompleteApi;
  readonly base: URL;
  /** Whose credential signs the calls; in every key. */
  readonly identity: string;
  readonly call: Handler<HttpCall, unknown>;
}

/** How one operation asks its API. */
export const askApi = ({ api, base, identity, call }: Asking, operation: string, reader: AnswerReader): Ask => ({
  build(request) {
    const { path, query = {}, headers = {} } = typeof request === 'string' ? { path: request } : request;
    const url = buildUrl(base, path, { ...api.query, ...query });
    return { url, headers: { ...lowerCase(api.headers), ...lowerCase(headers) } };
  },
  fits: ({ url }) => url.href.length <= api.maxUrlLength,
  send(built, scope) {
    const key = `${identity} ${api.name}.${operation} ${built.url.href} ${JSON.stringify(built.headers)}`;
    return once(scope, key, () => call({ ...read(built, scope), source: api.name, operation, key, reader }));
  },
});

/** A call that reads, and may be repeated. */
const read = ({ url, headers }: Built, { deadline, signal, requestId }: Scope) => ({
  idempotent: true,
  deadline: () => deadline,
  signal,
  trace: { attempts: 0, shared: false },
  requestId,
  method: 'GET' as const,
  url,
  headers,
});

/** Names of headers are the same in any case: what is said last must win. */
const lowerCase = (headers: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Equal requests of one operation are one call, and have one answer, be it a failure. */
const once = (scope: Scope, key: string, send: () => Promise<unknown>): Promise<unknown> => {
  const known = scope.answers.get(key);
  if (known !== undefined) return known;
  const answer = send();
  scope.answers.set(key, answer);
  return answer;
};
