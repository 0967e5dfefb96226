import { dirname, relative } from 'node:path';
import {
  type AddProject,
  changesTo,
  checkName,
  choiceText,
  filesOf,
  goneFrom,
  isKept,
  type KeptChoice,
  keptChoice,
  keptFolder,
  readProject,
  updatesTo,
  writeChanges,
} from '../../scaffold/add/index.ts';
import { inOneLine } from '../../scaffold/index.ts';
import type { Given } from '../arguments.ts';
import { checkFlags, configFile, nameIn, openApiIn } from './add-flags.ts';
import { differences, report } from './add-report.ts';
import { type Chosen, chosenDraft } from './chosen-draft.ts';
import { printOperations } from './print-operations.ts';

/** Does what `breakwater add` says. @throws UserError */
export const runAdd = async (given: Given): Promise<number> => {
  const { flags } = given;
  if (flags['list'] === true) return printOperations(openApiIn(given));
  const project = await readProject(configFile(flags['config']));
  const name = nameIn(given);
  checkFlags(flags);
  checkName(name, project, { force: flags['force'] === true || flags['update'] === true });
  const before = keptChoice(keptFolder(project.root, name));
  return write(await chosenDraft(given, name, project, before), before, project, flags);
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
