/** The known word that a misspelt one most likely means, in any case of its letters, with its unit or without; undefined if none is near. */
export const nearest = (given: string, known: readonly string[]): string | undefined => {
  const lower = given.toLowerCase();
  const most = Math.max(1, Math.floor(given.length * 0.4));
  const ranked = known
    .map((word) => ({
      word,
      far: Math.min(...[word, word.replace(/(?:Ms|Bytes)$/, '')].map((its) => distance(lower, its.toLowerCase()))),
    }))
    .filter(({ far }) => far <= most)
    .sort((one, other) => one.far - other.far);
  return ranked[0]?.word;
};

/** How many letters must be added, left out or replaced (Levenshtein). */
const distance = (one: string, other: string): number => {
  let row = [...Array(other.length + 1).keys()];
  for (const [i, letter] of one.split('').entries()) {
    const next = [i + 1];
    for (const [j, its] of other.split('').entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === its ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
};
