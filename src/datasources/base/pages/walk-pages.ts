import { isUpstreamError, UpstreamError } from '../../../resilience/index.ts';
import { buildPage, type FetchedPage, fetchPage, inPlace, type Walk } from './fetch-page.ts';
import type { Position } from './position.ts';
import { newTrail, type Trail } from './trail.ts';

/** The pages that came, and what ended it before the last one, if anything did. */
export interface Walked {
  readonly pages: readonly FetchedPage[];
  readonly failure: UpstreamError | undefined;
}

/**
 * Asks for page after page, each when the one before has come, until there are enough items, or no more. What fails after the first page costs
 * nothing of what came before. Items that came on an earlier page are left out.
 * @throws UpstreamError if already the first page fails
 */
export const walkPages = async (walk: Walk, from: Position, enough: number): Promise<Walked> => {
  const trail = newTrail(walk.ask.pages.identified);
  const pages: FetchedPage[] = [];
  let count = 0;
  for (let at: FetchedPage['next'] = from; at !== null && (count < enough || pages.length === 0); ) {
    if (isUpstreamError(at)) return { pages, failure: at };
    try {
      checkPages(walk, pages.length);
      const page = await nextPage(walk, at, trail);
      pages.push(page);
      count += page.items.length;
      at = page.next;
    } catch (error) {
      if (pages.length === 0) throw error;
      return { pages, failure: inPlace(error, walk) };
    }
  }
  return { pages, failure: undefined };
};

const nextPage = async (walk: Walk, position: Position, trail: Trail): Promise<FetchedPage> => {
  const built = buildPage(walk, position);
  trail.enter(built, position);
  const page = await fetchPage(walk, position, built);
  return { ...page, items: trail.fresh(page) };
};

/** Nothing is left out silently: who wants more pages than allowed is told so. */
const checkPages = ({ operation: { maxPages } }: Walk, count: number): void => {
  if (count >= maxPages)
    throw new UpstreamError('tooLarge', { sent: 'no', detail: `its pages did not end within ${maxPages}` });
};
