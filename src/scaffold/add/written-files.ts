import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inWords, UserError } from '../../config/user-error.ts';
import { type Conflict, merge } from '../diff/merge.ts';

/** Files of a source by name, with their text. */
export type Files = Readonly<Record<string, string>>;

/** What becomes of one file. */
export type Change =
  | { readonly file: string; readonly kind: 'same' | 'deleted' }
  /** `old` is undefined where there was none. */
  | { readonly file: string; readonly kind: 'write'; readonly old: string | undefined; readonly text: string }
  | { readonly file: string; readonly kind: 'conflict'; readonly conflicts: readonly Conflict[] };

/** Where what was generated last time is kept, so that edits can be told from it. */
export const keptFolder = (root: string, name: string): string => join(root, '.breakwater', 'added', name);

/** By another ending, for no test runner and no glob takes it for what it is a copy of. */
const keptAs = (kept: string, file: string): string => join(kept, `${file}.generated`);

/** What writing these files would change. */
export const changesTo = (folder: string, files: Files): readonly Change[] =>
  Object.entries(files).map(([file, text]): Change => {
    const old = textOf(join(folder, file));
    return old === text ? { file, kind: 'same' } : { file, kind: 'write', old, text };
  });

/**
 * What a new version of the document changes: each file is merged with what was edited since it was generated. Where it is not known what was
 * generated (`isKept`), only `changesTo` can be told.
 */
export const updatesTo = (folder: string, kept: string, files: Files): readonly Change[] =>
  Object.entries(files).map(([file, text]): Change => {
    const [base, mine] = [textOf(keptAs(kept, file)), textOf(join(folder, file))];
    if (mine === undefined)
      return base === undefined ? { file, kind: 'write', old: undefined, text } : { file, kind: 'deleted' };
    if (mine === text) return { file, kind: 'same' };
    const merged = merge(base ?? '', mine, text);
    if ('conflicts' in merged) return { file, kind: 'conflict', conflicts: merged.conflicts };
    return merged.text === mine ? { file, kind: 'same' } : { file, kind: 'write', old: mine, text: merged.text };
  });

/** Whether it is known what was generated last time. */
export const isKept = (kept: string): boolean => existsSync(kept);

/** Writes what changed, and keeps what was generated. @param beside what else is kept, by the names of its files @throws UserError */
export const writeChanges = (
  folder: string,
  changes: readonly Change[],
  kept: string,
  files: Files,
  beside: Files = {},
): void => {
  for (const change of changes) if (change.kind === 'write') write(join(folder, change.file), change.text);
  for (const [file, text] of Object.entries(files)) write(keptAs(kept, file), text);
  for (const [file, text] of Object.entries(beside)) write(join(kept, file), text);
};

/** With the line ends of a checkout (CRLF) as they were written: they are no edit. */
const textOf = (file: string): string | undefined => rawText(file)?.replaceAll('\r\n', '\n');

const rawText = (file: string): string | undefined => {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${inWords(error)}.`);
  }
};

const write = (file: string, text: string): void => {
  const isCrlf = rawText(file)?.includes('\r\n') === true;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, isCrlf ? text.replaceAll('\n', '\r\n') : text);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new UserError(`${file} could not be written: ${code}.`);
  }
};
