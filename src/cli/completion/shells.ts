import { bash } from './bash.ts';
import { fish } from './fish.ts';
import type { Words } from './words.ts';
import { zsh } from './zsh.ts';

/** Shells that can be told what may come next. */
export const shells: Readonly<Record<string, (words: readonly Words[]) => string>> = { bash, zsh, fish };
