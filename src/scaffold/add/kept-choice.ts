import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inWords, UserError } from '../../config/user-error.ts';
import { type Choice, listOperations, type OpenApiDocument, wantedIds } from '../openapi/index.ts';

/** The file beside what was generated. */
const FILE = 'choice.json';

/** Which operations a source was written with, and how they were named. */
export interface KeptChoice {
  /** Ids, in the order of the document. */
  readonly operations: readonly string[];
  readonly tags: readonly string[];
  readonly paths: readonly string[];
  /** Ids of those that were removed by name. */
  readonly without: readonly string[];
  /** Whether nothing was named. */
  readonly byDefault: boolean;
}

/** What a command names. */
export interface Named {
  readonly operations: readonly string[];
  readonly tags: readonly string[];
  readonly paths: readonly string[];
}

/** The choice of the last run; undefined where it is not known, or a source was made of samples. @throws UserError */
export const keptChoice = (kept: string): KeptChoice | undefined => {
  const file = join(kept, FILE);
  if (!existsSync(file)) return undefined;
  try {
    const read: Partial<Record<string, unknown>> = JSON.parse(readFileSync(file, 'utf8'));
    const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
    const [operations, tags, paths, without] = ['operations', 'tags', 'paths', 'without'].map((key) =>
      texts(read[key]),
    ) as [readonly string[], readonly string[], readonly string[], readonly string[]];
    return { operations, tags, paths, without, byDefault: read['byDefault'] === true };
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${inWords(error)}.`);
  }
};

/** A choice with what it comes to, to be kept. @throws UserError for what names no operation */
export const choiceOf = (document: OpenApiDocument, choice: Choice): KeptChoice => {
  const { tags = [], paths = [], operations = [], without = [] } = choice;
  return {
    operations: wantedIds(document, choice),
    tags,
    paths,
    without,
    byDefault: choice.byDefault ?? operations.length + tags.length + paths.length === 0,
  };
};

export const choiceText = (choice: KeptChoice): Readonly<Record<string, string>> => ({
  [FILE]: `${JSON.stringify(choice, null, 2)}\n`,
});

/**
 * What was chosen before and the document still has, what is named now, and nothing that is to be removed.
 * @throws UserError for one to be removed that was not chosen
 */
export const updatedChoice = (
  document: OpenApiDocument,
  before: KeptChoice,
  named: Named,
  remove: readonly string[],
  name: string,
): Choice => {
  const all = listOperations(document);
  const has = (choice: Choice): boolean => {
    try {
      return wantedIds(document, choice).length > 0;
    } catch (error) {
      if (error instanceof UserError) return false;
      throw error;
    }
  };
  const unknown = remove.find((id) => !before.operations.includes(id));
  if (unknown !== undefined)
    throw new UserError(
      `--remove ${JSON.stringify(unknown)}: it is none of the operations of "${name}": ${before.operations.join(', ')}.`,
    );
  const isNamed = named.operations.length + named.tags.length + named.paths.length > 0;
  // What is named again comes back.
  const back = isNamed ? wantedIds(document, named) : [];
  const ids = new Set(all.map(({ id }) => id));
  const unique = (lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())];
  return {
    operations: unique([before.operations.filter((id) => ids.has(id)), named.operations]),
    tags: unique([before.tags.filter((tag) => has({ tags: [tag] })), named.tags]),
    paths: unique([before.paths.filter((path) => has({ paths: [path] })), named.paths]),
    without: unique([before.without.filter((id) => !back.includes(id)), remove]),
    byDefault: before.byDefault && !isNamed,
  };
};

/** The operations that were there and are no more, as the middle of a sentence: `1 operation goes: getItem`; undefined if none. */
export const goneFrom = (
  before: KeptChoice | undefined,
  now: KeptChoice | undefined,
  would: boolean,
): string | undefined => {
  const gone = (before?.operations ?? []).filter((id) => now?.operations.includes(id) !== true);
  if (gone.length === 0) return undefined;
  const one = gone.length === 1;
  return `${gone.length} operation${one ? '' : 's'} ${would ? 'would go' : one ? 'goes' : 'go'}: ${gone.join(', ')}.`;
};
