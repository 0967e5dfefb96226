import { UserError } from '../../config/user-error.ts';
import {
  type AddProject,
  choiceOf,
  draftFromSamples,
  type KeptChoice,
  updatedChoice,
} from '../../scaffold/add/index.ts';
import { type Choice, type Draft, draftOf, type OpenApiDocument, readOpenApi } from '../../scaffold/index.ts';
import { type Given, listOf } from '../arguments.ts';
import { headersOf } from '../headers-of.ts';
import { withProgress } from '../with-progress.ts';
import { baseUrlIn, below, each } from './add-flags.ts';

/** A draft, with the choice that it was made by; samples have none. */
export interface Chosen {
  readonly draft: Draft;
  readonly choice?: KeptChoice;
}

/** Makes a draft as the flags say: from a document, or from samples. @throws UserError */
export const chosenDraft = async (
  { flags }: Given,
  name: string,
  project: AddProject,
  before: KeptChoice | undefined,
): Promise<Chosen> => {
  const { openapi } = flags;
  const samples = each(flags['sample']);
  if ((typeof openapi === 'string') === samples.length > 0)
    throw new UserError('add needs --openapi FILE or --sample FILE, one of the two; both take a URL too.');
  const headers = headersOf(flags['header']);
  if (flags['header'] !== undefined && !samples.some((sample) => URL.canParse(sample)))
    throw new UserError('--header goes with --sample URL: only there is something asked for.');
  const baseUrl = baseUrlIn(flags);
  const { types: takenTypes, roots: takenRoots } = project.takenBeside(project.folderOf(name));
  if (typeof openapi !== 'string') {
    const [path, ...more] = each(flags['path']);
    if (more.length > 0)
      throw new UserError('With --sample there is one --path: that of the operation that answered so.');
    const draft = await withProgress('Reading the samples', () =>
      draftFromSamples(
        samples,
        {
          name,
          takenTypes,
          takenRoots,
          ...(baseUrl === undefined ? {} : { baseUrl }),
          ...(path === undefined ? {} : { path: below(path) }),
        },
        headers,
      ),
    );
    return { draft };
  }
  const document = await withProgress('Reading the document', () => readOpenApi(openapi));
  const choice = choiceIn(flags, document, name, before);
  const made = draftOf(document, { name, takenTypes, takenRoots, ...choice });
  return { draft: baseUrl === undefined ? made : withBase(made, baseUrl), choice: choiceOf(document, choice) };
};

/** What is named; with `--update`, also what was chosen before. */
const choiceIn = (
  flags: Given['flags'],
  document: OpenApiDocument,
  name: string,
  before: KeptChoice | undefined,
): Choice => {
  const named = { operations: listOf(flags['operations']), tags: listOf(flags['tag']), paths: listOf(flags['path']) };
  return flags['update'] === true && before !== undefined
    ? updatedChoice(document, before, named, listOf(flags['remove']), name)
    : named;
};

const withBase = (draft: Draft, baseUrl: string): Draft => {
  const { baseUrlFrom: _, ...options } = draft.api.options;
  return { ...draft, api: { ...draft.api, baseUrl, options } };
};
