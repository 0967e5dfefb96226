import { cutIntoChunks } from './operation/chunks.ts';
import { keyText } from './operation/match.ts';
import type { Args, BatchOperation, GetOperation, Key } from './operation/operation.ts';
import type { Api } from './source/api.ts';
import { withDefaults } from './source/defaults.ts';
import { requestOf } from './source/request-of.ts';
import { buildUrl } from './source/url.ts';

/** What a request would be, without anything being sent. */
const builderOf = (said: Api, baseUrl: string | undefined) => {
  const { api, base } = withDefaults(said, baseUrl);
  const build = (made: unknown) => {
    const { path, query = {}, headers = {}, body } = requestOf(made, api.name);
    return { url: buildUrl(base, path, { ...api.query, ...query }), headers, body };
  };
  return { build, fits: ({ url }: { readonly url: URL }) => url.href.length <= api.maxUrlLength };
};

/** What an author's function makes of it; undefined where it cannot be asked: it may expect other values. */
const attempt = <T>(ask: () => T): T | undefined => {
  try {
    return ask();
  } catch {
    return undefined;
  }
};

/** How many requests keys take if all of them are fetched and nothing fails; undefined where nobody can say. Nothing is sent. */
export const countRequests = (
  api: Api,
  operation: BatchOperation,
  keys: readonly Key[],
  args: Args,
  baseUrl?: string,
): number | undefined =>
  attempt(() => {
    const { build, fits } = builderOf(api, baseUrl);
    const distinct = [...new Map(keys.map((key) => [keyText(operation, key), key])).values()];
    const make = (part: readonly Key[]) => build(operation.make(operation.whole ? [] : part, args));
    const chunks = cutIntoChunks(distinct, operation.max, make, (built) => operation.whole || fits(built));
    return chunks.filter((chunk) => !('failure' in chunk)).length;
  });

/** What tells the request of a `get`, or of a batch that asks for everything, from others; undefined where nobody can say. For comparing only. */
export const requestIdentity = (
  api: Api,
  operation: GetOperation | BatchOperation,
  args: Args,
  baseUrl?: string,
): string | undefined =>
  attempt(() => {
    const made = operation.kind === 'get' ? operation.make(args) : operation.make([], args);
    const { url, headers, body } = builderOf(api, baseUrl).build(made);
    return JSON.stringify([url.href, headers, body ?? null]);
  });
