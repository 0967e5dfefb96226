import type { Literal } from '../../draft.ts';
import type { SchemaView } from '../schema/schema-view.ts';
import type { Use } from './typed.ts';

interface Scalar {
  readonly type: string;
  readonly wire?: Readonly<Record<string, Literal>>;
}

/** `id`, `user_id`, `userId`, `user-id`, `userID`, and lists of them. */
const ID = /^(\W?ids?|.*[_-]ids?|.*[a-z\d](Ids?|IDs?))$/;

/** The largest integer that GraphQL's `Int` holds. */
const MAX_INT = 2_147_483_647;

const BY_FORMAT: Readonly<Record<string, string>> = {
  date: 'Date',
  'full-date': 'Date',
  'date-time': 'DateTime',
  datetime: 'DateTime',
  duration: 'Duration',
  decimal: 'Decimal',
  'decimal-string': 'Decimal',
  bigdecimal: 'Decimal',
  int64: 'BigInt',
  uint64: 'BigInt',
  long: 'BigInt',
  bigint: 'BigInt',
};

const UNIX: Readonly<Record<string, string>> = {
  'unix-time': 'unix',
  unixtime: 'unix',
  unix: 'unix',
  timestamp: 'unix',
  'unix-timestamp': 'unix',
  'utc-millisec': 'unixMs',
  'unix-time-millis': 'unixMs',
};

/** The scalar that holds every value of a schema exactly. */
export const scalarOf = (view: SchemaView, { field, direction }: Use): Scalar => {
  const { kinds, format = '' } = view;
  const byFormat = Object.hasOwn(BY_FORMAT, format.toLowerCase()) ? BY_FORMAT[format.toLowerCase()] : undefined;
  if (kinds.has('string')) {
    // Text that may be a number is read with its digits.
    if (kinds.size > 1) return { type: ID.test(field) ? 'ID' : 'String' };
    return { type: byFormat ?? (ID.test(field) ? 'ID' : 'String') };
  }
  if (kinds.has('boolean')) return { type: 'Boolean' };
  const unix = Object.hasOwn(UNIX, format.toLowerCase()) ? UNIX[format.toLowerCase()] : undefined;
  if (unix) return { type: 'DateTime', wire: { format: unix } };
  // A body holds a number, and an ID is text.
  const digits = direction === 'in' ? { wire: { format: 'number' } } : {};
  if (kinds.has('number')) {
    const exact = byFormat === 'Decimal' || byFormat === 'BigInt';
    return exact ? { type: byFormat, ...digits } : { type: 'Float' };
  }
  if (ID.test(field)) return direction === 'in' ? { type: 'BigInt', ...digits } : { type: 'ID' };
  return isWide(view) ? { type: 'BigInt', ...digits } : { type: 'Int' };
};

/** Whether an integer may be more than 32 bits hold. */
const isWide = ({ format = '', maximum = 0, minimum = 0 }: SchemaView): boolean =>
  /^(u?int64|uint32|long|bigint)$/i.test(format) || maximum > MAX_INT || minimum < -MAX_INT - 1;
