import { UserError } from '../../config/user-error.ts';
import { suggest } from '../../schema/index.ts';
import type { Command } from '../command.ts';
import { shells } from '../completion/shells.ts';
import type { Words } from '../completion/words.ts';

/** `breakwater completion`, over all commands, itself among them. */
export const completion = (others: readonly Command[]): Command => {
  const itself: Command = {
    name: 'completion',
    says: 'print what tells a shell to complete commands and flags',
    takes: 'SHELL',
    flags: {},
    example: 'source <(breakwater completion bash)',
    async run({ rest: [shell = '', ...more] }) {
      const write = Object.hasOwn(shells, shell) ? shells[shell] : undefined;
      if (!write || more.length > 0)
        throw new UserError(
          `completion takes the name of one shell, not "${[shell, ...more].join(' ')}". ${suggest(shell, Object.keys(shells))}`,
        );
      process.stdout.write(write([...[...others, itself].map(wordsOf), INIT]));
      return 0;
    },
  };
  return itself;
};

const INIT: Words = { name: 'init', says: 'write a starter project', flags: [] };

const wordsOf = ({ name, says, flags }: Command): Words => ({
  name,
  says,
  flags: Object.entries(flags).map(([flag, { type, says: about }]) => ({
    name: flag,
    says: about,
    value: type === 'string',
  })),
});
