import { readFileSync } from 'node:fs';

/** What a reader does: types a command, or writes a file. */
export type Step =
  | { readonly command: string; readonly lines: readonly string[] }
  | { readonly file: string; readonly text: string };

/** The steps of `docs/tutorial.md`. A block is a file where the sentence before it ends with the file's name and a colon. */
export const tutorialSteps = (change: (text: string) => string): readonly Step[] => {
  const page = change(readFileSync('docs/tutorial.md', 'utf8'));
  return [...page.matchAll(/(?:`([\w./]+)`:\n\n)?```(\w+)\n([\s\S]*?)```/g)].flatMap(
    ([, file, language, text = '']): readonly Step[] => {
      if (file !== undefined) return [{ file, text }];
      return language === 'console' ? commandsIn(text) : [];
    },
  );
};

/** Commands with what they print; `...` stands for any lines. */
const commandsIn = (block: string): readonly Step[] =>
  block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...lines] = part.trimEnd().split('\n');
      return { command, lines: lines.filter((line) => line !== '...') };
    });
