/** How an API spells the names that SDL writes in camelCase (fields) or CONSTANT_CASE (enum values). */
export type Convention = 'camelCase' | 'snake_case' | 'kebab-case' | 'PascalCase' | 'CONSTANT_CASE' | 'lowercase';

const words = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .split(/[_\s-]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const spellings: Record<Convention, (name: string) => string> = {
  camelCase: (name) =>
    words(name)
      .map((word, i) => (i === 0 ? word : capital(word)))
      .join(''),
  snake_case: (name) => words(name).join('_'),
  'kebab-case': (name) => words(name).join('-'),
  PascalCase: (name) => words(name).map(capital).join(''),
  CONSTANT_CASE: (name) => words(name).join('_').toUpperCase(),
  lowercase: (name) => words(name).join(''),
};

/** All conventions, by name. */
export const conventions: readonly string[] = Object.keys(spellings);

/** `name` in the API's spelling; as it is where no convention is declared. */
export const spell = (name: string, convention: Convention | undefined): string =>
  convention === undefined ? name : (/^_*/.exec(name)?.[0] ?? '') + spellings[convention](name);
