import type { Flags, Given } from './arguments.ts';

/** One command of the command line. */
export interface Command {
  readonly name: string;
  /** One line: what it does. */
  readonly says: string;
  /** What it takes beside flags, for the help: `'QUERY'`. */
  readonly takes?: string;
  readonly flags: Flags;
  readonly example: string;
  /** Does it; the exit code comes back. Bad input is a `UserError`. */
  run(given: Given): Promise<number>;
}
