import type { GoodAnswer, PageChange } from '../faults/fault.ts';
import { canChange, type PagedList, type PageRequest, pageOf, rowsOf, type Said, saidOn } from './pages.ts';
import type { Pretend } from './pretend.ts';

/** Makes a page of these rows, or says why there can be none. */
type MakePage = (numbers: readonly number[], said: Said) => (GoodAnswer & { readonly last?: string }) | string;

/** A request that nobody has made yet. */
const FIRST: PageRequest = { target: '/', page: undefined };

/** Pretends to be an API whose list comes in pages. Returns a sentence if there can be no such document. */
export const pretendPages = (list: PagedList, identified: boolean, make: MakePage): Pretend | string => {
  const { operation } = list;
  const following = new Map<string, number>();
  const page = (nth: number, request: PageRequest, change?: PageChange, elsewhere?: string): GoodAnswer | string => {
    const made = make(rowsOf(list, nth, change), saidOn(list, nth, request, change, elsewhere));
    if (typeof made === 'string') return made;
    if (made.last !== undefined && !following.has(made.last)) following.set(made.last, nth + 1);
    return {
      ...made,
      page: nth,
      paged(its, url) {
        if (!canChange(operation, its, identified)) return undefined;
        const changed = page(nth, request, its, url);
        return typeof changed === 'string' ? undefined : changed;
      },
    };
  };
  const trial = page(0, FIRST);
  if (typeof trial === 'string') return trial;
  return (_keys, request = FIRST) => {
    const made = page(pageOf(operation, request, following), request);
    if (typeof made === 'string') throw new TypeError(`${made} (for ${request.target})`);
    return made;
  };
};
