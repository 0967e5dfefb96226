/** Signs that say something at the beginning of a number: `+1` and `-1` are two names. */
const SIGNS: Readonly<Record<string, string>> = { '+': 'plus', '-': 'minus', '<': 'below', '>': 'above' };

/** The words of a name, as they are: `simple-user`, `SimpleUser` and `simple_user` have two each. Letters lose their accents, all else parts words. */
export const wordsIn = (name: string): readonly string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/^\s*([-+<>])=?(?=\d)/, (_, sign: string) => `${SIGNS[sign] ?? ''} `)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter(Boolean);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `simpleUser`. */
export const camelCase = (name: string): string =>
  wordsIn(name)
    .map((word, i) => (i === 0 ? word.toLowerCase() : capital(word.toLowerCase())))
    .join('');

/** `SimpleUser`; runs of capitals stay as they are: `APIKey`. */
export const pascalCase = (name: string): string => wordsIn(name).map(capital).join('');

/** `SIMPLE_USER`. */
export const constantCase = (name: string): string =>
  wordsIn(name)
    .map((word) => word.toUpperCase())
    .join('_');
