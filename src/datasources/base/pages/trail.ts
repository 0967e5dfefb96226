import { UpstreamError } from '../../../resilience/index.ts';
import type { Built } from '../operation/ask.ts';
import type { FetchedPage, Item } from './fetch-page.ts';
import type { Position } from './position.ts';

/** What has come by on the way through the pages of a list: how one notices going in circles. */
export interface Trail {
  /** @throws UpstreamError `protocol` for a page that came before */
  enter(built: Built, position: Position): void;
  /** The items of a page that did not come on one before. @throws UpstreamError `protocol` for a page without any, if it is not the last */
  fresh(page: FetchedPage): readonly Item[];
}

/** @param identified whether every record says which it is: others may be equal, and two all the same */
export const newTrail = (identified: boolean): Trail => {
  const requests = new Set<string>();
  const cursors = new Set<string>();
  const ids = new Set<unknown>();
  return {
    enter({ url, body = new Uint8Array() }, { cursor }) {
      const request = `${url.href} ${Buffer.from(body).toString('base64')}`;
      if (requests.has(request) || (cursor !== undefined && cursors.has(cursor)))
        throw circle('the next page is one that came before');
      requests.add(request);
      if (cursor !== undefined) cursors.add(cursor);
    },
    fresh({ items, next }) {
      if (!identified) return items;
      const fresh = items.filter(({ value }) => !ids.has(idOf(value)));
      if (fresh.length === 0 && items.length > 0 && next !== null)
        throw circle('a page holds nothing but items of pages before it');
      for (const { value } of fresh) {
        const id = idOf(value);
        if (typeof id === 'string') ids.add(id);
      }
      return fresh;
    },
  };
};

const circle = (detail: string): UpstreamError => new UpstreamError('protocol', { sent: 'yes', detail });

const idOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)['id'] : undefined;
