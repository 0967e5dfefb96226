import { readFileSync, statSync } from 'node:fs';
import type { Environment } from './auth.ts';

/** How files of secrets are looked at. */
export interface SecretFiles {
  /** Changes whenever the file does, also when another took its place. @throws if there is none */
  readonly stamp: (path: string) => string;
  /** @throws if it cannot be read */
  readonly read: (path: string) => string;
  /** A clock, in milliseconds. */
  readonly now: () => number;
}

/** A file is looked at again after this long. */
const LOOK_MS = 1_000;

/** The files of this machine. A mounted secret changes by a link that points elsewhere, which shows in the number of the file. */
export const secretFiles: SecretFiles = {
  stamp(path) {
    const { mtimeMs, ino, size } = statSync(path);
    return `${mtimeMs} ${ino} ${size}`;
  },
  read: (path) => readFileSync(path, 'utf8'),
  now: () => performance.now(),
};

interface Kept {
  readonly value: string;
  readonly stamp: string;
  readonly lookedAt: number;
}

/**
 * An environment in which a variable that is not set is read from the file that `NAME_FILE` points to, trimmed. It is a live view: a file that
 * changes is read again, and looked at once a second at most. While a file cannot be read, or is empty, the value it had is the one it has:
 * whoever replaces it may have it gone for a moment.
 */
export const environmentWithFiles = (environment: Environment, files: SecretFiles = secretFiles): Environment => {
  const known = new Map<string, Kept>();
  const look = (path: string): string | undefined => {
    const kept = known.get(path);
    const now = files.now();
    if (kept && now - kept.lookedAt < LOOK_MS) return kept.value;
    const { value = '', stamp = '' } = readAgain(path, kept, files) ?? kept ?? {};
    known.set(path, { value, stamp, lookedAt: now });
    return value === '' ? undefined : value;
  };
  return new Proxy(environment, {
    get(target, name) {
      if (typeof name !== 'string') return Reflect.get(target, name);
      const own = target[name];
      const path = own?.trim() ? undefined : target[`${name}${SUFFIX}`]?.trim();
      return path ? look(path) : own;
    },
  });
};

const SUFFIX = '_FILE';

/** What a file holds now; undefined if it is as it was, or cannot be told. */
const readAgain = (
  path: string,
  kept: Kept | undefined,
  { stamp, read }: SecretFiles,
): Omit<Kept, 'lookedAt'> | undefined => {
  try {
    const its = stamp(path);
    if (its === kept?.stamp) return undefined;
    const value = read(path).trim();
    return value === '' ? undefined : { value, stamp: its };
  } catch {
    return undefined;
  }
};

/** What is set under the name itself, also where files stand in. */
const ownValue = (name: string, environment: Environment): string => {
  const value: unknown = Object.getOwnPropertyDescriptor(environment, name)?.value;
  return typeof value === 'string' ? value.trim() : '';
};

/** What is wrong with the files of these variables, in sentences that name them and their paths. What is in them is not told. */
export const secretFileProblems = (
  variables: readonly string[],
  environment: Environment,
  { read }: SecretFiles = secretFiles,
): readonly string[] =>
  variables.flatMap((name) => {
    const path = environment[`${name}${SUFFIX}`]?.trim();
    if (!path) return [];
    if (ownValue(name, environment) !== '')
      return [`${name} and ${name}${SUFFIX} are both set: leave out one of them.`];
    try {
      return read(path).trim() === '' ? [`${name}${SUFFIX}: the file ${path} is empty.`] : [];
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return [`${name}${SUFFIX}: the file ${path} cannot be read (${code ?? 'unknown error'}).`];
    }
  });

/** Where the value of a variable comes from: its own name, or its file; undefined if it is not set. */
export const sourceOfVariable = (name: string, environment: Environment): string | undefined => {
  if (ownValue(name, environment) !== '') return name;
  const path = environment[`${name}${SUFFIX}`]?.trim();
  return path && environment[name] ? `${name}${SUFFIX} ${path}` : undefined;
};
