import type { Clock, Handler } from '../../resilience/index.ts';
import type { Answer } from './answer.ts';
import type { Signer } from './auth/signer.ts';
import type { Encode, Encoded } from './body/encode.ts';
import type { Generations } from './cache/generations.ts';
import { isKeptByKey, keptRows } from './cache/kept-rows.ts';
import { keyOf } from './cache/key-of.ts';
import type { RowCache } from './cache/row-cache.ts';
import { changing, drilled, partsOf, read } from './call-parts.ts';
import type { AnswerReader, HttpCall } from './http-call.ts';
import { argsText } from './operation/args-text.ts';
import type { Ask, Built } from './operation/ask.ts';
import { keyText } from './operation/match.ts';
import { askPolls } from './operation/poll.ts';
import type { AskPages } from './pages/ask-pages.ts';
import { markStale, type Scope } from './scope.ts';
import type { CompleteApi } from './source/defaults.ts';
import { requestOf } from './source/request-of.ts';
import { buildUrl } from './source/url.ts';
import type { StandIn } from './stand-in.ts';

/** What all operations of one API share when they ask it. */
export interface Asking {
  readonly api: CompleteApi;
  readonly base: URL;
  /** Signs the calls, each for whoever asked; whose credential it is stands in every key. */
  readonly signer: Signer;
  readonly call: Handler<HttpCall, Answer>;
  /** Where the rows of batches are kept; `null`: nowhere. */
  readonly rows: RowCache | null;
  /** What of it was made stale by a write. */
  readonly generations: Generations;
  readonly clock: Clock;
  /** What is asked for in pages. */
  readonly pages: (operation: string, identified: boolean) => AskPages;
}

/** How one operation asks its API. */
export const askApi = (
  { api, base, signer, call, rows: cache, generations, pages, clock }: Asking,
  operation: string,
  reader: AnswerReader,
  /** How the body of a write is written. @default it has none */
  encode: Encode | null = null,
  /** What a rehearsal answers with where it must not ask. @default nothing */
  standIn: () => StandIn = noStandIn,
): Ask => ({
  pages: pages(operation, reader.identified ?? false),
  polls: askPolls(base, clock, async (at, scope) => {
    const its = partsOf(api, operation, reader, signer.for(scope.caller));
    return call({ ...read(at, scope), ...its, ...drilled(api, at, scope, standIn) });
  }),
  build(request) {
    const what = `${api.name}.${operation}`;
    const { path, query = {}, headers = {}, body: content } = requestOf(request, what);
    const url = buildUrl(base, path, { ...api.query, ...query });
    const said = { ...lowerCase(api.headers), ...lowerCase(headers) };
    if ((content === undefined || content === null) && !encode?.needed) return { url, headers: said };
    if (!encode) throw new TypeError(`${what}: only writes have a body`);
    return { url, ...withType(encode(content), said) };
  },
  fits: ({ url }) => url.href.length <= api.maxUrlLength,
  send(built, scope, keep) {
    const credentials = signer.for(scope.caller);
    const { identity } = credentials;
    const generation = generations.of(identity, operation);
    const key = keyOf(
      identity,
      api.name,
      operation,
      generation,
      built.url.href,
      JSON.stringify(built.headers),
      ...bodyText(built),
    );
    return once(scope, key, async () => {
      const its = { ...partsOf(api, operation, reader, credentials), key, keep };
      const answer = await call({ ...read(built, scope), ...its, ...drilled(api, built, scope, standIn) });
      if (its.trace.stale) markStale(scope, api.name, its.trace.stale);
      return answer;
    });
  },
  async change(built, write, scope) {
    const its = partsOf(api, operation, reader, signer.for(scope.caller));
    return call({ ...changing(built, write, scope), ...its, ...drilled(api, built, scope, standIn) });
  },
  evict(operations, scope) {
    const { identity } = signer.for(scope.caller);
    for (const each of operations) {
      generations.end(identity, each);
      for (const id of scope.loaders.keys()) if (id.startsWith(`${api.name}.${each} `)) scope.loaders.delete(id);
    }
  },
  rows(batch, args, scope) {
    if (!cache || !isKeptByKey(batch) || scope.drills.get(api.name)?.kept === false) return null;
    const given = argsText(args);
    const { identity } = signer.for(scope.caller);
    const generation = generations.of(identity, operation);
    return keptRows(cache, api.name, (key) =>
      keyOf(identity, api.name, operation, generation, base.href, given, keyText(batch, key)),
    );
  },
});

const noStandIn = (): StandIn => ({ cannot: 'its contract is not known' });

/** What else tells one request from another. */
const bodyText = ({ body }: Built): readonly string[] => (body ? [new TextDecoder().decode(body)] : []);

/** What its author says of the type wins; not where the body itself depends on it. */
const withType = ({ type, fixed, bytes, headers: its }: Encoded, headers: Readonly<Record<string, string>>) => ({
  headers: { ...headers, ...its, 'content-type': fixed ? type : (headers['content-type'] ?? type) },
  body: bytes,
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
