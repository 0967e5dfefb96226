import { globSync } from 'node:fs';
import { join } from 'node:path';

/** Chooses the same documents for everybody: the day of the run. */
export const SEED = 20_261_123;
export const DOCUMENTS = 150;

/** Numbers from 0 to 1, the same for a seed (mulberry32). */
const chance = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** So many documents of a folder: all of them sorted by their paths, then shuffled (Fisher and Yates), then the first. */
export const chosenDocuments = (folder: string, count = DOCUMENTS, seed = SEED): readonly string[] => {
  const files = globSync('**/*.json', { cwd: folder }).toSorted();
  const next = chance(seed);
  for (let i = files.length - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    [files[i], files[j]] = [files[j] ?? '', files[i] ?? ''];
  }
  return files.slice(0, count).map((file) => join(folder, file));
};
