import { parseArgs } from 'node:util';

/** A number that may be given, from 1. */
interface Allowed {
  readonly usual: number;
  readonly most: number;
}

/** Arguments that make no sense: one sentence. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

/** The same seed is the same run. */
export const seed: Allowed = { usual: 20261123, most: 2 ** 32 - 1 };

/** Reads `--seed 1 --json`. @param numbers all that may be given, beside `--json` @throws ArgumentError */
export const readOptions = <Name extends string>(
  program: string,
  args: readonly string[],
  numbers: Readonly<Record<Name, Allowed>>,
): Readonly<Record<Name, number>> & { readonly json: boolean } => {
  const names = Object.keys(numbers) as Name[];
  const given = parsed(program, args, names);
  const read = (name: Name): number => {
    const { usual, most } = numbers[name];
    const text = given[name];
    if (text === undefined) return usual;
    if (typeof text !== 'string' || !/^[1-9]\d{0,9}$/.test(text) || Number(text) > most)
      throw new ArgumentError(`--${name} must be a whole number from 1 to ${most}, not "${text}".`);
    return Number(text);
  };
  const values = Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, number>;
  return { ...values, json: given['json'] === true };
};

const parsed = (
  program: string,
  args: readonly string[],
  names: readonly string[],
): Readonly<Record<string, string | boolean | undefined>> => {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' } as const]));
  try {
    return parseArgs({ args: [...args], options: { ...options, json: { type: 'boolean' } } }).values;
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split(/[.\n]/);
    const flags = names.map((name) => `--${name}`).join(', ');
    throw new ArgumentError(`${sentence}. The ${program} knows ${flags} and --json.`);
  }
};
