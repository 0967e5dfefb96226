/**
 * The decoded segments of a raw path. Clients disagree on whether `;` and `:` need encoding, so both spellings must mean
 * the same; a segment that cannot be decoded stays as sent and matches nothing.
 */
export function segments(path: string): string[] {
  return path.split('/').map((segment) => {
    try {
      return decodeURIComponent(segment);
    } catch {
      return segment;
    }
  });
}
