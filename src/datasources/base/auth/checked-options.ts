import { nearest } from '../source/nearest.ts';
import type { OptionWord } from './option-words.ts';

/** Every option of a way to sign; the compiler holds the list complete. */
export type OptionWords<Options> = Readonly<Record<keyof Options & string, OptionWord>>;

/** A way to sign that nobody can use: why stands in its problems, which keep a gateway from starting. */
export interface Unmade {
  readonly variables: readonly [];
  readonly problems: readonly string[];
  readonly sign: () => Readonly<Record<never, never>>;
  readonly open: () => never;
}

/**
 * Makes a way to sign from options that were looked at first: misspelt ones would be left out, and missing ones read as the text `undefined`.
 * @param name of the way, for messages @param more what else is wrong with options that are sound one by one
 */
export const checkedOptions =
  <Options extends object, Made>(
    name: string,
    words: NoInfer<OptionWords<Options>>,
    make: (options: Options) => Made,
    more: (options: Options) => readonly string[] = () => [],
  ): ((options: Options) => Made | Unmade) =>
  (options) => {
    const problems = optionProblems(name, words, options);
    const all = problems.length > 0 ? problems : more(options);
    return all.length > 0 ? unmade(all) : make(options);
  };

/** What is wrong with options, in sentences that tell no value. */
const optionProblems = (
  name: string,
  words: Readonly<Record<string, OptionWord>>,
  options: unknown,
): readonly string[] => {
  if (typeof options !== 'object' || options === null) return [`${name} takes an object of options.`];
  const said = options as Readonly<Record<string, unknown>>;
  const known = Object.keys(words);
  const strange = Object.keys(said).filter((word) => !Object.hasOwn(words, word));
  return [
    ...strange.map((word) => {
      const meant = nearest(word, known);
      return `${name} has no option "${word}". ${meant === undefined ? '' : `Did you mean "${meant}"? `}There are: ${known.join(', ')}.`;
    }),
    ...Object.entries(words).flatMap(([word, { needed, problems }]) => {
      const value = said[word];
      if (value === undefined) return needed ? [`${name} needs ${word}.`] : [];
      return problems(value, word);
    }),
  ];
};

const unmade = (problems: readonly string[]): Unmade => ({
  variables: [],
  problems,
  sign: () => ({}),
  open() {
    throw new TypeError(problems.join(' '));
  },
});
