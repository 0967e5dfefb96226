import { HELP, type Words } from './words.ts';

/** For `source <(breakwater completion bash)`. Where a value is to come, the shell offers its files. */
export const bash = (commands: readonly Words[]): string => `_breakwater() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${commands.map(({ name }) => name).join(' ')}"
  elif [[ "$word" == -* ]]; then
    case "\${COMP_WORDS[1]}" in
${commands.map(caseOf).join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _breakwater breakwater
`;

const caseOf = ({ name, flags }: Words): string =>
  `      ${name}) words="${[...flags, HELP].map((flag) => `--${flag.name}`).join(' ')}" ;;`;
