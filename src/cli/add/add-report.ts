import { join, relative } from 'node:path';
import { type Change, notesOf } from '../../scaffold/add/index.ts';
import { type Draft, inOneLine, queryText, unifiedDiff } from '../../scaffold/index.ts';
import { colouredDiff, hasColour } from '../colour.ts';

/** So many notes are printed; all of them stand in the files. */
const MOST_NOTES = 40;

/** Files that would change, as a diff; and the places where an edit and the new version meet. */
export const differences = (folder: string, changes: readonly Change[]): string =>
  changes
    .map((change) => {
      const file = shown(join(folder, change.file));
      if (change.kind === 'conflict')
        return change.conflicts
          .map(
            ({ line, mine, theirs }) =>
              `${file}:${line}: edited, and changed by the new version:\n${signed('-', mine)}${signed('+', theirs)}`,
          )
          .join('');
      return change.kind === 'write' ? unifiedDiff(file, change.old ?? '', change.text) : '';
    })
    .filter((each) => each !== '')
    .map((each) => colouredDiff(each, hasColour(process.stdout)))
    .join('\n');

const signed = (sign: string, lines: readonly string[]): string => lines.map((line) => `${sign}${line}\n`).join('');

/** What was written, what went (`gone`, a sentence), what is not certain, and what can be done next. */
export const report = (
  draft: Draft,
  folder: string,
  changes: readonly Change[],
  scripts: Readonly<Record<string, string>>,
  gone: string,
): string =>
  `${[filesText(folder, changes), gone, notesText(draft), nextText(draft, folder, scripts)].filter(Boolean).join('\n\n')}\n`;

const filesText = (folder: string, changes: readonly Change[]): string =>
  changes
    .map((change) => {
      const done =
        change.kind === 'write'
          ? change.old === undefined
            ? 'written'
            : 'changed'
          : change.kind === 'deleted'
            ? 'left deleted'
            : 'as it was';
      return `  ${shown(join(folder, change.file))}  ${done}`;
    })
    .join('\n');

const notesText = (draft: Draft): string => {
  const notes = notesOf(draft);
  const lines = notes
    .slice(0, MOST_NOTES)
    .map(({ kind, at, says }) => `  ${`${kind}:`.padEnd(9)} ${inOneLine(`${says} (${at})`)}`);
  const more = notes.length > MOST_NOTES ? [`  and ${notes.length - MOST_NOTES} more`] : [];
  return notes.length === 0
    ? ''
    : `Not certain; each stands as a comment in its place:\n${[...lines, ...more].join('\n')}`;
};

const nextText = (draft: Draft, folder: string, scripts: Readonly<Record<string, string>>): string => {
  const variables = [...new Set(JSON.stringify(draft.api.options).match(/(?<=')[A-Z][A-Z\d]*_[A-Z\d_]*(?=')/g) ?? [])];
  const query = draft.roots
    .flatMap((root) => queryText(draft, root) ?? [])
    .toSorted((a, b) => a.length - b.length)
    .at(0);
  const test = scripts['test'] === undefined ? `node --test ${quoted(`${shown(folder)}/*.test.ts`)}` : 'npm test';
  return [
    'Next:',
    '',
    ...variables.map((variable) => `  export ${variable}=...`),
    `  npx breakwater ${query === undefined ? 'start' : `query ${quoted(query)}`}`,
    `  ${test}`,
    ...(scripts['test'] === undefined
      ? ['', "The project has no test script: the failure kit runs in Node's own test runner, in Jest or in Vitest."]
      : []),
  ].join('\n');
};

const shown = (path: string): string => relative(process.cwd(), path) || '.';

/** As a shell takes it. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
