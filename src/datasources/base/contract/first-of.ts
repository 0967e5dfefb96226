import { isUpstreamError } from '../../../resilience/index.ts';
import type { Locate } from './medium.ts';

/** Finds the first of several places that holds a value. One that cannot be walked to holds none; the last is taken as it is. */
export const firstOf = (first: Locate, others: readonly Locate[]): Locate =>
  others.reduce<Locate>(
    (before, next) => (raw, up, cursor) => {
      const { misfits } = cursor;
      const found = before(raw, up, cursor);
      // A failure that the API itself told of is no place that cannot be walked to.
      const unfit = isUpstreamError(found) && cursor.misfits > misfits;
      if (isThere(found) && !unfit) return found;
      cursor.misfits = misfits;
      return next(raw, up, cursor);
    },
    first,
  );

/** Elements that are not there are an empty list. */
const isThere = (found: unknown): boolean => found !== undefined && found !== null && !isEmptyList(found);

const isEmptyList = (found: unknown): boolean => Array.isArray(found) && found.length === 0;
