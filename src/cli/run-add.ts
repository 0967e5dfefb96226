import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { findConfig } from '../config/find-config.ts';
import { UserError } from '../config/user-error.ts';
import {
  type AddProject,
  changesTo,
  checkName,
  choiceOf,
  choiceText,
  draftFromSamples,
  filesOf,
  goneFrom,
  isKept,
  type KeptChoice,
  keptChoice,
  keptFolder,
  readProject,
  updatedChoice,
  updatesTo,
  writeChanges,
} from '../scaffold/add/index.ts';
import {
  type Choice,
  type Draft,
  draftOf,
  inOneLine,
  listOperations,
  type OpenApiDocument,
  readOpenApi,
} from '../scaffold/index.ts';
import { differences, report } from './add-report.ts';
import { type Given, listOf } from './arguments.ts';
import { withProgress } from './with-progress.ts';

/** Does what `breakwater add` says. @throws UserError */
export const runAdd = async (given: Given): Promise<number> => {
  const { flags } = given;
  if (flags['list'] === true) return list(openApiIn(given));
  const project = await readProject(configFile(flags['config']));
  const name = nameIn(given);
  checkFlags(flags);
  checkName(name, project, { force: flags['force'] === true || flags['update'] === true });
  const before = keptChoice(keptFolder(project.root, name));
  return write(await draftIn(given, name, project, before), before, project, flags);
};

const checkFlags = (flags: Given['flags']): void => {
  const isUpdate = flags['update'] === true;
  if (isUpdate && flags['force'] === true)
    throw new UserError('--update keeps what was edited, and --force does not: leave out one of them.');
  if (!isUpdate && flags['remove'] !== undefined)
    throw new UserError('--remove goes with --update: without it, --operations names all that there is to be.');
};

const FIELD = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([\t\x20-\x7e\x80-\xff]+)$/;

/** Fields of a header (RFC 9110 section 5). A message does not repeat them: they are mostly credentials. */
const headersIn = (flag: Given['flags'][string]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    each(flag).map((text): readonly [string, string] => {
      const [, name, value] = FIELD.exec(text) ?? [];
      if (name === undefined || value === undefined)
        throw new UserError("--header takes a name and a value, like --header 'Authorization: Bearer ...'.");
      return [name, value];
    }),
  );

/** A draft, with the choice that it was made by; samples have none. */
interface Chosen {
  readonly draft: Draft;
  readonly choice?: KeptChoice;
}

const nameIn = ({ rest }: Given): string => {
  const [name, ...more] = rest;
  if (name === undefined || more.length > 0)
    throw new UserError(`add takes the name of one source, like "breakwater add github", not ${rest.length}.`);
  return name;
};

const configFile = (flag: Given['flags'][string]): string => {
  const file = typeof flag === 'string' ? resolve(flag) : findConfig(process.cwd());
  if (file === undefined)
    throw new UserError(
      'There is no breakwater.config.ts here, nor in a folder above. Begin with "breakwater init my-graph".',
    );
  if (!existsSync(file)) throw new UserError(`--config ${String(flag)}: there is no such file.`);
  return file;
};

const openApiIn = ({ flags }: Given): string => {
  const { openapi } = flags;
  if (typeof openapi !== 'string')
    throw new UserError('--list shows the operations of a document: add --openapi FILE.');
  return openapi;
};

const list = async (source: string): Promise<number> => {
  const operations = listOperations(await withProgress('Reading the document', () => readOpenApi(source)));
  // Each in one line, and without what a terminal takes for commands.
  const rows = operations.map(({ id, method, path, summary = '', why }) => ({
    id: inOneLine(id),
    asked: `${method.toUpperCase().padEnd(6)} ${inOneLine(path)}`,
    says: inOneLine(why === undefined ? summary : `(left out: ${why})`),
  }));
  const width = Math.min(
    50,
    rows.reduce((most, { id }) => Math.max(most, id.length), 0),
  );
  const lines = rows.map(({ id, asked, says }) => `${id.padEnd(width)}  ${asked}${says === '' ? '' : `  ${says}`}`);
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
};

/** Samples keep their commas: a URL may have some. */
const each = (value: Given['flags'][string]): readonly string[] => [value ?? []].flat().map(String);

const draftIn = async (
  { flags }: Given,
  name: string,
  project: AddProject,
  before: KeptChoice | undefined,
): Promise<Chosen> => {
  const { openapi } = flags;
  const samples = each(flags['sample']);
  if ((typeof openapi === 'string') === samples.length > 0)
    throw new UserError('add needs --openapi FILE or --sample FILE, one of the two; both take a URL too.');
  const headers = headersIn(flags['header']);
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

/** @throws UserError for a path that no request below the base URL could have */
const below = (path: string): string => {
  const [plain = ''] = path.split('?');
  if (
    path.includes('#') ||
    /^[a-z][a-z\d+.-]*:|^\/\//i.test(path) ||
    plain.split('/').some((each) => /^\.\.?$/.test(each))
  )
    throw new UserError(
      '--path must be a path below --base-url, like \'users/{id}?expand=posts\': without a host, ".." or "#".',
    );
  return path;
};

const baseUrlIn = (flags: Given['flags']): string | undefined => {
  const text = flags['base-url'];
  if (typeof text !== 'string') return undefined;
  if (!URL.canParse(text) || !/^https?:\/\/[^/@?#]+(\/[^?#]*)?$/i.test(text))
    throw new UserError('--base-url must be a URL without a query or a password, like https://api.example/v1/.');
  return text.endsWith('/') ? text : `${text}/`;
};

const write = (
  { draft, choice }: Chosen,
  before: KeptChoice | undefined,
  project: AddProject,
  flags: Given['flags'],
): number => {
  const folder = project.folderOf(draft.name);
  const kept = keptFolder(project.root, draft.name);
  const files = filesOf(draft);
  const isUpdate = flags['update'] === true;
  const isLost = isUpdate && !isKept(kept);
  const changes = isUpdate && !isLost ? updatesTo(folder, kept, files) : changesTo(folder, files);
  const isEdit = changes.some((change) => change.kind === 'write' && change.old !== undefined);
  const hasConflict = changes.some(({ kind }) => kind === 'conflict');
  const gone = (would: boolean): string => inOneLine(goneFrom(before, choice, would) ?? '');
  if (hasConflict || (isEdit && (isLost || !isUpdate) && flags['force'] !== true)) {
    process.stdout.write(differences(folder, changes));
    const why = hasConflict ? 'conflict' : isLost ? 'lost' : 'other';
    process.stderr.write(`Nothing was written: ${refusals[why](shownPath(folder), shownPath(kept), gone(true))}\n`);
    return 1;
  }
  writeChanges(folder, changes, kept, files, choice === undefined ? {} : choiceText(choice));
  process.stdout.write(report(draft, folder, changes, project.scripts, gone(false)));
  return 0;
};

const shownPath = (path: string): string => relative(process.cwd(), path) || '.';

/** Why nothing was written, and what can be done. */
const refusals = {
  conflict: (_: string, __: string, gone: string) =>
    `edit these lines as the new version has them, and run this again.${gone === '' ? '' : ` ${gone}`}`,
  lost: (_: string, kept: string) =>
    `${kept}, where "breakwater add" keeps what it wrote last time, is not there, so what was edited cannot be told. Commit ${dirname(kept)} where it still is; or take over by hand what you want of this. --force writes all of it, over every edit.`,
  other: (folder: string, _: string, gone: string) =>
    gone === ''
      ? `${folder} has other files already. --update keeps what was edited; --force writes these over them.`
      : `${folder} has other files already. ${gone} --update adds to them, and keeps what was edited; --force writes these over them.`,
} satisfies Record<string, (folder: string, kept: string, gone: string) => string>;
