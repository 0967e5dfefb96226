import { isUpstreamError, UpstreamError } from '../../../resilience/index.ts';
import type { PagesOperation } from '../operation/operation.ts';
import type { Hints } from './hints.ts';
import { firstMilestone, type Milestone, stepTo } from './milestone.ts';
import type { Position } from './position.ts';

/** A page that has come. */
export interface Arrived {
  readonly position: Position;
  /** Its path and query. */
  readonly below: string;
  /** Its items, before any `transform`. */
  readonly sent: readonly unknown[];
  readonly hints: Hints;
}

/**
 * Where the page after one lies; `null` after the last.
 * @param follow the path and query that a link leads to
 * @throws UpstreamError for a next page that cannot be asked for
 */
export const afterPage = (
  { next }: PagesOperation,
  { position, below, sent, hints }: Arrived,
  follow: (link: string) => string,
): Position | null => {
  const { size, number, offset, milestone = firstMilestone } = position;
  const onward = { size, number: number + 1, offset: offset + sent.length };
  if (next === 'number' || next === 'offset') return isBeforeMore(position, sent.length, hints) ? onward : null;
  if (hints.failure) throw hints.failure;
  // Relay names the end of the last page too.
  if (typeof next === 'object' && 'more' in next && hints.more === false) return null;
  if (next !== 'link' && 'last' in next)
    return named(onward, 'cursor', another(cursorOf(sent.at(-1), next.last), position.cursor), milestone);
  if (hints.next === undefined) {
    if (hints.more !== true) return null;
    throw new UpstreamError('protocol', { sent: 'yes', detail: 'it says that there is more, and not where' });
  }
  if (next === 'link' || 'url' in next) return named(onward, 'below', another(follow(hints.next), below), milestone);
  return named(onward, 'cursor', another(hints.next, position.cursor), milestone);
};

const named = (onward: Position, by: 'cursor' | 'below', name: string, milestone: Milestone): Position => ({
  ...onward,
  [by]: name,
  milestone: stepTo(name, milestone),
});

/** Whether there is more where nothing but the number of items tells: a short page is the last, unless the total says otherwise. */
const isBeforeMore = ({ size, offset }: Position, count: number, { total = 0 }: Hints): boolean =>
  count > 0 && (count >= size || offset + count < total);

/** A page that leads to itself would never end. */
const another = (next: string, here: string | undefined): string => {
  if (next !== here) return next;
  throw new UpstreamError('protocol', { sent: 'yes', detail: 'a page names itself as the next one' });
};

const cursorOf = (last: unknown, field: string): string => {
  if (isUpstreamError(last)) throw last;
  const value = typeof last === 'object' && last !== null ? (last as Readonly<Record<string, unknown>>)[field] : last;
  if (isUpstreamError(value)) throw value;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new UpstreamError('protocol', { sent: 'yes', detail: 'it says that there is more, and not after which item' });
};
