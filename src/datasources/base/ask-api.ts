import type { Handler, Trace } from '../../resilience/index.ts';
import type { Answer } from './answer.ts';
import { isKeptByKey, keptRows } from './cache/kept-rows.ts';
import { keyOf } from './cache/key-of.ts';
import type { RowCache } from './cache/row-cache.ts';
import type { AnswerReader, HttpCall } from './exchange.ts';
import { argsText } from './operation/args-text.ts';
import type { Ask, Built } from './operation/ask.ts';
import { keyText } from './operation/match.ts';
import { markStale, type Scope } from './scope.ts';
import type { CompleteApi } from './source/defaults.ts';
import { requestOf } from './source/request-of.ts';
import { buildUrl } from './source/url.ts';

/** What all operations of one API share when they ask it. */
export interface Asking {
  readonly api: CompleteApi;
  readonly base: URL;
  /** Whose credential signs the calls; in every key. */
  readonly identity: string;
  readonly call: Handler<HttpCall, Answer>;
  /** Where the rows of batches are kept; `null`: nowhere. */
  readonly rows: RowCache | null;
}

/** How one operation asks its API. */
export const askApi = (
  { api, base, identity, call, rows: cache }: Asking,
  operation: string,
  reader: AnswerReader,
): Ask => ({
  build(request) {
    const { path, query = {}, headers = {} } = requestOf(request, `${api.name}.${operation}`);
    const url = buildUrl(base, path, { ...api.query, ...query });
    return { url, headers: { ...lowerCase(api.headers), ...lowerCase(headers) } };
  },
  fits: ({ url }) => url.href.length <= api.maxUrlLength,
  send(built, scope, keep) {
    const key = keyOf(identity, api.name, operation, built.url.href, JSON.stringify(built.headers));
    return once(scope, key, async () => {
      const trace: Trace = { attempts: 0, shared: false };
      const its = { source: api.name, operation, key, keep, account: identity, trace, reader };
      const answer = await call({ ...read(built, scope), ...its, ...drilled(api, built, scope) });
      if (trace.stale) markStale(scope, api.name, trace.stale);
      return answer;
    });
  },
  rows(batch, args, scope) {
    if (!cache || !isKeptByKey(batch) || scope.drills.get(api.name)?.kept === false) return null;
    const given = argsText(args);
    return keptRows(cache, api.name, (key) =>
      keyOf(identity, api.name, operation, base.href, given, keyText(batch, key)),
    );
  },
});

/** What a rehearsed failure changes: nothing is shared, or kept, and what is learned of the target is not believed of the real one. */
const drilled = ({ name, policies }: CompleteApi, { url }: Built, { drills }: Scope) => {
  const drill = drills.get(name);
  if (drill === undefined) return {};
  const { id, kept, of } = drill;
  const apart = {
    alone: true,
    target: `${url.origin} ${id} ${of}`,
    drill: { id, of, source: name, times: policies.timeouts },
  };
  return kept ? apart : { ...apart, key: null, keep: false };
};

/** A call that reads, and may be repeated. */
const read = ({ url, headers }: Built, { deadline, signal, requestId, allowance }: Scope) => ({
  idempotent: true,
  target: url.origin,
  deadline: () => deadline,
  signal,
  allowance,
  requestId,
  method: 'GET' as const,
  url,
  headers,
});

/** Names of headers are the same in any case: what is said last must win. */
const lowerCase = (headers: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Equal requests of one operation are one call, and have one answer, be it a failure. */
const once = (scope: Scope, key: string, send: () => Promise<Answer>): Promise<Answer> => {
  const known = scope.answers.get(key);
  if (known !== undefined) return known;
  const answer = send();
  scope.answers.set(key, answer);
  return answer;
};
