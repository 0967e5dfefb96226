import { readFileSync } from 'node:fs';
import { UserError } from '../config/user-error.ts';
import { suggest } from '../schema/index.ts';
import { readArguments } from './arguments.ts';
import { commands } from './commands.ts';
import { explain, isBadInput } from './explain.ts';
import { helpOf, overview } from './help.ts';
import { leaveSoon } from './leave-soon.ts';

/** Runs the command line. Exit codes: 0 done; 1 the answer holds errors; 2 bad input, said in a sentence on standard error. */
export const main = async (args: readonly string[]): Promise<number> => {
  // Whoever reads us may leave early: `breakwater query ... | head`.
  process.stdout.on('error', () => process.exit(0));
  try {
    return await run(args);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return isBadInput(error) ? 2 : 1;
  } finally {
    await leaveSoon();
  }
};

const run = async ([name, ...rest]: readonly string[]): Promise<number> => {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return print(overview(commands));
  if (name === '--version' || name === '-v') return print(`${version()}\n`);
  const command = commands.find((each) => each.name === name);
  if (!command)
    throw new UserError(`"${name}" is no command. ${suggest(name, [...commands.map((each) => each.name), 'init'])}`);
  if (rest.includes('--help') || rest.includes('-h')) return print(helpOf(command));
  return command.run(readArguments(rest, command.flags));
};

const print = (text: string): number => {
  process.stdout.write(text);
  return 0;
};

const version = (): string =>
  String(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version);
