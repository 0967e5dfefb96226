import { createHash } from 'node:crypto';
import { UpstreamError } from '../../../resilience/index.ts';

/**
 * One page on the way that a cursor leads, kept to be recognised: whoever walks a list part by part, each by a request of its own, meets it again
 * if the pages lead in a circle. The way to the next milestone doubles each time, so that no circle is too long (R. P. Brent, An improved Monte
 * Carlo factorization algorithm, BIT 20, 1980).
 */
export interface Milestone {
  /** What tells the page from others, in short. */
  readonly page: string;
  /** Pages since. */
  readonly steps: number;
  /** Pages until the next milestone is set. */
  readonly within: number;
}

/** A step onward, to the page that a cursor or a link names. @throws UpstreamError `protocol` if it is the milestone */
export const stepTo = (name: string, { page, steps, within }: Milestone): Milestone => {
  const next = markOf(name);
  if (next === page)
    throw new UpstreamError('protocol', { sent: 'yes', detail: 'the next page is one that came before' });
  return steps + 1 < within ? { page, steps: steps + 1, within } : { page: next, steps: 0, within: within * 2 };
};

/** The first page has no name of its own. */
export const firstMilestone: Milestone = { page: '', steps: 0, within: 1 };

/** 72 bits: pages of a list are no more than millions. */
const markOf = (name: string): string => createHash('sha256').update(name).digest('base64url').slice(0, 12);
