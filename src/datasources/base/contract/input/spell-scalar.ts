import { UNFIT } from '../leaf.ts';
import { moment, spellingsFor } from '../sample/spellings.ts';
import { scalarLeaf } from '../scalars.ts';
import { countDuration } from './count-duration.ts';
import { exactNumber } from './exact-number.ts';

const TIMES: ReadonlySet<string> = new Set(['Date', 'DateTime', 'LocalDateTime', 'Time']);

/** How a scalar's value is written: the inverse of how it is read. Undefined if the format cannot hold it without loss. */
export const spellScalar = (scalar: string, format: string | undefined, value: string | number | boolean): unknown => {
  if (format === undefined || scalar === 'String') return value;
  if (format === 'number') return exactNumber(String(value));
  if (scalar === 'Duration') return counted(String(value), format);
  const [spelled] = spellingsFor(scalar, format, value);
  const read = scalarLeaf(scalar, format);
  if (spelled === undefined || !read) return undefined;
  const back = typeof spelled === 'number' ? read.digits?.(String(spelled)) : read.text(String(spelled), false);
  if (back === undefined || back === UNFIT) return undefined;
  // A pattern without seconds would lose those that were given.
  return TIMES.has(scalar) && moment(String(back)) !== moment(String(value)) ? undefined : spelled;
};

const counted = (duration: string, format: string): number | undefined => {
  const seconds = countDuration(duration);
  if (seconds === undefined || seconds < 0) return undefined;
  return format === 'seconds' ? seconds : Math.round(seconds * 1_000);
};
