/** Where Node itself speaks: of syntax, and of modules that are not there. */
const LOADER = /^ +at .*\bnode:internal\/modules\//;
const FRAME = /^ +at /;

/**
 * What the code of a module has thrown, without what it says, which may hold a secret: `a TypeError`. Undefined where it is Node that speaks, of
 * a module that it cannot load.
 */
export const kindOfThrown = (error: unknown): string | undefined => {
  if (error === null || error === undefined) return String(error);
  if (!(error instanceof Error)) return withArticle(typeof error);
  const first = (error.stack ?? '').split('\n').find((line) => FRAME.test(line));
  if (first !== undefined && LOADER.test(first)) return undefined;
  const { name } = error.constructor;
  return withArticle(/^[A-Z]\w{0,40}$/.test(name) ? name : 'Error');
};

const withArticle = (word: string): string => `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`;
