import { readFileSync } from 'node:fs';
import { UserError } from '../config/user-error.ts';
import { readArguments } from './arguments.ts';
import { allCommands, commandNames, commandOf } from './commands.ts';
import { helpOf, overview } from './help.ts';
import { leaveSoon } from './leave-soon.ts';

/** Runs the command line. Exit codes: 0 done; 1 the answer holds errors; 2 bad input, said in a sentence on standard error. */
export const main = async (args: readonly string[]): Promise<number> => {
  // Whoever reads us may leave early: `breakwater query ... | head`.
  process.stdout.on('error', () => process.exit(0));
  try {
    return await run(args);
  } catch (error) {
    const { explain, isBadInput } = await import('./explain.ts');
    process.stderr.write(`${explain(error)}\n`);
    return isBadInput(error) ? 2 : 1;
  } finally {
    await leaveSoon();
  }
};

const run = async ([name, ...rest]: readonly string[]): Promise<number> => {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help')
    return print(overview(await allCommands()));
  if (name === '--version' || name === '-v') return print(`${version()}\n`);
  const command = await commandOf(name);
  if (!command) throw await unknownCommand(name);
  if (rest.includes('--help') || rest.includes('-h')) return print(helpOf(command));
  return command.run(await readArguments(rest, command.flags));
};

const unknownCommand = async (name: string): Promise<UserError> => {
  const { suggest } = await import('../schema/index.ts');
  return new UserError(`"${name}" is no command. ${suggest(name, [...commandNames, 'init'])}`);
};

const print = (text: string): number => {
  process.stdout.write(text);
  return 0;
};

const version = (): string =>
  String(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version);
