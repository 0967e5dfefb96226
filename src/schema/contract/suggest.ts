import { suggestionList } from 'graphql/jsutils/suggestionList.js';

/** The known word that `given` looks like, if there is one. */
export const closest = (given: string, known: readonly string[]): string | undefined => suggestionList(given, known)[0];

/** `Did you mean "rate"? There are: rate, rates.` */
export const suggest = (given: string, known: readonly string[]): string => {
  if (known.length === 0) return 'There are none.';
  const best = closest(given, known);
  const all = known.length > 12 ? `${known.slice(0, 12).join(', ')} and ${known.length - 12} more` : known.join(', ');
  return `${best === undefined ? '' : `Did you mean "${best}"? `}There ${known.length === 1 ? 'is' : 'are'}: ${all}.`;
};
