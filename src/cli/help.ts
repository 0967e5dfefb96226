import type { Command } from './command.ts';

const INIT = 'init';

/** All commands, a line each. */
export const overview = (commands: readonly Command[]): string => {
  const lines = [
    ...commands.map(({ name, takes = '', says }) => [`${name} ${takes}`.trim(), firstOf(says)] as const),
    [`${INIT} [FOLDER]`, 'write a starter project'] as const,
  ];
  const width = Math.max(...lines.map(([left]) => left.length));
  return `Breakwater: one GraphQL graph over the HTTP APIs a team depends on.\n\n${lines.map(([left, right]) => `  breakwater ${left.padEnd(width)}  ${right}`).join('\n')}\n\n  breakwater COMMAND --help    its flags, and an example\n  breakwater --version\n`;
};

/** Its first clause: all of it stands in the command's own help. */
const firstOf = (says: string): string => says.split(/[;:]|, and who/)[0] ?? says;

/** One command with its flags. */
export const helpOf = ({ name, takes, says, flags, example }: Command): string => {
  const lines = Object.entries(flags).map(
    ([flag, { value, says: about }]) => `  ${`--${flag}${value ? ` ${value}` : ''}`.padEnd(20)} ${about}`,
  );
  return `breakwater ${name}${takes ? ` ${takes}` : ''} [flags]: ${says}\n\n${lines.join('\n')}\n\nExample: ${example}\n`;
};
