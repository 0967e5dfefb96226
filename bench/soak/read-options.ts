import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Options {
  readonly seconds: number;
  readonly seed: number;
  readonly clients: number;
  readonly json: boolean;
}

/** Arguments that make no sense: one sentence. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

const numbers = {
  seconds: { usual: 20, most: 86_400 },
  seed: { usual: 20261123, most: 2 ** 32 - 1 },
  clients: { usual: 24, most: 1_000 },
} as const;

/** Reads `--seconds 60 --seed 1 --clients 24 --json`. @throws ArgumentError */
export const readOptions = (args: readonly string[]): Options => {
  const { json = false, ...given } = parsed(args);
  const read = (name: keyof typeof numbers): number => {
    const { usual, most } = numbers[name];
    const text = given[name];
    if (text === undefined) return usual;
    if (!/^[1-9]\d{0,9}$/.test(text) || Number(text) > most)
      throw new ArgumentError(`--${name} must be a whole number from 1 to ${most}, not "${text}".`);
    return Number(text);
  };
  return { seconds: read('seconds'), seed: read('seed'), clients: read('clients'), json };
};

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        seconds: { type: 'string' },
        seed: { type: 'string' },
        clients: { type: 'string' },
        json: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split(/[.\n]/);
    throw new ArgumentError(`${sentence}. The soak knows --seconds, --seed, --clients and --json.`);
  }
};
