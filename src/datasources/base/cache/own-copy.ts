/** V8 copies shorter strings anyway. */
const MIN_SLICE = 13;

/**
 * A frozen copy that shares nothing with what it was cut from. A string taken out of a document keeps the whole text of it in memory:
 * harmless for an answer, which comes and goes as one, but not for one row that outlives a thousand others.
 */
export const ownCopy = (value: unknown): unknown => {
  if (typeof value === 'string') return value.length < MIN_SLICE ? value : structuredClone(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(ownCopy));
  // What a `transform` made of a class of its own cannot be copied by anybody else.
  if (Object.getPrototypeOf(value) !== Object.prototype) return Object.freeze(value);
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, ownCopy(member)])));
};
