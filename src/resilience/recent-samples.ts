/** The last so many numbers, and what is usual among them. */
export interface RecentSamples {
  add(sample: number): void;
  /** The number that the share `q` (0 to 1) of them does not exceed; `undefined` while there are too few to tell. */
  quantile(q: number): number | undefined;
}

/** @param max how many are kept @param min how many it takes to tell anything */
export const recentSamples = (max: number, min: number): RecentSamples => {
  const kept: number[] = [];
  let oldest = 0;
  return {
    add(sample) {
      kept[oldest] = sample;
      oldest = (oldest + 1) % max;
    },
    quantile: (q) =>
      kept.length < min ? undefined : kept.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(q * kept.length) - 1)],
  };
};
