import type { Page, PagesOperation } from '../operation/operation.ts';
import type { Milestone } from './milestone.ts';

/** Where a page lies: all that is needed to ask for it, without the pages before. */
export interface Position {
  /** Items a page. */
  readonly size: number;
  readonly number: number;
  /** Items before it. */
  readonly offset: number;
  /** Where the page before said to go on. */
  readonly cursor?: string;
  /** Path and query, where the page before said the whole URL. */
  readonly below?: string;
  /** Where the page before named the next one: how it is noticed that the pages lead in a circle. */
  readonly milestone?: Milestone;
}

/** The first page. */
export const firstPosition = ({ start }: PagesOperation, size: number): Position => ({
  size,
  number: start,
  offset: 0,
});

/** A position, as the author's function sees it. */
export const pageAt = ({ size, number, offset, cursor }: Position): Page => ({ size, number, offset, cursor });
