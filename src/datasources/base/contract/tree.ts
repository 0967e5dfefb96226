import { Digits } from '../decode/digits.ts';
import type { Cursor } from './medium.ts';
import { misfit } from './misfit.ts';

/** Deeper trees would overflow whoever serialises them. */
const MAX_DEPTH = 64;

/** A JSON subtree as it came, frozen; numbers that JavaScript cannot hold become strings; members that could poison a prototype are left out. */
export const readTree = (raw: unknown, cursor: Cursor, what: string, depth = 0): unknown => {
  if (depth > MAX_DEPTH) return misfit(cursor, what, `at most ${MAX_DEPTH} levels`, 'more');
  if (raw instanceof Digits) return raw.source;
  if (Array.isArray(raw)) return Object.freeze(raw.map((item) => readTree(item, cursor, what, depth + 1)));
  if (typeof raw !== 'object' || raw === null) return raw;
  const members = Object.entries(raw).filter(([name]) => name !== '__proto__');
  return Object.freeze(Object.fromEntries(members.map(([name, value]) => [name, readTree(value, cursor, what, depth + 1)])));
};
