import { inspect } from 'node:util';
import { ArgumentError } from './read-options.ts';

/** Runs a program to its end: arguments that make no sense are a sentence and exit code 2, and a mistake of its own is 70. */
export const runProgram = async (program: () => Promise<void>): Promise<void> => {
  // Whoever reads us may leave early: `npm run storm | head -3`.
  process.stdout.on('error', () => process.exit());
  try {
    await program();
  } catch (error) {
    const isArgument = error instanceof ArgumentError;
    process.stderr.write(`${isArgument ? error.message : inspect(error)}\n`);
    // Whatever it has opened would keep the process alive. 70: an internal error (sysexits.h).
    process.exit(isArgument ? 2 : 70);
  }
};
