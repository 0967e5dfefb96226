import { asUpstreamError, isUpstreamError, type UpstreamError } from '../../../resilience/index.ts';
import { applyTransform } from '../operation/apply-transform.ts';
import type { Ask, Built } from '../operation/ask.ts';
import type { Args, PagesOperation } from '../operation/operation.ts';
import type { Scope } from '../scope.ts';
import { afterPage } from './after-page.ts';
import { type Position, pageAt } from './position.ts';

/** A list whose pages are asked for. */
export interface Walk {
  readonly operation: PagesOperation;
  readonly args: Args;
  readonly ask: Ask;
  readonly scope: Scope;
}

/** An item, and which of its page it is, from 0. */
export interface Item {
  readonly value: unknown;
  readonly index: number;
}

/** One page, read. */
export interface FetchedPage {
  readonly position: Position;
  /** As the author's `transform` left them. */
  readonly items: readonly Item[];
  /** Where the next page lies; `null` after the last; a failure for one that cannot be asked for. */
  readonly next: Position | UpstreamError | null;
  /** How many items the API says there are in all. */
  readonly total: number | undefined;
}

/** The request for a page. @throws UpstreamError `unsafe` */
export const buildPage = ({ operation, args, ask }: Walk, position: Position): Built => {
  const made = ask.build(operation.make(args, pageAt(position)));
  return position.below === undefined ? made : ask.pages.at(position.below, made.headers);
};

/** Asks for one page, as for any GET: with its own attempts, kept and shared by its own URL. @throws UpstreamError */
export const fetchPage = async (walk: Walk, position: Position, built: Built): Promise<FetchedPage> => {
  const { operation, args, ask, scope } = walk;
  try {
    const { value, hints = {} } = await ask.send(built, scope, true);
    const sent = listOf(value);
    const items = listOf(applyTransform(operation, sent, args)).map((item, index) => ({ value: item, index }));
    const { pathname, search } = built.url;
    const arrived = { position, below: pathname + search, sent, hints };
    const next = orFailure(() => afterPage(operation, arrived, (link) => ask.pages.follow(link, built.url)));
    return { position, items, next: isUpstreamError(next) ? inPlace(next, walk) : next, total: hints.total };
  } catch (error) {
    if (isBeyondEnd(operation, position, error)) return { position, items: [], next: null, total: undefined };
    throw error;
  }
};

/** A failure that stands in place of what follows, with its source: it has not left by way of the pipeline. */
export const inPlace = (error: unknown, { ask: { pages } }: Walk): UpstreamError =>
  asUpstreamError(error).with({ source: pages.source, operation: pages.operation });

/** Where pages are counted, some APIs say of the one after the last, full one that there is no such thing. */
const isBeyondEnd = ({ next }: PagesOperation, { offset }: Position, error: unknown): boolean =>
  (next === 'number' || next === 'offset') && offset > 0 && isUpstreamError(error) && error.kind === 'notFound';

/** An answer of null holds no items. */
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const orFailure = <T>(find: () => T): T | UpstreamError => {
  try {
    return find();
  } catch (error) {
    if (isUpstreamError(error)) return error;
    throw error;
  }
};
