import type { Entry } from '../entry.ts';

const says = {
  P1: 'the link to the next page leads to the same page',
  P2: 'the link to the next page leads to another origin',
  P3: 'the pages never end',
  P4: 'one page of many fails',
  P5: 'a row comes on two pages, or the total is wrong',
} as const;

/** Answers that come in pages. */
export const paging: readonly Entry[] = Object.entries(says).map(([id, what]) => ({
  id,
  says: what,
  cases: [],
  awaits: 'paging',
}));
