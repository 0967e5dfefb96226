/** One of several, as far as English says so by its ending: `countries` is `country`, `series` stays. */
export const singular = (word: string): string => {
  if (/(series|species|news|status|ss|us|is)$/i.test(word)) return word;
  if (/ies$/i.test(word)) return word.replace(/ies$/i, 'y');
  if (/(ch|sh|x|z|ss)es$/i.test(word)) return word.replace(/es$/i, '');
  return word.replace(/([^s])s$/i, '$1');
};
