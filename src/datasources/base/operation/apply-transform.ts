import { holdsMisfit } from './holds-misfit.ts';
import type { Args, Operation } from './operation.ts';

const isWhole = (record: unknown): boolean => record !== null && record !== undefined && !holdsMisfit(record);

/**
 * Applies the author's `transform`. Its types promise whole records, so a record that holds a misfit, at whatever depth, passes by it, as it is;
 * so do null items. Where `transform` gives as many records as it took, they all keep their places.
 */
export const applyTransform = ({ transform }: Operation, value: unknown, args: Args): unknown => {
  if (!transform || value === null) return value;
  if (!Array.isArray(value)) return isWhole(value) ? settled(transform(value, args)) : value;
  const whole = value.map(isWhole);
  const taken = value.filter((_, i) => whole[i]);
  const changed = settled(transform(taken, args));
  if (!Array.isArray(changed)) throw new TypeError('transform of a list must give a list');
  if (taken.length === value.length) return changed;
  if (changed.length !== taken.length) return [...changed, ...value.filter((_, i) => !whole[i])];
  const next = changed.values();
  return value.map((record: unknown, i) => (whole[i] ? next.next().value : record));
};

/** A promise would be taken for a record without fields: silent nulls. */
const settled = (value: unknown): unknown => {
  if (value === undefined) throw new TypeError('transform gave nothing back');
  if (typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function')
    throw new TypeError('transform must not be async');
  return value;
};
