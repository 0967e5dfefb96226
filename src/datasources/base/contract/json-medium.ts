import { isUpstreamError } from '../../../resilience/index.ts';
import { Digits } from '../decode/digits.ts';
import { type Leaf, UNFIT } from './leaf.ts';
import { type Cursor, type Locate, type Medium, type Sought, Spread, type SpreadItem, type Up } from './medium.ts';
import { inWords, misfit } from './misfit.ts';
import type { Path } from './path.ts';
import type { Literal } from './shape.ts';

/** A step, taken apart: into a member, into an item, over all items, or into the row of a column. */
type Op = string | number | typeof EACH | typeof ROW;
const EACH = Symbol('each');
const ROW = Symbol('row');

const opsOf = ({ steps, up }: Path, inRow: boolean): readonly Op[] => {
  const ops = steps.flatMap(({ name, suffixes }): Op[] => [
    ...(name === null ? [] : [name]),
    ...suffixes.map((suffix) => (suffix === 'each' ? EACH : suffix)),
  ]);
  return inRow && up === 0 && ops.length > 0 ? [...ops.slice(0, 1), ROW, ...ops.slice(1)] : ops;
};

/** Only members of its own: `constructor` and `__proto__` are names like any other. */
const member = (value: object, name: string): unknown => {
  if (Object.hasOwn(value, name)) return (value as Record<string, unknown>)[name];
  // A failure that stands in the place of a value is what lies within it too.
  return isUpstreamError(value) ? value : undefined;
};

const isNullWord = (value: unknown, nulls: readonly Literal[]): boolean =>
  nulls.some((word) => (value instanceof Digits ? value.source === String(word) : value === word));

/** Takes one step from `value`; a string says what would have been needed. */
const step = (value: unknown, op: Op, row: number): { value: unknown } | string => {
  if (typeof op === 'string') {
    if (Array.isArray(value)) return 'an object (say [0] for the first item, or [] for each)';
    return typeof value === 'object' && value !== null && !(value instanceof Digits)
      ? { value: member(value, op) }
      : 'an object';
  }
  if (!Array.isArray(value)) return op === ROW ? 'a column (a list)' : 'a list';
  // Beyond the end there is "none", which is not the same as a member that is missing.
  return { value: value.at(op === ROW ? row : Number(op)) ?? null };
};

const locate = (sought: Sought): Locate => {
  const { path, nulls, what } = sought;
  const ops = opsOf(path, sought.inRow);
  const walk = (from: number, start: unknown, enclosing: Up | null, cursor: Cursor): unknown => {
    let value = start;
    let up = enclosing;
    for (let i = from; i < ops.length; i += 1) {
      if (nulls.length > 0 && isNullWord(value, nulls)) value = null;
      if (value === undefined || value === null) {
        cursor.up = throughNothing(ops, i, up);
        return value;
      }
      const op = ops[i] as Op;
      if (op === EACH) return each(value, i + 1, up, cursor);
      const next = step(value, op, cursor.row);
      if (typeof next === 'string') return isUpstreamError(value) ? value : misfit(cursor, what, next, inWords(value));
      if (typeof op === 'string') up = { value, up };
      value = next.value;
    }
    cursor.up = up;
    return nulls.length > 0 && isNullWord(value, nulls) ? null : value;
  };
  const each = (list: unknown, from: number, up: Up | null, cursor: Cursor): unknown => {
    if (!Array.isArray(list)) return isUpstreamError(list) ? list : misfit(cursor, what, 'a list', inWords(list));
    const items: SpreadItem[] = [];
    for (const item of list) {
      cursor.path.push(items.length);
      const found = walk(from, item, up, cursor);
      cursor.path.pop();
      if (found instanceof Spread) items.push(...found.items);
      else items.push({ raw: found, up: cursor.up });
    }
    return new Spread(items);
  };
  return (raw, up, cursor) => {
    let [start, around] = [raw, up];
    for (let level = path.up; level > 0; level -= 1) [start, around] = [around?.value, around?.up ?? null];
    return walk(0, start, around, cursor);
  };
};

/** What encloses a place that cannot be walked to: as many levels as if it were there. */
const throughNothing = (ops: readonly Op[], from: number, enclosing: Up | null): Up | null => {
  let up = enclosing;
  for (let i = from; i < ops.length; i += 1) if (typeof ops[i] === 'string') up = { value: undefined, up };
  return up;
};

const leaf = ({ text, number, digits, boolean }: Leaf, nulls: readonly Literal[]) => {
  const ofNumber = number ?? (digits && ((value: number) => digits(String(value))));
  return (raw: unknown): unknown => {
    if (nulls.length > 0 && isNullWord(raw, nulls)) return null;
    if (typeof raw === 'string') return text(raw, false);
    if (typeof raw === 'number') return ofNumber ? ofNumber(raw) : UNFIT;
    if (raw instanceof Digits) return digits ? digits(raw.source) : UNFIT;
    return typeof raw === 'boolean' && boolean ? boolean(raw) : UNFIT;
  };
};

/** Reads trees that `JSON.parse` made. */
export const jsonMedium: Medium = {
  xml: false,
  locate,
  leaf,
  enter(what, path) {
    const find = locate({ what, path, list: false, text: false, nulls: [], inRow: false });
    return (raw, up, cursor) => find(raw, up, cursor) ?? undefined;
  },
  holdsFields: (raw) => typeof raw === 'object' && !Array.isArray(raw) && !(raw instanceof Digits),
  inWords,
};
