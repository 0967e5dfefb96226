import { UpstreamError } from '../../../resilience/index.ts';
import { joinItems } from './join-items.ts';
import { isJoined } from './path.ts';
import type { QueryValue } from './request.ts';

const encode = (value: string | number | boolean): string => {
  const text = String(value);
  if (!text.isWellFormed())
    throw new UpstreamError('unsafe', { sent: 'no', detail: 'half a character cannot be part of a query' });
  return encodeURIComponent(text);
};

const encodeValue = (value: QueryValue): readonly string[] => {
  if (isJoined(value)) return [joinItems(value, encode)];
  return [value].flat().flatMap((each) => (each === null || each === undefined ? [] : encode(each)));
};

const encodeQuery = (query: Readonly<Record<string, QueryValue>>): string =>
  Object.entries(query)
    .flatMap(([name, value]) => encodeValue(value).map((text) => `${encode(name)}=${text}`))
    .join('&');

/**
 * The URL of a request: the base, the path below it, and the query.
 * @throws UpstreamError `unsafe`, for whatever would lead outside of the base
 */
export const buildUrl = (base: URL, path: string, query: Readonly<Record<string, QueryValue>>): URL => {
  const root = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`;
  const [, below = '', literalQuery] = /^\/?([^?]*)\??(.*)$/s.exec(path) ?? [];
  const search = [literalQuery, encodeQuery(query)].filter(Boolean).join('&');
  const url = new URL(base.origin + (below === '' ? base.pathname : root + below) + (search && `?${search}`));
  if (url.hash !== '' || url.origin !== base.origin || !`${url.pathname}/`.startsWith(root)) {
    throw new UpstreamError('unsafe', { sent: 'no', detail: 'the path leads outside of the base URL' });
  }
  return url;
};
