import type { Note } from '../draft.ts';
import { type Doc, hardLine } from './doc.ts';
import { inOneLine } from './plain.ts';

/** Columns of a comment, with room for some depth. */
const WIDTH = 114;

const words = { 'left out': 'Left out', guessed: 'Guessed', check: 'To check' } satisfies Record<Note['kind'], string>;

/** A note in one line: `Guessed: it is a list. (paths./users)`. */
const noteText = ({ kind, says, at }: Note): string => inOneLine(`${words[kind]}: ${says} (${at})`);

/** Notes as comments, each line followed by a break. */
export const commentsOf = (notes: readonly Note[] | undefined, mark: '#' | '//'): Doc =>
  (notes ?? []).flatMap((note) => wrap(noteText(note)).flatMap((text) => [`${mark} ${text}`, hardLine]));

/** A doc comment of TypeScript, followed by a break; nothing in it ends it. */
export const docCommentOf = (text: string | undefined): Doc => {
  const lines = wrap(inOneLine(text ?? '').replace(/\*\//g, '*\\/'));
  if (lines.length === 0) return [];
  if (lines.length === 1) return [`/** ${lines[0]} */`, hardLine];
  return ['/**', hardLine, lines.flatMap((each) => [` * ${each}`, hardLine]), ' */', hardLine];
};

const wrap = (text: string): readonly string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};
