import type { Clock } from './clock.ts';

/** A sum over the last so many milliseconds, kept in slices: what is older than the window is forgotten a slice at a time. */
export interface RollingSum {
  add(amount: number): void;
  total(): number;
  /** Slices of the window in which anything was added. */
  slices(): number;
  clear(): void;
}

/** @param windowMs how far back the sum reaches @param slices in how many parts it is kept */
export const rollingSum = (windowMs: number, slices: number, clock: Clock): RollingSum => {
  const sliceMs = windowMs / slices;
  let kept: { readonly slice: number; sum: number }[] = [];
  const present = () => Math.floor(clock.now() / sliceMs);
  const recent = () => {
    const first = present() - slices + 1;
    if ((kept[0]?.slice ?? first) < first) kept = kept.filter(({ slice }) => slice >= first);
    return kept;
  };
  return {
    add(amount) {
      const slice = present();
      const last = recent().at(-1);
      if (last?.slice === slice) last.sum += amount;
      else kept.push({ slice, sum: amount });
    },
    total: () => recent().reduce((sum, slice) => sum + slice.sum, 0),
    slices: () => recent().length,
    clear: () => {
      kept = [];
    },
  };
};
