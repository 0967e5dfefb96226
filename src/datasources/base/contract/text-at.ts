import { isUpstreamError, type UpstreamError } from '../../../resilience/index.ts';
import type { Leaf } from './leaf.ts';
import { type Medium, newCursor } from './medium.ts';
import { type Path, parsePath } from './path.ts';

/** Reads one place of a document, beside the operation's value. */
export type TextAt = (document: unknown) => string | undefined;

const ANY: Leaf = {
  expects: 'a value',
  text: (text) => text,
  digits: (source) => source,
  boolean: String,
  keepsBlank: true,
};

/**
 * The text at a path, whatever scalar stands there; `''` for a place that is there but holds no text, undefined for one that is not there, or
 * null. In XML the first step names the root element.
 */
export const heldAt = (source: string, path: Path, medium: Medium): TextAt => {
  const locate = medium.locate({ what: source, path, list: medium.xml, text: true, nulls: [], inRow: false });
  const leaf = medium.leaf(ANY, []);
  return (document) => {
    const found = locate(document, null, newCursor(source));
    const first = Array.isArray(found) && medium.xml ? found[0] : found;
    if (first === undefined || first === null || isUpstreamError(first)) return undefined;
    const value = leaf(first);
    return typeof value === 'string' ? value : '';
  };
};

/**
 * The text at a path, whatever scalar stands there, without blanks around it; undefined where there is nothing, null, or what is no scalar.
 * In XML the first step names the root element.
 * @throws PathSyntaxError
 */
export const textAt = (source: string, text: string, medium: Medium): TextAt => {
  const held = heldAt(source, parsePath(text), medium);
  return (document) => held(document)?.trim() || undefined;
};

/**
 * The failure that the API told of in a place, or around it; undefined where there is none. A place that cannot be walked to is no failure.
 * @throws PathSyntaxError
 */
export const failureAt = (
  source: string,
  text: string,
  medium: Medium,
): ((document: unknown) => UpstreamError | undefined) => {
  const locate = medium.locate({
    what: source,
    path: parsePath(text),
    list: medium.xml,
    text: true,
    nulls: [],
    inRow: false,
  });
  return (document) => {
    const cursor = newCursor(source);
    const found = locate(document, null, cursor);
    return isUpstreamError(found) && cursor.misfits === 0 ? found : undefined;
  };
};
