/** Rounded to so many decimals, and never -0, which JSON would hide but a test would not. */
export function round(value: number, decimals = 0): number {
  return Number(value.toFixed(decimals)) + 0;
}
