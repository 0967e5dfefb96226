/** The most there can be of something; `unbounded` where the size of a list is not known. */
export type Bound = number | 'unbounded';

/** Inside, what is not known is infinite. */
export const toBound = (most: number): Bound => (Number.isFinite(most) ? most : 'unbounded');

/** So many times so many. None of what is not known is none. */
export const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);

export const sum = (all: readonly number[]): number => all.reduce((total, each) => total + each, 0);
