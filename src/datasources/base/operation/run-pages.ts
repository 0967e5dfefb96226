import { isUpstreamError, UpstreamError } from '../../../resilience/index.ts';
import { inPlace, type Walk } from '../pages/fetch-page.ts';
import { firstPosition } from '../pages/position.ts';
import { type Walked, walkPages } from '../pages/walk-pages.ts';
import type { Scope } from '../scope.ts';
import type { Ask } from './ask.ts';
import type { Args, PagesOperation } from './operation.ts';

/** Runs a list of pages: all of it. Where it cannot be had whole, what is had is followed by one failure, in the place of the rest. */
export const runPages = async (operation: PagesOperation, args: Args, ask: Ask, scope: Scope): Promise<unknown> => {
  const walk = { operation, args, ask, scope };
  try {
    // One more than is given out tells that there are too many.
    const walked = await walkPages(walk, firstPosition(operation, operation.size), operation.maxItems + 1);
    return itemsOf(walk, walked);
  } catch (error) {
    if (operation.notFoundIsNull && isUpstreamError(error) && error.kind === 'notFound') return null;
    throw error;
  }
};

const itemsOf = (walk: Walk, { pages, failure }: Walked): readonly unknown[] => {
  const { maxItems } = walk.operation;
  const items = pages.flatMap((page) => page.items.map(({ value }) => value));
  if (items.length > maxItems) return Object.freeze([...items.slice(0, maxItems), inPlace(tooMany(maxItems), walk)]);
  return Object.freeze(failure ? [...items, failure] : items);
};

const tooMany = (maxItems: number): UpstreamError =>
  new UpstreamError('tooLarge', { sent: 'yes', detail: `there are more than ${maxItems} items` });
