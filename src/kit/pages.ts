import type { Operation, Page, PagesOperation, Planted } from '../datasources/base/index.ts';
import type { PageChange } from '../faults/fault.ts';

/** Rows of a page in the kit, as many as are asked for. */
const PAGE_SIZE = 3;
/** Of three pages, of which the last is not full. Fewer rows than a page holds are one alone. */
export const SEVERAL = 7;
/** More than there are, and few enough to be walked at once. */
const MAX_PAGES = 6;

/** A list of pages, of the kit's own measure. */
export const measured = (operation: PagesOperation): PagesOperation => ({
  ...operation,
  size: operation.sample ? operation.size : PAGE_SIZE,
  maxPages: MAX_PAGES,
  maxItems: MAX_PAGES * PAGE_SIZE * 2,
});

/** What is known of a request for a page. */
export interface PageRequest {
  /** Path and query. */
  readonly target: string;
  /** As the source's function saw it. */
  readonly page: Page | undefined;
}

/** The word in a query that says which page a link leads to. */
const WORD = 'kitPage';

/** Which page a request is for, from 0. @param numbers pages by the last item of the one before */
export const pageOf = (
  { next, start }: PagesOperation,
  { target, page }: PageRequest,
  numbers: ReadonlyMap<string, number>,
): number => {
  if (isByUrl(next)) return Number(new URL(target, 'http://kit').searchParams.get(WORD) ?? 0);
  if (next === 'number') return (page?.number ?? start) - start;
  if (next === 'offset') return Math.ceil((page?.offset ?? 0) / PAGE_SIZE);
  if (page?.cursor === undefined) return 0;
  return numbers.get(page.cursor) ?? Number(page.cursor.replace(/^kit-/, ''));
};

/** A list of pages, and how many rows it has. */
export interface PagedList {
  readonly operation: PagesOperation;
  readonly rows: number;
}

/** The numbers of a page's rows. */
export const rowsOf = (
  { operation: { next }, rows }: PagedList,
  nth: number,
  change?: PageChange,
): readonly number[] => {
  if (change === 'empty') return [];
  const counted = next === 'number' || next === 'offset';
  if (change === 'loop' && nth > 0 && counted) return range(0, PAGE_SIZE);
  if (change === 'loop' && nth > 0 && isByLast(next)) return range((nth - 1) * PAGE_SIZE, PAGE_SIZE);
  if (change === 'endless') return range(nth * PAGE_SIZE, PAGE_SIZE);
  // Somebody has added a row at the front since the first page was read.
  const from = change === 'repeat' && nth > 0 ? nth * PAGE_SIZE - 1 : nth * PAGE_SIZE;
  return range(from, PAGE_SIZE).filter((number) => number < rows);
};

const range = (from: number, count: number): readonly number[] => Array.from({ length: count }, (_, i) => from + i);

const isByUrl = (next: PagesOperation['next']): boolean =>
  next === 'link' || (typeof next === 'object' && 'url' in next);

const isByLast = (next: PagesOperation['next']): next is Extract<PagesOperation['next'], { last: string }> =>
  typeof next === 'object' && 'last' in next;

/** What a page says of the next one: in the document, and in headers. */
export interface Said {
  readonly plant: readonly Planted[];
  readonly headers: Readonly<Record<string, string>>;
}

/** @param elsewhere the URL that is named instead of the next page's */
export const saidOn = (
  { operation: { next, total }, rows }: PagedList,
  nth: number,
  { target }: Pick<PageRequest, 'target'>,
  change?: PageChange,
  elsewhere?: string,
): Said => {
  const count = change === 'fewer' ? 1 : change === 'more' ? 1_000 : rows;
  const counted = total === undefined ? [] : [{ path: total, value: count }];
  const following = change === 'loop' && nth > 0 ? nth : nth + 1;
  const goesOn = change === 'loop' || change === 'endless' || change === 'empty' || following * PAGE_SIZE < rows;
  const plant = (path: string, value: Planted['value']) => [...counted, { path, value }];
  if (typeof next === 'object' && 'last' in next) return { plant: plant(next.more, goesOn), headers: {} };
  if (typeof next === 'string' && next !== 'link') return { plant: counted, headers: {} };
  // Where another place says whether there is more, the last page may name its end all the same.
  const more = typeof next === 'object' && 'more' in next && next.more !== undefined ? next.more : undefined;
  if (!goesOn && more === undefined) return { plant: counted, headers: {} };
  const link = elsewhere ?? linkTo(target, following);
  if (next === 'link') return { plant: counted, headers: { link: `<${link}>; rel="next"` } };
  if ('url' in next) return { plant: plant(next.url, link), headers: {} };
  if ('header' in next) return { plant: counted, headers: { [next.header.toLowerCase()]: cursorTo(following) } };
  const cursor = plant(next.cursor, cursorTo(following));
  return { plant: more === undefined ? cursor : [...cursor, { path: more, value: goesOn }], headers: {} };
};

/** A cursor that the kit gives out. */
const cursorTo = (nth: number): string => `kit-${nth}`;

const linkTo = (target: string, nth: number): string => {
  const { pathname, searchParams } = new URL(target, 'http://kit');
  searchParams.set(WORD, String(nth));
  return `${pathname}?${searchParams.toString()}`;
};

/** Whether an operation's pages can go wrong in this way. */
export const canChange = ({ next, total }: PagesOperation, change: PageChange, identified: boolean): boolean => {
  const counted = next === 'number' || next === 'offset';
  switch (change) {
    case 'loop':
      return !counted || identified;
    case 'elsewhere':
      return isByUrl(next);
    case 'empty':
      return !counted && !isByLast(next);
    case 'repeat':
      return identified;
    case 'fewer':
    case 'more':
      return total !== undefined;
    default:
      return true;
  }
};

/** Whether the kit plays several pages of an operation: not where its author recorded the answer. */
export const isPaged = (operation: Operation): operation is PagesOperation =>
  operation.kind === 'pages' && operation.sample === undefined;
