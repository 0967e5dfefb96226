import { isUpstreamError, type UpstreamError } from '../../../resilience/index.ts';
import type { PagesOperation } from '../operation/operation.ts';
import { told } from '../source/sentences.ts';
import { type Cursors, cursorsOf, type Place } from './cursor.ts';
import { buildPage, type FetchedPage, fetchPage, type Item, type Walk } from './fetch-page.ts';
import { firstPosition } from './position.ts';
import { type Walked, walkPages } from './walk-pages.ts';

/** Which part of a list is asked for. */
export interface SliceArgs {
  /** How many items. @default the operation's `size`, at most 100 */
  readonly first?: unknown;
  /** The cursor of the item before the part. @default from the beginning */
  readonly after?: unknown;
}

/** A part of a list. What may cost something is worked out when it is asked for. */
export interface Slice {
  readonly items: readonly { readonly value: unknown; readonly cursor: () => string }[];
  /** Why there are not as many items as asked for, though there may be more. */
  readonly failure: UpstreamError | undefined;
  /** Whether there are items after these. Asks for the next page where nothing else tells. */
  readonly hasNext: () => Promise<boolean>;
  readonly hasPrevious: boolean;
  /** What the API says there are in all; null if it does not say. */
  readonly total: number | null;
}

/** Why a part cannot be asked for, in a sentence for clients. */
export interface Refused {
  readonly refused: string;
}

/** The most items that a client gets at once, where pages are not larger. */
const MOST = 100;

/**
 * Asks for a part of a list, beginning where its cursor says: the pages before are not asked for again. Null where "no such thing" is null to
 * the operation.
 * @throws UpstreamError
 */
export const sliceOf = async (walk: Walk, { first, after }: SliceArgs): Promise<Slice | Refused | null> => {
  const { operation, args, ask } = walk;
  const most = Math.max(MOST, operation.size);
  const wanted = first ?? Math.min(operation.size, MOST);
  if (!isCount(wanted, most)) return { refused: `first must be a whole number from 1 to ${most}, not ${told(first)}.` };
  const cursors = cursorsOf(ask.pages.seal(operation), `${ask.pages.source}.${ask.pages.operation}`, args);
  const size = Math.min(wanted, operation.size);
  const from = startOf(operation, after, size, cursors);
  if (!from) return { refused: 'after is no cursor of this list, or is too old.' };
  try {
    return cut(walk, await walkPages(walk, from.position, from.skip + wanted), from, wanted, cursors);
  } catch (error) {
    if (operation.notFoundIsNull && isUpstreamError(error) && error.kind === 'notFound') return null;
    throw error;
  }
};

const isCount = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;

const startOf = (operation: PagesOperation, after: unknown, size: number, cursors: Cursors): Place | undefined => {
  if (after === undefined || after === null) return { position: firstPosition(operation, size), skip: 0 };
  const place = typeof after === 'string' ? cursors.read(after) : undefined;
  // Pages that are numbered keep their size: else the same number would be another place.
  if (!place || place.skip > 0 || operation.next === 'number') return place;
  return { position: { ...place.position, size }, skip: 0 };
};

const cut = (walk: Walk, { pages, failure }: Walked, from: Place, wanted: number, cursors: Cursors): Slice => {
  const all = pages.flatMap((page, i) =>
    page.items
      .filter(({ index }) => i > 0 || index >= from.skip)
      .map((item) => ({ value: item.value, cursor: () => cursors.write(placeAfter(item, page)) })),
  );
  const items = all.slice(0, wanted);
  return {
    items,
    failure: items.length < wanted ? failure : undefined,
    hasNext: async () => all.length > wanted || failure !== undefined || hasNext(walk, pages.at(-1)),
    hasPrevious: from.skip > 0 || from.position.offset > 0,
    total: pages.find(({ total }) => total !== undefined)?.total ?? null,
  };
};

/** After the last item of a page comes the next page; if there is none yet, one day there may be more items on this one. */
const placeAfter = ({ index }: Item, { items, next, position }: FetchedPage): Place =>
  index === items.at(-1)?.index && next !== null && !(next instanceof Error)
    ? { position: next, skip: 0 }
    : { position, skip: index + 1 };

/** Where pages are only counted, a full one may have been the last: then the next one is looked at. */
const hasNext = async (walk: Walk, last: FetchedPage | undefined): Promise<boolean> => {
  const next = last?.next ?? null;
  if (next === null || !last) return false;
  const counted = walk.operation.next === 'number' || walk.operation.next === 'offset';
  if (next instanceof Error || !counted || (last.total ?? 0) > next.offset) return true;
  try {
    const page = await fetchPage(walk, next, buildPage(walk, next));
    return page.items.length > 0 || page.next !== null;
  } catch {
    // Whoever asks for it will be told.
    return true;
  }
};
