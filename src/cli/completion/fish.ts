import { HELP, type Words } from './words.ts';

/** For `breakwater completion fish | source`. */
export const fish = (commands: readonly Words[]): string =>
  commands
    .flatMap(({ name, says, flags }) => [
      `complete -c breakwater -n __fish_use_subcommand -f -a ${name} -d ${quoted(says)}`,
      ...[...flags, HELP].map(
        (flag) =>
          `complete -c breakwater -n '__fish_seen_subcommand_from ${name}' -l ${flag.name}${flag.value ? ' -r' : ''} -d ${quoted(flag.says)}`,
      ),
    ])
    .map((line) => `${line}\n`)
    .join('');

const quoted = (text: string): string => `'${text.replace(/[\\']/g, (character) => `\\${character}`)}'`;
