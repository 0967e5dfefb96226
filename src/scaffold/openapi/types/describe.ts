import { memberAt, textAt } from '../node.ts';

/** Longer ones are documentation, not a description. */
const MAX_LENGTH = 400;

/** A description without what a comment cannot hold, cut after a sentence or a word. */
export const described = (...texts: readonly (string | undefined)[]): string | undefined => {
  const text = texts
    .flatMap((each) => (each === undefined ? [] : plain(each)))
    .filter(Boolean)
    .join('\n\n');
  if (text.length <= MAX_LENGTH) return text === '' ? undefined : text;
  const start = text.slice(0, MAX_LENGTH);
  const sentence = Math.max(start.lastIndexOf('. '), start.lastIndexOf('.\n'));
  return sentence > MAX_LENGTH / 3 ? start.slice(0, sentence + 1) : `${start.replace(/\s+\S*$/, '')} ...`;
};

const plain = (text: string): string =>
  text
    .toWellFormed()
    .replace(/<\/?(p|br|div|li|ul|ol)\b[^>]*>/gi, ' ')
    .replace(/<\/?[a-z][a-z\d]*\b[^>]{0,200}>/gi, '')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** What the API takes where nothing is given. */
export const saysDefault = (schema: unknown): string | undefined => {
  const value = memberAt(schema, 'default');
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain && String(value).length < 80 ? `The API's default: ${JSON.stringify(value)}.` : undefined;
};

/** The reason that `@deprecated` gives. */
export const deprecation = (node: unknown): string | undefined => {
  if (memberAt(node, 'deprecated') !== true) return undefined;
  return textAt(node, 'x-deprecation-message') ?? 'The API calls it deprecated.';
};
