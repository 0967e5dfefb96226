import { parseArgs } from 'node:util';
import { UserError } from '../config/user-error.ts';

/** A flag: whether it takes a value, and what it is for. */
export interface Flag {
  readonly type: 'boolean' | 'string';
  readonly multiple?: boolean;
  /** One letter that stands for it: `-H`. @default none */
  readonly short?: string;
  /** The name of its value in the help: `PORT`. */
  readonly value?: string;
  readonly says: string;
}

export type Flags = Readonly<Record<string, Flag>>;

/** What was given: flags by name, and the rest. */
export interface Given {
  readonly flags: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly rest: readonly string[];
}

/** Reads arguments. @throws UserError for a flag that is not known, lacks its value, or has one too many */
export const readArguments = async (args: readonly string[], flags: Flags): Promise<Given> => {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { type, multiple = false, short }]) => [
      name,
      { type, multiple, ...(short === undefined ? {} : { short }) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { flags: values as Given['flags'], rest: positionals };
  } catch (error) {
    throw new UserError(await sentence(error, args, flags));
  }
};

const sentence = async (error: unknown, args: readonly string[], flags: Flags): Promise<string> => {
  const { code, message } = error as NodeJS.ErrnoException;
  const shorts = Object.values(flags).flatMap(({ short }) => (short === undefined ? [] : [`-${short}`]));
  const unknown = args.find(
    (arg) =>
      arg.startsWith('-') &&
      arg !== '--' &&
      !shorts.includes(arg.slice(0, 2)) &&
      !Object.hasOwn(flags, arg.replace(/^-+/, '').replace(/=.*/, '')),
  );
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && unknown) {
    const { suggest } = await import('../schema/index.ts');
    return `${unknown.replace(/=.*/, '')} is no flag of this command. ${suggest(
      unknown.replace(/=.*/, ''),
      Object.keys(flags).map((name) => `--${name}`),
    )}`;
  }
  return `${message.split('\n')[0]?.replace(/\.?$/, '')}.`;
};

/** A whole number given as text. @throws UserError */
export const wholeNumber = (text: string, what: string, max: number): number => {
  if (!/^\d{1,15}$/.test(text) || Number(text) > max)
    throw new UserError(`${what} must be a whole number from 0 to ${max}, not "${text}".`);
  return Number(text);
};

/** The values of a flag that may be given more than once; commas separate too. */
export const listOf = (value: Given['flags'][string]): readonly string[] =>
  (Array.isArray(value) ? value : typeof value === 'string' ? [value] : [])
    .flatMap((text: string) => text.split(','))
    .filter((text) => text !== '');
