import { UpstreamError } from '../../../resilience/index.ts';

/** What of a URL is compared and kept: its path and query, if it lies below the base. */
export const belowBase = (base: URL, url: URL): string | undefined => {
  const root = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`;
  const inside = url.origin === base.origin && `${url.pathname}/`.startsWith(root) && !url.username && !url.password;
  return inside ? url.pathname + url.search : undefined;
};

/**
 * Where a link to the next page leads, as path and query: on the same origin, and no higher than the API lives, so that its credential goes nowhere else.
 * @param from the URL that relative links start from
 * @param secrets values that a link must not repeat: an API may quote the credential that came in the query
 * @throws UpstreamError `redirected` for another place, `protocol` for what is no URL
 */
export const followLink = (base: URL, from: URL, link: string, secrets: readonly string[]): string => {
  if (!URL.canParse(link, from.href))
    throw new UpstreamError('protocol', { sent: 'yes', detail: 'the link to the next page is not a URL' });
  const url = new URL(link, from.href);
  url.hash = '';
  const repeated = Array.from(url.searchParams).filter(([, value]) => secrets.includes(value));
  for (const [name] of repeated) url.searchParams.delete(name);
  const below = belowBase(base, url);
  if (below !== undefined) return below;
  throw new UpstreamError('redirected', {
    sent: 'yes',
    detail: `the link to the next page leads ${url.origin === base.origin ? 'outside of the base URL' : 'to another origin'}`,
  });
};

/** The URL of a path and query below the base. @throws UpstreamError `unsafe` for what would lead outside of it */
export const urlBelow = (base: URL, below: string): URL => {
  const url = URL.canParse(base.origin + below) ? new URL(base.origin + below) : undefined;
  if (url?.hash === '' && belowBase(base, url) !== undefined) return url;
  throw new UpstreamError('unsafe', { sent: 'no', detail: 'the page lies outside of the base URL' });
};
