/**
 * A number in [0, 1) that depends on nothing but its arguments: sample data has to look irregular and still be the same
 * on every run. FNV-1a, then a finaliser, because FNV alone hardly moves the high bits for keys that differ at the end.
 */
export function noise(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of parts.join('|')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** The same, between two bounds. */
export function between(low: number, high: number, ...parts: readonly (string | number)[]): number {
  return low + (high - low) * noise(...parts);
}
