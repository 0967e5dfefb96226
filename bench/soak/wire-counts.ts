import type { Counts, LedgerFigures } from './ledger.ts';
import { MOST_ATTEMPTS } from './sources.ts';

/** Requests that the log knows nothing of: an attempt each, but for calls that were told of before their attempts had ended. */
export const wireCounts = ({ requests, attempts, outcomes }: LedgerFigures): readonly string[] => {
  const heard = Object.values(requests).reduce((sum, count) => sum + count, 0);
  const told = Object.entries(attempts).reduce((sum, [each, calls]) => sum + Number(each) * calls, 0);
  const early = countOf(outcomes, 'cancelled') + countOf(outcomes, 'outOfTime');
  const most = told + early * MOST_ATTEMPTS;
  return heard <= most ? [] : [`the sources heard ${heard} requests, the log tells of no more than ${most}`];
};

const countOf = (counts: Counts, word: string): number => counts[word] ?? 0;
