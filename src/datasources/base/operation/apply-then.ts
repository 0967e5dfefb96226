import { isUpstreamError } from '../../../resilience/index.ts';
import type { Args, Operation } from './operation.ts';

const isWhole = (record: unknown): boolean =>
  typeof record === 'object' && record !== null && !isUpstreamError(record) && !Object.values(record).some(isUpstreamError);

/**
 * Applies the author's `then`. Its types promise whole records, so a record that holds a misfit passes by it, as it is;
 * so do null items.
 */
export const applyThen = ({ after }: Operation, value: unknown, args: Args): unknown => {
  if (!after || value === null) return value;
  if (!Array.isArray(value)) return isWhole(value) ? after(value, args) : value;
  const changed = after(value.filter(isWhole), args);
  const passed = value.filter((record) => !isWhole(record));
  return passed.length > 0 && Array.isArray(changed) ? [...changed, ...passed] : changed;
};
