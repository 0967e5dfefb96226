/** V8 copies shorter strings anyway. */
const MIN_SLICE = 13;
/** Deeper, or of more parts, is no record: it is not worth the time to copy. */
const MAX_DEPTH = 64;
const MAX_PARTS = 100_000;

/** What cannot be copied: a class of somebody's own, a circle, bytes, or too much. */
export const UNCOPIED: unique symbol = Symbol('uncopied');

/**
 * A frozen copy that shares nothing with what it was cut from. A string taken out of a document keeps the whole text of it in memory:
 * harmless for an answer, which comes and goes as one, but not for one row that outlives a thousand others.
 * @returns `UNCOPIED` for what is no plain data
 */
export const ownCopy = (value: unknown): unknown => {
  const copied = { parts: 0 };
  try {
    return copy(value, 0, copied);
  } catch (error) {
    if (error === UNCOPIED) return UNCOPIED;
    throw error;
  }
};

const copy = (value: unknown, depth: number, copied: { parts: number }): unknown => {
  if (typeof value === 'string') return value.length < MIN_SLICE ? value : structuredClone(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? refuse() : value;
  copied.parts += 1;
  if (depth > MAX_DEPTH || copied.parts > MAX_PARTS) return refuse();
  if (Array.isArray(value)) return Object.freeze(value.map((item) => copy(item, depth + 1, copied)));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return refuse();
  return Object.freeze(
    Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copy(member, depth + 1, copied)])),
  );
};

const refuse = (): never => {
  throw UNCOPIED;
};
