import { isUpstreamError } from '../../../resilience/index.ts';
import type { Args, Operation } from './operation.ts';

const holdsMisfit = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (isUpstreamError(value) || Object.values(value).some(holdsMisfit));

const isWhole = (record: unknown): boolean => record !== null && record !== undefined && !holdsMisfit(record);

/**
 * Applies the author's `transform`. Its types promise whole records, so a record that holds a misfit, at whatever depth, passes by it, as it is;
 * so do null items. Where `transform` gives as many records as it took, they all keep their places.
 */
export const applyTransform = ({ transform }: Operation, value: unknown, args: Args): unknown => {
  if (!transform || value === null) return value;
  if (!Array.isArray(value)) return isWhole(value) ? transform(value, args) : value;
  const whole = value.map(isWhole);
  const taken = value.filter((_, i) => whole[i]);
  const changed = transform(taken, args);
  if (taken.length === value.length || !Array.isArray(changed)) return changed;
  if (changed.length !== taken.length) return [...changed, ...value.filter((_, i) => !whole[i])];
  const next = changed.values();
  return value.map((record: unknown, i) => (whole[i] ? next.next().value : record));
};
