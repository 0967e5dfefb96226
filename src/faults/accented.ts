import type { GoodAnswer } from './fault.ts';
import { insideRoot } from './xml-text.ts';

/** A letter that UTF-8 and Latin 1 spell differently, and that ASCII has not. */
const WORD = 'caf\u00e9';
const FIRST_MEMBER = /\{\s*("(?:[^"\\]|\\.)*")\s*:/;

/** The same document with such a letter where nobody reads it: in a comment, or in a member that comes again. */
export const accented = ({ body, format }: GoodAnswer): string => {
  const text = body.toString('utf8');
  return format === 'xml'
    ? insideRoot(text, `<!-- ${WORD} -->`)
    : text.replace(FIRST_MEMBER, (found, name: string) => `{${name}:"${WORD}",${found.slice(1)}`);
};

/** The same document of XML with another declaration, or none. */
export const declared = (text: string, declaration: string): string =>
  declaration + text.replace(/^<\?xml[^>]*\?>/, '');
