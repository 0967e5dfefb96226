import { bash } from './bash.ts';
import type { Words } from './words.ts';

/** For `source <(breakwater completion zsh)`: zsh reads what was written for bash. */
export const zsh = (commands: readonly Words[]): string =>
  `autoload -U +X compinit && compinit -u\nautoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`;
