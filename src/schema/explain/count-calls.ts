import { MAX_LOOKS, type PagesOperation, requestIdentity } from '../../datasources/base/index.ts';
import type { Blueprint } from '../graph/blueprint.ts';
import { type Arrivals, sharesOne } from './arrivals.ts';
import { sum, times } from './bound.ts';
import { countBatch } from './count-batch.ts';
import type { Use } from './use.ts';

/** How many calls uses cost. */
export interface CallCount {
  /** Keys in all. Batches only. */
  readonly keys?: number;
  /** If nothing fails, nothing is kept, keys fit into URLs, and pages are as long as was asked. */
  readonly calls: number;
  /** Whatever happens. */
  readonly worst: number;
  /** Equal for equal requests, which one operation sends once. */
  readonly identity?: string;
}

/** How many calls the uses of a group cost: one loader, or one field. */
export const countCalls = (uses: readonly [Use, ...Use[]], arrivals: Arrivals, blueprint: Blueprint): CallCount => {
  const [use] = uses;
  const { operation, args, source, plan } = use;
  if (operation.kind === 'batch')
    return countBatch(uses, operation, Math.max(...uses.map(({ parents }) => arrivals.at(parents))), blueprint);
  const parents = sum(uses.map((each) => each.parents.count));
  const runs = sharesOne(use) ? Math.min(1, parents) : parents;
  if (operation.kind === 'pages') return countPages(use, operation, runs);
  const looks = operation.poll ? times(MAX_LOOKS, times(parents, use.fields.length)) : 0;
  const identity =
    operation.kind === 'get' && args && sharesOne(use)
      ? requestIdentity(source.api, operation, args, blueprint.baseUrls[plan.source])
      : undefined;
  return { calls: runs, worst: runs + looks, ...(identity === undefined ? {} : { identity }) };
};

/** A part may begin within a page, and end within one; whether a full page was the last is sometimes seen from the next alone. */
const countPages = ({ part }: Use, { next, size, maxPages }: PagesOperation, runs: number): CallCount => {
  if (!part) return { calls: times(runs, maxPages), worst: times(runs, maxPages) };
  const looksAhead = part.hasNext && (next === 'number' || next === 'offset') ? 1 : 0;
  const pages = Math.ceil(part.first / Math.min(part.first, size)) + (part.after ? 1 : 0);
  return {
    calls: times(runs, Math.min(pages, maxPages) + looksAhead),
    worst: times(runs, maxPages + looksAhead),
  };
};
