import { Digits } from '../decode/digits.ts';

/**
 * A JSON subtree as it came, frozen. Numbers that JavaScript would spell differently become strings; members that could
 * poison a prototype are left out. How deep it may be was decided when it was parsed.
 */
export const readTree = (raw: unknown): unknown => {
  if (raw instanceof Digits) return raw.source;
  if (Array.isArray(raw)) return Object.freeze(raw.map(readTree));
  if (typeof raw !== 'object' || raw === null) return raw;
  const members = Object.entries(raw).filter(([name]) => name !== '__proto__');
  return Object.freeze(Object.fromEntries(members.map(([name, value]) => [name, readTree(value)])));
};
