import { randomUUID } from 'node:crypto';
import type { Environment } from '../auth/auth.ts';
import type { Built } from '../operation/ask.ts';
import type { PagesOperation } from '../operation/operation.ts';
import type { Api } from '../source/api.ts';
import { followLink, urlBelow } from './below-base.ts';
import { type Seal, sealWith } from './seal.ts';

/** What asking for pages takes beside asking. */
export interface AskPages {
  readonly source: string;
  readonly operation: string;
  /** Whether every record says which it is: `id: ID!`. */
  readonly identified: boolean;
  /** The path and query that a link of an answer leads to. @throws UpstreamError `redirected`, `protocol` */
  follow(link: string, from: URL): string;
  /** The request of a page that the page before told the URL of. @throws UpstreamError `unsafe` */
  at(below: string, headers: Built['headers']): Built;
  /** Closes the cursors that clients get. */
  seal(operation: PagesOperation): Seal;
}

/** The variable that may hold a key for cursors, the same for all processes that share their clients. */
const VARIABLE = 'BREAKWATER_CURSOR_KEY';

/** New in every process. */
const processSecret = randomUUID();

/** What the pages of one source have in common. */
export const askPagesOf = (api: Api, base: URL, environment: Environment) => {
  const secrets = (api.auth?.variables ?? []).flatMap((name) => environment[name]?.trim() || []);
  const shared = environment[VARIABLE]?.trim() || (secrets.length > 0 ? secrets.join('\n') : undefined);
  return (operation: string, identified: boolean): AskPages => ({
    source: api.name,
    operation,
    identified,
    follow: (link, from) => followLink(base, from, link, secrets),
    at: (below, headers) => ({ url: urlBelow(base, below), headers }),
    seal: ({ next }) => sealWith(`${shared ?? secretFor(next)} ${base.href}`),
  });
};

/**
 * What stands in where nothing secret is known: a page's number or cursor says no more than an argument does, and may be guessed;
 * a URL may not, or a client could ask for another one.
 */
const secretFor = (next: PagesOperation['next']): string =>
  next === 'link' || (typeof next === 'object' && 'url' in next) ? processSecret : 'cursor';
